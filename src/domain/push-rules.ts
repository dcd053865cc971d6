import { localTime } from './calendar.ts';
import { type Holidays, isWorkingDay } from './working-day.ts';

/** When and how much may be pushed into one chat. */
export interface PushRules {
  readonly timeZone: string;
  /** Working hours as minutes since midnight, half-open: from 09:00 until before 18:00. */
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly holidays: Holidays;
}

/** Working days, 09:00 to 18:00. */
export const WORKING_HOURS = { fromMinute: 9 * 60, untilMinute: 18 * 60 } as const;

/** Says whether cards may be pushed at this moment: on a working day within working hours. */
export function withinWorkingHours(at: Date, rules: PushRules): boolean {
  const local = localTime(at, rules.timeZone);
  const { minute } = local;
  return isWorkingDay(local, rules.holidays) && minute >= rules.fromMinute && minute < rules.untilMinute;
}

/** How many more patents a chat takes today, given how many it was sent since its local midnight. */
export function roomLeft(dailyLimit: number, pushedToday: number): number {
  return Math.max(0, dailyLimit - pushedToday);
}
