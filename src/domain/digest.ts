import { localTime } from './calendar.ts';
import type { Period, Schedule } from './period.ts';
import { type PushRules, withinWorkingHours } from './push-rules.ts';
import { refuse } from './refusals.ts';

/** What a group hears when there is nothing new: one honest line, or nothing. */
export const WHEN_QUIET = ['line', 'silence'] as const;

/** One of the two. */
export type WhenQuiet = (typeof WHEN_QUIET)[number];

/** When the groups of one enterprise get their digest (周报). */
export interface DigestPlan {
  readonly enterpriseId: string;
  /** 1 is Monday, 7 is Sunday; null as the settings have it. */
  readonly weekday: number | null;
  /** Minutes since local midnight; null as the settings have it. */
  readonly minute: number | null;
  readonly whenQuiet: WhenQuiet;
  /** True when its groups are to get none. */
  readonly off: boolean;
  /** Periods that began before this are none of the plan's; null while nobody has changed it. */
  readonly changedAt: Date | null;
}

/** One digest for one reader: what happened from `since` on and before `until`. */
export interface Digest {
  readonly id: string;
  readonly enterpriseId: string;
  /** A chat; of the new hits of saved searches, the member who keeps them. */
  readonly readerId: string;
  readonly since: Date;
  readonly until: Date;
}

/** The hours at which a digest can be planned: people are awake, and read it on their way in or out. */
export const DIGEST_HOURS = { first: 7, last: 20 } as const;

/** A digest that is later than this is late: it waits for working hours. */
const ON_TIME_MS = 3_600_000;
const WEEK_MS = 7 * 86_400_000;
/** What happened longer ago is no news, however many digests were missed. */
const LONGEST_MS = 5 * WEEK_MS;

/** The plan of an enterprise that has none of its own. */
export function standardPlan(enterpriseId: string): DigestPlan {
  return { enterpriseId, weekday: null, minute: null, whenQuiet: 'line', off: false, changedAt: null };
}

/** When a plan is due; `standard` is the schedule of the settings. */
export function digestSchedule({ weekday, minute }: DigestPlan, standard: Schedule): Schedule {
  if (weekday === null || minute === null) return standard;
  const everyMonth = { days: DAYS, months: MONTHS };
  const time = { hours: [Math.floor(minute / 60)], minutes: [minute % 60] };
  return { ...everyMonth, ...time, timeZone: standard.timeZone, weekdays: [weekday] };
}

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);
const MONTHS = DAYS.slice(0, 12);

/** Changes a plan; refuses an hour at which nobody wants to be written to. */
export function planDigest(
  plan: DigestPlan,
  wish: Pick<DigestPlan, 'weekday' | 'minute' | 'whenQuiet' | 'off'>,
  at: Date,
): DigestPlan {
  const { weekday, minute } = wish;
  const { first, last } = DIGEST_HOURS;
  if ((weekday === null) !== (minute === null)) refuse('digest_time_wrong');
  if (weekday !== null && !(Number.isInteger(weekday) && weekday >= 1 && weekday <= 7))
    refuse('digest_time_wrong', { weekday });
  if (minute !== null && !(Number.isInteger(minute) && minute >= first * 60 && minute <= last * 60))
    refuse('digest_time_wrong', { minute });
  const { whenQuiet, off } = wish;
  const same = (['weekday', 'minute', 'off'] as const).every((name) => plan[name] === wish[name]);
  return { ...plan, weekday, minute, whenQuiet, off, changedAt: same ? plan.changedAt : at };
}

/**
 * Says whether a digest may go out now: in the hour it is planned for, but for public holidays, or when it comes late in
 * working hours.
 */
export function mayGoOut(at: Date, period: Period, rules: PushRules): boolean {
  const late = at.getTime() - period.from.getTime();
  const onTime = late >= 0 && late < ON_TIME_MS;
  const off = rules.holidays.off.has(localTime(at, rules.timeZone).day);
  return (onTime && !off) || withinWorkingHours(at, rules);
}

/**
 * What a digest that is due at `until` tells of: everything since the one before it, so that nothing is told twice or
 * never, or since its group was bound; a week where that is not known. Missed weeks are told in one, as far as they are
 * still news.
 */
export function toldIn(last: Date | null, until: Date): Pick<Digest, 'since' | 'until'> {
  const before = last ?? new Date(until.getTime() - WEEK_MS);
  const earliest = until.getTime() - LONGEST_MS;
  return { since: new Date(Math.min(until.getTime(), Math.max(before.getTime(), earliest))), until };
}

/** What happened in an enterprise in a period, and what is open at its end, in figures alone. */
export interface DigestFigures {
  /** Patents brought to the enterprise. */
  readonly pushed: number;
  /** Patents that the focus found. */
  readonly found: number;
  /** Ratings given, and the patents they are about. */
  readonly ratings: number;
  readonly rated: number;
  /** Evaluations of the enterprise's own that were submitted. */
  readonly submitted: number;
  readonly intents: number;
  readonly answers: number;
  /** Patents that are open for ratings now, and those among them that nobody has rated. */
  readonly open: number;
  readonly unrated: number;
  /** Patents with answers that wait for the admin now. */
  readonly toReview: number;
}

/** Says whether nothing has happened: what is open was open before. */
export function isQuiet(figures: DigestFigures): boolean {
  const { pushed, found, ratings, submitted, intents, answers } = figures;
  return [pushed, found, ratings, submitted, intents, answers].every((count) => count === 0);
}

/** How many days there are from one day to a later one, both written as `2026-11-23`; negative when it is past. */
export function daysUntil(deadline: string, day: string): number {
  return Math.round((Date.parse(deadline) - Date.parse(day)) / 86_400_000);
}

/** Ratings by fewer people tell who gave what. */
const FEWEST_EXPERTS = 3;

/** Says whether ratings may be shown by their stars to whoever is no admin: not while they can be told apart. */
export function hidesWho({ experts }: { readonly experts: number }): boolean {
  return experts >= FEWEST_EXPERTS;
}
