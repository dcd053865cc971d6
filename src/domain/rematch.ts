/** How far the matches of an enterprise are brought up to its changed focus, patent by patent in the order of their ids. */
export interface Rematch {
  readonly enterpriseId: string;
  /** The patent that was looked at last; empty before the first. */
  readonly after: string;
  /** How many patents were looked at, and how many there are; null before it is counted. */
  readonly done: number;
  readonly total: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** The beginning; one that is under way begins anew, because the focus has changed again. */
export function newRematch(enterpriseId: string, at: Date): Rematch {
  return { enterpriseId, after: '', done: 0, total: null, startedAt: at, endedAt: null };
}

/** The state after some more patents; `last` is the id of the last of them, null when there are no more. */
export function advancedTo(rematch: Rematch, last: string | null, patents: number, at: Date): Rematch {
  const done = rematch.done + patents;
  return last === null
    ? { ...rematch, done, total: done, endedAt: at }
    : { ...rematch, done, after: last, total: Math.max(rematch.total ?? 0, done) };
}

/** How much of it is done, in whole percent; 100 only at its end. */
export function percentOf({ done, total, endedAt }: Rematch): number {
  if (endedAt) return 100;
  return total === null || total === 0 ? 0 : Math.min(99, Math.floor((done / total) * 100));
}
