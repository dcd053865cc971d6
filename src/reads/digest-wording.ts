import { localTime } from '../domain/calendar.ts';
import { DIGEST_HOURS, type DigestFigures, type DigestPlan, daysUntil } from '../domain/digest.ts';
import type { Fact } from './people-wording.ts';

/** The days of the week, Monday first. */
const WEEKDAY_NAMES = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** A field of the form in which the time of digests is chosen. */
export interface PlanField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** The day of a moment as `11月23日` in a time zone. */
export function dayAndMonth(at: Date, timeZone: string): string {
  const [, month, day] = localTime(at, timeZone).day.split('-');
  return `${Number(month)}月${Number(day)}日`;
}

/** How many days are left to a deadline, counted on the day of the digest so that the card stays true; empty without one. */
export function countdownOf(deadline: string | null, at: Date, timeZone: string): string {
  if (deadline === null) return '';
  const days = daysUntil(deadline, localTime(at, timeZone).day);
  const day = dayAndMonth(at, timeZone);
  if (days > 0) return `截至${day}，距截止日 ${deadline} 还有 ${days} 天`;
  return days === 0 ? `截止日就是今天（${deadline}）` : `截止日 ${deadline} 已过 ${-days} 天`;
}

/** The figures that say something, as facts. */
export function figureFacts(figures: DigestFigures): Fact[] {
  const { pushed, found, ratings, rated, submitted, intents, answers, open, unrated, toReview } = figures;
  const all: readonly [string, string, boolean][] = [
    ['新推送', `${pushed} 件`, pushed > 0],
    ['专家评价', `${ratings} 次，${rated} 件专利`, ratings > 0],
    ['待评价', `${open} 件可评价，${unrated} 件无人评价`, open > 0],
    ['待审核', `${toReview} 件等企业管理员审核`, toReview > 0],
    ['企业评价', `提交 ${submitted} 件`, submitted > 0],
    ['合作意向', `发出 ${intents} 份，收到答复 ${answers} 份`, intents + answers > 0],
    ['新匹配', `关注库新增 ${found} 件`, found > 0],
  ];
  return all.flatMap(([label, text, said]) => (said ? [{ label, text }] : []));
}

/** The form of a plan, filled in with what is planned. */
export function planFields({ weekday, minute, whenQuiet, off }: DigestPlan): PlanField[] {
  const hours = Array.from(
    { length: DIGEST_HOURS.last - DIGEST_HOURS.first + 1 },
    (_, index) => index + DIGEST_HOURS.first,
  );
  const usual = { label: '按系统设置', value: '0' };
  return [
    {
      name: 'weekday',
      label: '每周哪一天',
      value: String(weekday ?? 0),
      options: [usual, ...WEEKDAY_NAMES.map((label, index) => ({ label, value: String(index + 1) }))],
    },
    {
      name: 'hour',
      label: '几点',
      value: minute === null ? '0' : String(Math.floor(minute / 60)),
      options: [usual, ...hours.map((hour) => ({ label: `${hour}:00`, value: String(hour) }))],
    },
    {
      name: 'quiet',
      label: '没有新动态时',
      value: whenQuiet,
      options: [
        { label: '发一句说明', value: 'line' },
        { label: '不发', value: 'silence' },
      ],
    },
    {
      name: 'send',
      label: '周报',
      value: off ? 'off' : 'on',
      options: [
        { label: '发送', value: 'on' },
        { label: '停发', value: 'off' },
      ],
    },
  ];
}

/** A plan in words, for notices. */
export function planInWords({ weekday, minute, whenQuiet, off }: DigestPlan): string {
  if (off) return '周报已停发';
  const clock = minute === null ? '' : `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  const time = weekday === null ? '按系统设置的时间' : `每${WEEKDAY_NAMES[weekday - 1]} ${clock} `;
  return `周报${time}发送，没有新动态时${whenQuiet === 'line' ? '发一句说明' : '不发'}`;
}
