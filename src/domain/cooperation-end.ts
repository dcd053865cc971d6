import { type Cooperation, wasEnteredByHand } from './cooperation.ts';

/** Says whether the platform may still show what the admin has given up. */
export function owesEnd({ state, submittedAt, endReportedAt }: Cooperation): boolean {
  return (state === 'withdrawn' || state === 'closed') && submittedAt !== null && endReportedAt === null;
}

/** Records that the platform has learned it, from panhuo or by the admin's hand. */
export function reportEnd<T extends Cooperation>(before: T, at: Date): T {
  return owesEnd(before) ? { ...before, endReportedAt: at } : before;
}

/** Records that the platform would not learn of the end, in these words: then it is for the admin to see to it there. */
export function noteEndRefusal<T extends Cooperation>(before: T, refusal: string): T {
  return owesEnd(before) ? { ...before, refusal } : before;
}

/** Says whether an admin must take it off the platform himself although the rest is posted for him. */
export function mustEndByHand(over: Cooperation): boolean {
  return owesEnd(over) && (wasEnteredByHand(over) || over.refusal !== '');
}
