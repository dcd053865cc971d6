import { type Match, mustTakeRatings } from './match.ts';
import type { Member } from './member.ts';
import { mustBeAllowed } from './permissions.ts';
import { inOrder, type RatingReason, readReasons } from './rating-reason.ts';
import { refuse } from './refusals.ts';
import type { Stars } from './stars.ts';
import { typedText } from './typed-text.ts';

/** The longest opinion and reason, in characters; a Feishu input holds no more. */
export const OPINION_LIMIT = 1000;

/** The admin's answer to an expert evaluation (专家评价审核); the last two must say why. */
export type Verdict = 'accepted' | 'returned' | 'rejected';

/**
 * One expert's judgement of one match. Private to the enterprise for ever (rule 9).
 * `submitted` waits for the admin; a `returned` one may be given again, a `rejected` one may not (rule 13).
 */
export interface ExpertEvaluation {
  readonly id: string;
  readonly matchId: string;
  readonly memberId: string;
  readonly stars: Stars;
  readonly opinion: string;
  /** Those he chose, and those his opinion names. */
  readonly reasons: readonly RatingReason[];
  readonly state: 'submitted' | Verdict;
  /** The admin's reason, empty when there is none. */
  readonly reason: string;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly ratedAt: Date;
  /** Counts the changes, so that a verdict names the very answer it is about. */
  readonly version: number;
}

/** What an expert says; an opinion and reasons he does not mention stay as they were. */
export interface Rating {
  readonly stars: Stars;
  readonly opinion?: string;
  /** Reasons he chose from the list; none chosen is the same as not mentioned. */
  readonly reasons?: readonly RatingReason[];
}

/** Takes in an opinion or a reason as typed; refuses one that is too long or holds a national ID number. */
export function opinionOf(text: string): string {
  return typedText(text, { most: OPINION_LIMIT, tooLong: 'opinion_too_long' });
}

/**
 * An admitted expert rates a pushed match of the evaluation library (rules 3-5). Until the enterprise submits he may
 * change his mind, the last answer counts (rule 12), and it goes to the admin anew. The same answer again changes nothing.
 */
export function rate(
  match: Match,
  expert: Member,
  before: ExpertEvaluation | null,
  rating: Rating,
  given: { readonly id: string; readonly at: Date },
): ExpertEvaluation {
  if (expert.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(expert, 'rate');
  mustTakeRatings(match);
  if (before?.state === 'rejected') refuse('evaluation_rejected');

  const opinion = rating.opinion === undefined ? (before?.opinion ?? '') : opinionOf(rating.opinion);
  const reasons = reasonsOf(before, rating, opinion);
  const same =
    before?.stars === rating.stars && before.opinion === opinion && before.reasons.join() === reasons.join();
  if (same && before.state !== 'returned') return before;
  return {
    id: before?.id ?? given.id,
    matchId: match.id,
    memberId: expert.id,
    stars: rating.stars,
    opinion,
    reasons,
    state: 'submitted',
    reason: '',
    reviewedBy: null,
    reviewedAt: null,
    ratedAt: given.at,
    version: (before?.version ?? 0) + 1,
  };
}

/** Chosen reasons and a new opinion each take the place of what was there; what the opinion names counts in any case. */
function reasonsOf(
  before: ExpertEvaluation | null,
  { opinion: said, reasons: chosen = [] }: Rating,
  opinion: string,
): readonly RatingReason[] {
  if (said === undefined && chosen.length === 0) return before?.reasons ?? [];
  return inOrder([...chosen, ...readReasons(opinion)]);
}

/**
 * The admin answers the version of an expert evaluation that he has seen. To return or reject he must say why.
 * The same verdict again changes nothing; another one is refused, and so is any after the expert has changed his answer.
 */
export function review(
  match: Match,
  evaluation: ExpertEvaluation,
  verdict: { readonly to: Verdict; readonly reason: string; readonly version: number },
  admin: Member,
  at: Date,
): ExpertEvaluation {
  if (admin.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, 'review');
  mustTakeRatings(match);
  if (evaluation.matchId !== match.id) refuse('evaluation_missing');
  if (evaluation.version === verdict.version + 1 && evaluation.state === verdict.to) return evaluation;
  if (evaluation.version !== verdict.version) refuse('evaluation_changed');
  if (evaluation.state !== 'submitted') refuse('already_reviewed', { state: evaluation.state });

  const reason = opinionOf(verdict.reason);
  if (verdict.to !== 'accepted' && reason === '') refuse('reason_missing');
  return {
    ...evaluation,
    state: verdict.to,
    reason,
    reviewedBy: admin.id,
    reviewedAt: at,
    version: evaluation.version + 1,
  };
}
