import { type Match, mustTakeRatings } from './match.ts';
import type { Member } from './member.ts';
import { may, mustBeAllowed } from './permissions.ts';
import type { RatingReason } from './rating-reason.ts';
import { refuse } from './refusals.ts';

/**
 * What an expert does with a patent that he does not rate now: puts it off (稍后再评), passes it on to a colleague (转交), or
 * has no interest in it (不感兴趣). It leaves his own list and nobody else's, and he may rate it all the same.
 */
export type SetAside = {
  readonly matchId: string;
  readonly memberId: string;
  readonly at: Date;
} & (
  | { readonly kind: 'later'; readonly until: Date }
  | { readonly kind: 'passed-on'; readonly to: string }
  | { readonly kind: 'not-interested'; readonly reason: RatingReason | null }
);

/** How long a patent that was put off is not asked for, in days. */
export const LATER_DAYS = 3;

const DAY_MS = 86_400_000;

/** Puts a patent off for some days. */
export function putOff(match: Match, expert: Member, at: Date): SetAside {
  mustBeHis(match, expert);
  const until = new Date(at.getTime() + LATER_DAYS * DAY_MS);
  return { matchId: match.id, memberId: expert.id, at, kind: 'later', until };
}

/** Passes a patent on to a colleague who may rate it. */
export function passOn(match: Match, expert: Member, colleague: Member, at: Date): SetAside {
  mustBeHis(match, expert);
  if (colleague.enterpriseId !== expert.enterpriseId) refuse('wrong_enterprise');
  if (colleague.id === expert.id || !may(colleague, 'rate')) refuse('colleague_unfit');
  return { matchId: match.id, memberId: expert.id, at, kind: 'passed-on', to: colleague.id };
}

/** Says that a patent is of no interest, and why if he wants to. */
export function notInterested(match: Match, expert: Member, reason: RatingReason | null, at: Date): SetAside {
  mustBeHis(match, expert);
  return { matchId: match.id, memberId: expert.id, at, kind: 'not-interested', reason };
}

function mustBeHis(match: Match, expert: Member): void {
  if (expert.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(expert, 'rate');
  mustTakeRatings(match);
}
