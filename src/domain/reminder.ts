/** What waits for one member of an enterprise. */
export interface ToDo {
  /** Patents he may rate and has not, or is to rate anew. */
  readonly toRate: number;
  /** When the first and the last of them were brought to the enterprise; null when there are none. */
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  /** Patents with answers that wait for an admin, and since when; nothing for whoever is none. */
  readonly toReview: number;
  readonly reviewSince: Date | null;
  /** Applications that wait for an admin. */
  readonly applications: number;
}

/** What a member has been reminded of already. */
export interface Reminded {
  /** When he was reminded last; null when he never was. */
  readonly lastAt: Date | null;
  /** How often in the last seven days, over all enterprises in which the same account is. */
  readonly inWeek: number;
  /** True when he wants no reminders. */
  readonly muted: boolean;
}

/** Nobody is reminded more often, in however many enterprises he is. */
export const REMINDER_CAP = { aDay: 1, aWeek: 3 } as const;

const DAY_MS = 86_400_000;
/** Patents lie so long before anybody is reminded of them, and answers before an admin is. */
const PATIENCE_MS = 2 * DAY_MS;
const ADMIN_PATIENCE_MS = 3 * DAY_MS;
/** Whoever was reminded and did nothing is left alone for so long. */
const PAUSE_MS = 7 * DAY_MS;
/** Days before the deadline on which everybody with something to do hears of it. */
const MARKS: readonly number[] = [7, 3, 1, 0];

/** Says whether a member is reminded now; `daysLeft` to the deadline is null where there is none. */
export function reminderDue(
  toDo: ToDo,
  { lastAt, inWeek, muted }: Reminded,
  { at, daysLeft }: { readonly at: Date; readonly daysLeft: number | null },
): boolean {
  if (muted || inWeek >= REMINDER_CAP.aWeek || nothingToDo(toDo)) return false;
  if (daysLeft !== null && MARKS.includes(daysLeft)) return true;
  const ago = (moment: Date | null) => (moment === null ? -1 : at.getTime() - moment.getTime());
  const waits = ago(toDo.firstAt) >= PATIENCE_MS || ago(toDo.reviewSince) >= ADMIN_PATIENCE_MS;
  if (!waits) return false;
  if (lastAt === null || ago(lastAt) >= PAUSE_MS) return true;
  const fresh = toDo.lastAt !== null && toDo.lastAt > lastAt && ago(toDo.lastAt) >= PATIENCE_MS;
  return fresh && ago(lastAt) >= PATIENCE_MS;
}

/** Says whether nothing waits for a member. */
export function nothingToDo({ toRate, toReview, applications }: ToDo): boolean {
  return toRate + toReview + applications === 0;
}
