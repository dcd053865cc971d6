import { type Enterprise, mustBeActive } from './enterprise.ts';
import type { Patent } from './patent.ts';
import { refuse } from './refusals.ts';

/** Why a patent fits an enterprise; every reason names the record's own value it rests on. */
export interface Reason {
  readonly kind:
    | 'platform'
    | 'ipc'
    | 'sei'
    | 'derived-sei'
    | 'industry'
    | 'keyword'
    | 'cooperation'
    | 'applicant'
    | 'region';
  /** What the enterprise asked for; empty for the platform's own push. */
  readonly wanted: string;
  /** The value of the patent's record that answers it, word for word; for a derived industry the patent class it follows from. */
  readonly found: string;
}

/** The library of the platform that put the match before the enterprise; the two are never mixed up. */
export type MatchLibrary = 'evaluation' | 'focus';

/**
 * A patent (or portfolio) before one enterprise. One per enterprise and patent, so it is pushed once.
 * `waiting` to be pushed, `open` for ratings, `closed` by the enterprise's evaluation, `withdrawn` when the
 * patent left the register.
 */
export interface Match {
  readonly id: string;
  readonly enterpriseId: string;
  readonly patentId: string;
  readonly library: MatchLibrary;
  readonly score: number;
  readonly reasons: readonly Reason[];
  readonly state: 'waiting' | 'open' | 'closed' | 'withdrawn';
  readonly pushedAt: Date | null;
  readonly closedAt: Date | null;
}

/** Only a registered patent may be pushed or evaluated onward (rule 25). */
export function mustBeRegistered(patent: Patent): void {
  if (patent.state !== 'registered') refuse('patent_not_registered', { state: patent.state });
}

/** Brings a waiting match to the enterprise, once and for ever. */
export function push(match: Match, enterprise: Enterprise, patent: Patent, at: Date): Match {
  mustBeActive(enterprise);
  if (match.state !== 'waiting') refuse('already_pushed', { state: match.state });
  mustBeRegistered(patent);
  return { ...match, state: 'open', pushedAt: at };
}

/** Refuses a rating or review where there can be none: wrong library, not pushed yet, or closed (rules 3 and 8). */
export function mustTakeRatings(match: Match): void {
  if (match.library !== 'evaluation') refuse('view_only_library', { library: match.library });
  if (match.state === 'waiting') refuse('not_pushed');
  if (match.state === 'closed') refuse('evaluation_closed');
  if (match.state === 'withdrawn') refuse('patent_not_registered');
}

/** Ends the experts' turn for good: the enterprise's evaluation is submitted (rule 8). */
export function close(match: Match, at: Date): Match {
  mustTakeRatings(match);
  return { ...match, state: 'closed', closedAt: at };
}

/** The patent left the register: an unfinished match ends, a finished one stays as it was. */
export function withdraw(match: Match, at: Date): Match {
  if (match.state === 'closed' || match.state === 'withdrawn') return match;
  return { ...match, state: 'withdrawn', closedAt: at };
}

/** The patent is back in the register: a match that had ended with it goes on where it was. */
export function restore(match: Match): Match {
  if (match.state !== 'withdrawn') return match;
  return { ...match, state: match.pushedAt === null ? 'waiting' : 'open', closedAt: null };
}

/** What a newer look at patent and focus says; only the score, the reasons and a step up to evaluation may change. */
export function rematch(match: Match, found: Pick<Match, 'library' | 'score' | 'reasons'>): Match {
  const library = found.library === 'evaluation' ? 'evaluation' : match.library;
  if (match.state === 'closed' || match.state === 'withdrawn') return match;
  return { ...match, library, score: found.score, reasons: found.reasons };
}

/**
 * What a changed focus means for a match: what was brought to people stays as it was; what waits follows, and is gone,
 * as null, when nothing but the focus had asked for it.
 */
export function refocus(
  match: Match,
  found: Pick<Match, 'library' | 'score' | 'reasons'> | null,
): Match | null {
  if (match.state !== 'waiting') return match;
  if (found) return rematch(match, found);
  return match.library === 'focus' ? null : match;
}
