import { daysUntil } from './digest.ts';
import { refuse } from './refusals.ts';

/** What an enterprise wants to have done with each patent that is brought to it: rated by an expert, or evaluated by itself. */
export const GOALS = ['evaluated', 'rated'] as const;

/** One of the two. */
export type Goal = (typeof GOALS)[number];

/** What an enterprise has set itself (盘活任务). */
export interface Campaign {
  readonly goal: Goal;
  /** Day by which it is to be reached, as `2026-12-31`; null while there is none (rule 32). */
  readonly deadline: string | null;
}

/** What of it somebody has said; what he has not said stays as it is. */
export type CampaignWish = Partial<Campaign>;

/** How far an enterprise has come with the patents that were brought to it for evaluation. */
export interface Progress {
  readonly pushed: number;
  /** Those that at least one expert has rated, and those of which the enterprise has submitted its evaluation. */
  readonly rated: number;
  readonly evaluated: number;
  /** Those with answers that wait for an admin. */
  readonly toReview: number;
}

/** What a campaign asks for where nothing else was said: the platform counts the enterprise's own evaluations. */
export const STANDARD_GOAL: Goal = 'evaluated';

/** The farthest day that is a deadline, in days from now. */
const FARTHEST = 3 * 366;

/**
 * Changes a campaign; refuses a deadline that is over, or too far away to be one. `today` is a
 * day as `2026-11-23`; by the clock of Greenwich a day that has just ended in China is still taken.
 */
export function planCampaign(campaign: Campaign, wish: CampaignWish, today: string): Campaign {
  const after = { ...campaign, ...wish };
  const { deadline } = after;
  if (deadline === null || deadline === campaign.deadline) return after;
  if (!isDay(deadline)) refuse('deadline_unreadable');
  const days = daysUntil(deadline, today);
  if (days < 0) refuse('deadline_past', { deadline });
  if (days > FARTHEST) refuse('deadline_unreadable', { deadline });
  return after;
}

/**
 * Reads what an admin wants of his campaign: `2026-12-31`, `2026年12月31日`, `无截止日`, `每件有专家评价`, `每件提交企业评价`, or a
 * day and a goal; refuses what says nothing of the kind.
 */
export function readCampaignWish(text: string): CampaignWish {
  const said = text.normalize('NFKC').trim();
  const wish: CampaignWish = { ...deadlineIn(said), ...goalIn(said) };
  return Object.keys(wish).length === 0 ? refuse('deadline_unreadable') : wish;
}

/** A typed deadline as a day, null when the field was left empty; refuses what is no day. */
export function typedDeadline(text: string): string | null {
  const said = text.normalize('NFKC').trim();
  if (said === '') return null;
  return deadlineIn(said).deadline ?? refuse('deadline_unreadable');
}

/** How many patents have come as far as the goal asks. */
export function reached(goal: Goal, { rated, evaluated }: Progress): number {
  return goal === 'rated' ? rated : evaluated;
}

/** A part of a whole in whole percent, rounded down so that 100 means all; 0 of nothing. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}

/** How many a week must be done to be ready in so many days; null when nothing is left, or no time. */
export function weeklyPace(left: number, days: number): number | null {
  if (left <= 0 || days <= 0) return null;
  return Math.ceil(left / Math.max(1, days / 7));
}

/** The middle of some numbers, the mean of the two in the middle where there are two; null of none. */
export function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}

function deadlineIn(said: string): CampaignWish {
  if (/(无|没有|取消|不设)截止/.test(said)) return { deadline: null };
  const day = /(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/.exec(said);
  if (!day) return {};
  const [, year = '', month = '', date = ''] = day;
  const deadline = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(deadline) ? { deadline } : refuse('deadline_unreadable');
}

function goalIn(said: string): CampaignWish {
  if (/企业评价|提交/.test(said)) return { goal: 'evaluated' };
  return /专家评价|专家/.test(said) ? { goal: 'rated' } : {};
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}
