import { localTime } from './calendar.ts';

/** When something is to happen, on the wall clock of one time zone: whenever all five agree. */
export interface Schedule {
  readonly timeZone: string;
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Days of the month. */
  readonly days: readonly number[];
  /** 1 is January. */
  readonly months: readonly number[];
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
}

/** The time from one moment of a schedule to its next; `from` belongs to it, `until` does not. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** 29 February falls on the same weekday again within 40 years, even where a century has none. */
const FAR_DAYS = 41 * 366;

/** All whole numbers from the first to the last, both of them included. */
export function wholeNumbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The schedule of every day at this hour and minute. */
export function daily(timeZone: string, hour: number, minute = 0): Schedule {
  const [days, months, weekdays] = [wholeNumbers(1, 31), wholeNumbers(1, 12), wholeNumbers(1, 7)];
  return { timeZone, minutes: [minute], hours: [hour], days, months, weekdays };
}

/** The schedule of one weekday at this hour, Monday 09:00 in Shanghai unless told otherwise. */
export function weekly(timeZone = 'Asia/Shanghai', weekday = 1, hour = 9): Schedule {
  return { ...daily(timeZone, hour), weekdays: [weekday] };
}

/** The schedule of every so many minutes of the hour; the number divides 60. */
export function everyMinutes(timeZone: string, step: number): Schedule {
  const minutes = wholeNumbers(0, 59).filter((minute) => minute % step === 0);
  return { ...daily(timeZone, 0), hours: wholeNumbers(0, 23), minutes };
}

/** Says whether a schedule names a day that exists in some year. */
export function everDue({ days, months }: Schedule): boolean {
  return months.some((month) => days.some((day) => day <= new Date(Date.UTC(2024, month, 0)).getUTCDate()));
}

/** The period to which a moment belongs: periods leave no gap and do not overlap. */
export function periodAt(schedule: Schedule, at: Date): Period {
  const today = Math.floor(wallOf(at.getTime(), schedule.timeZone) / DAY_MS);
  // Where clocks are set back over midnight, moments of neighbouring days change places.
  const near = [today - 1, today, today + 1].flatMap((day) => momentsOf(schedule, day));
  const past = near.filter((moment) => moment <= at.getTime());
  const ahead = near.filter((moment) => moment > at.getTime());
  const from = past.length > 0 ? Math.max(...past) : Math.max(...firstFound(schedule, today - 2, -1));
  const until = ahead.length > 0 ? Math.min(...ahead) : Math.min(...firstFound(schedule, today + 2, 1));
  return { from: new Date(from), until: new Date(until) };
}

/**
 * Says whether the period of a moment is due when everything before `settled` needs nothing more; not when it had begun by
 * then. What was missed for longer is due once: the earlier periods are left out.
 */
export function isDue({ from }: Period, settled: Date): boolean {
  return settled.getTime() <= from.getTime();
}

/** Names a period by its first minute in UTC, `YYYY-MM-DDTHH:MM`; names sort as the periods do. */
export function periodKey({ from }: Period): string {
  return from.toISOString().slice(0, 16);
}

function firstFound(schedule: Schedule, first: number, step: 1 | -1): readonly number[] {
  for (let far = 0; far < FAR_DAYS; far += 1) {
    const moments = momentsOf(schedule, first + far * step);
    if (moments.length > 0) return moments;
  }
  throw new RangeError('the schedule is never due');
}

/** The moments of one local day, which is counted from 1970, in ms. */
function momentsOf(schedule: Schedule, day: number): number[] {
  const { timeZone, minutes, hours } = schedule;
  const midnight = day * DAY_MS;
  if (!isDayOf(schedule, new Date(midnight))) return [];
  const walls = hours.flatMap((hour) => minutes.map((minute) => midnight + (hour * 60 + minute) * MINUTE_MS));
  const offset = offsetAt(midnight - DAY_MS, timeZone);
  if (offset === offsetAt(midnight + 2 * DAY_MS, timeZone)) return walls.map((wall) => wall - offset);
  const everyHour = hours.length === 24;
  return [...new Set(walls.flatMap((wall) => instantsOf(wall, timeZone, everyHour)))];
}

function isDayOf({ days, months, weekdays }: Schedule, date: Date): boolean {
  return (
    days.includes(date.getUTCDate()) &&
    months.includes(date.getUTCMonth() + 1) &&
    weekdays.includes(date.getUTCDay() || 7)
  );
}

/**
 * The instants at which a wall clock shows this, around a change of clocks. An hour that comes twice counts once and one
 * that is left out counts at its end; but what happens in every hour happens in every hour there is.
 */
function instantsOf(wall: number, timeZone: string, everyHour: boolean): number[] {
  const [before, after] = [offsetAt(wall - DAY_MS, timeZone), offsetAt(wall + DAY_MS, timeZone)];
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  const shown = [...new Set([early, late])].filter((instant) => wallOf(instant, timeZone) === wall);
  if (shown.length > 0) return everyHour ? shown : shown.slice(0, 1);
  return everyHour ? [] : [changeBetween(early, late, timeZone)];
}

/** The first instant of the later offset. */
function changeBetween(early: number, late: number, timeZone: string): number {
  const offset = offsetAt(late, timeZone);
  let [low, high] = [early, late];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, timeZone) === offset) high = middle;
    else low = middle;
  }
  return high;
}

function offsetAt(instant: number, timeZone: string): number {
  return wallOf(instant, timeZone) - instant;
}

/** What the wall clock shows, as if it stood in UTC, in ms. */
function wallOf(instant: number, timeZone: string): number {
  const { day, minute } = localTime(new Date(instant), timeZone);
  const seconds = ((instant % MINUTE_MS) + MINUTE_MS) % MINUTE_MS;
  return Date.parse(day) + minute * MINUTE_MS + seconds;
}
