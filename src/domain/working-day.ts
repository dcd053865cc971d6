import type { LocalTime } from './calendar.ts';

/** The days of a country that are not what their weekday says, each as `2026-11-23`. */
export interface Holidays {
  /** Public holidays. */
  readonly off: ReadonlySet<string>;
  /** Weekend days that are worked for them (调休). */
  readonly worked: ReadonlySet<string>;
  /** The years that are known; in others weekends alone are off. */
  readonly years: ReadonlySet<string>;
}

/** Weekends alone. */
export const NO_HOLIDAYS: Holidays = { off: new Set(), worked: new Set(), years: new Set() };

/** Says whether people work on a day. */
export function isWorkingDay({ day, weekday }: LocalTime, { off, worked }: Holidays): boolean {
  return worked.has(day) || (weekday <= 5 && !off.has(day));
}
