import { type Campaign, type Goal, percentOf } from '../domain/campaign.ts';
import { namesOfReasons } from '../domain/rating-reason.ts';
import type { FieldFigure } from '../stores/campaign-figure-store.ts';
import type { Uninteresting } from '../stores/set-aside-store.ts';
import type { PlanField } from './digest-wording.ts';

/** The goals as people read them. */
export const GOAL_NAMES: Readonly<Record<Goal, string>> = {
  evaluated: '每件推送专利都提交企业评价',
  rated: '每件推送专利都有专家评价',
};

const WIDEST_BAR = 10;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A campaign in words, for notices. */
export function campaignInWords({ goal, deadline }: Campaign): string {
  return `目标：${GOAL_NAMES[goal]}，${deadline === null ? '无截止日' : `截止日 ${deadline}`}`;
}

/** A part of a whole as a bar with its figures: `▇▇▇▇▇▇▁▁▁▁ 12/20（60%）`. */
export function progressBar(part: number, whole: number): string {
  const percent = percentOf(part, whole);
  const full = Math.floor((percent * WIDEST_BAR) / 100);
  return `${'▇'.repeat(full)}${'▁'.repeat(WIDEST_BAR - full)} ${part}/${whole}（${percent}%）`;
}

/** A time as people say it, in its largest two units; empty for none. */
export function spanName(ms: number | null): string {
  if (ms === null) return '';
  if (ms < HOUR_MS) return '不到 1 小时';
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  if (days === 0) return `${hours} 小时`;
  return hours === 0 || days > 9 ? `${days} 天` : `${days} 天 ${hours} 小时`;
}

/** How often experts had no interest, and for which reason most; empty when nobody had none. */
export function declinedWords({ times, byReason }: Uninteresting): string {
  if (times === 0) return '';
  const [most] = [...byReason].toSorted(([, one], [, other]) => other - one);
  return `${times} 次${most === undefined ? '' : `，最多的理由：${namesOfReasons([most[0]])}`}`;
}

/** The mean of the stars of an industry, in one decimal. */
export function meanStars({ stars, ratings }: FieldFigure): string {
  return (stars / ratings).toFixed(1);
}

/** The choices of the form. */
export function goalField(goal: Goal): PlanField {
  return {
    name: 'goal',
    label: '目标',
    value: goal,
    options: (Object.entries(GOAL_NAMES) as [Goal, string][]).map(([value, label]) => ({ value, label })),
  };
}
