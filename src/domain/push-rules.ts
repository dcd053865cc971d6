import { localTime } from './calendar.ts';

/** When and how much may be pushed into one chat. */
export interface PushRules {
  readonly timeZone: string;
  /** Working hours as minutes since midnight, half-open: from 09:00 until before 18:00. */
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** Working days, 09:00 to 18:00. */
export const WORKING_HOURS = { fromMinute: 9 * 60, untilMinute: 18 * 60 } as const;

/** Says whether cards may be pushed at this moment: on a working day within working hours. */
export function withinWorkingHours(at: Date, rules: PushRules): boolean {
  const { minute, weekday } = localTime(at, rules.timeZone);
  return weekday <= 5 && minute >= rules.fromMinute && minute < rules.untilMinute;
}

/** How many more patents a chat takes today, given how many it was sent since its local midnight. */
export function roomLeft(dailyLimit: number, pushedToday: number): number {
  return Math.max(0, dailyLimit - pushedToday);
}
