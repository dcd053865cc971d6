import type { Enterprise } from './enterprise.ts';
import { type ExpertEvaluation, OPINION_LIMIT, opinionOf } from './expert-evaluation.ts';
import { close, type Match, mustTakeRatings } from './match.ts';
import { type Member, mustNameNoExpert } from './member.ts';
import type { PatentRecord } from './patent.ts';
import { mustBeAllowed } from './permissions.ts';
import { refuse } from './refusals.ts';
import type { Stars } from './stars.ts';

/**
 * The enterprise's own evaluation (企业自评): drafted and confirmed by its admin, then final.
 * `draft` shows the exact text for confirmation; `editing` takes it back into the form, so that what is confirmed is
 * never older than what was typed; `submitted` waits for the platform; `posted` is on it; `refused` was turned down by it.
 */
export interface EnterpriseEvaluation {
  readonly id: string;
  readonly matchId: string;
  readonly stars: Stars;
  readonly opinion: string;
  readonly state: 'draft' | 'editing' | 'submitted' | 'posted' | 'refused';
  /** Counts the drafts, so that a confirmation names the very text it is about. */
  readonly revision: number;
  readonly draftedBy: string;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  /** The platform's receipt, or null when it was entered by hand or is not there yet. */
  readonly receipt: string | null;
  readonly postedAt: Date | null;
  /** The admin who entered it on the platform by hand; null when panhuo posted it. */
  readonly postedBy: string | null;
  /** The platform's words when it refused. */
  readonly refusal: string;
}

/** The only thing about an evaluation that ever leaves the enterprise; it has no room for an expert's data (rule 9). */
export interface OutwardEvaluation {
  /** The platform's own id of the enterprise. */
  readonly enterprise: string;
  readonly applicationNumber: string;
  readonly stars: Stars;
  readonly opinion: string;
  readonly submittedAt: Date;
}

/**
 * Proposes a text from the opinions the admin has accepted: no names, no stars, no order of merit. It is only what
 * the form starts with; the admin edits it and confirms the exact text (rule 10). Too much is left out, never cut in half.
 */
export function proposeOpinion(evaluations: readonly ExpertEvaluation[]): string {
  const opinions = evaluations
    .filter(({ state, opinion }) => state === 'accepted' && opinion !== '')
    .map(({ opinion }) => opinion);
  let proposal = '';
  for (const opinion of [...new Set(opinions)].sort()) {
    const longer = proposal === '' ? opinion : `${proposal}\n${opinion}`;
    if ([...longer].length <= OPINION_LIMIT) proposal = longer;
  }
  return proposal;
}

/** Says whether a text contains an expert's opinion word for word, so that the admin can be told before he confirms. */
export function quotesAnExpert(text: string, evaluations: readonly ExpertEvaluation[]): boolean {
  return evaluations.some(({ opinion }) => [...opinion].length >= 4 && text.includes(opinion));
}

/** Writes or rewrites the draft; refuses an empty opinion and one that names an expert (rules 7 and 9). */
export function draft(
  match: Match,
  before: EnterpriseEvaluation | null,
  text: { readonly stars: Stars; readonly opinion: string; readonly expertNames: readonly string[] },
  admin: Member,
  id: string,
): EnterpriseEvaluation {
  if (admin.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, 'evaluate');
  if (before && isSubmitted(before)) refuse('already_submitted');
  mustTakeRatings(match);

  const opinion = opinionOf(text.opinion);
  if (opinion === '') refuse('opinion_missing');
  mustNameNoExpert(opinion, text.expertNames);
  if (before?.state === 'draft' && before.stars === text.stars && before.opinion === opinion) return before;
  return {
    id: before?.id ?? id,
    matchId: match.id,
    stars: text.stars,
    opinion,
    state: 'draft',
    revision: (before?.revision ?? 0) + 1,
    draftedBy: admin.id,
    submittedBy: null,
    submittedAt: null,
    receipt: null,
    postedAt: null,
    postedBy: null,
    refusal: '',
  };
}

/** Says whether an evaluation has left the admin's hands for good. */
export function isSubmitted({ state }: EnterpriseEvaluation): boolean {
  return state !== 'draft' && state !== 'editing';
}

/** Takes a draft back into the form; a confirmation of what was shown before is void from then on. */
export function reopen(
  match: Match,
  evaluation: EnterpriseEvaluation | null,
  admin: Member,
): EnterpriseEvaluation {
  if (admin.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, 'evaluate');
  if (!evaluation) refuse('draft_missing');
  if (isSubmitted(evaluation)) refuse('already_submitted');
  mustTakeRatings(match);
  if (evaluation.state === 'editing') return evaluation;
  return { ...evaluation, state: 'editing', revision: evaluation.revision + 1 };
}

/**
 * The admin confirms the very draft he was shown; with it the experts' turn ends (rules 7, 8 and 11).
 * Expert names are checked once more, because an expert may have joined since the draft was written.
 */
export function submit(
  match: Match,
  evaluation: EnterpriseEvaluation | null,
  confirmed: { readonly revision: number; readonly expertNames: readonly string[] },
  admin: Member,
  at: Date,
): { readonly match: Match; readonly evaluation: EnterpriseEvaluation } {
  if (admin.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, 'evaluate');
  if (!evaluation) refuse('draft_missing');
  if (isSubmitted(evaluation)) refuse('already_submitted');
  if (evaluation.state === 'editing' || evaluation.revision !== confirmed.revision) refuse('draft_changed');
  mustNameNoExpert(evaluation.opinion, confirmed.expertNames);
  return {
    match: close(match, at),
    evaluation: { ...evaluation, state: 'submitted', submittedBy: admin.id, submittedAt: at },
  };
}

/** The platform has recorded the evaluation. */
export function recordReceipt(
  evaluation: EnterpriseEvaluation,
  receipt: { readonly id: string; readonly at: Date },
): EnterpriseEvaluation {
  if (evaluation.state === 'posted') return evaluation;
  if (!isSubmitted(evaluation)) refuse('not_submitted');
  return { ...evaluation, state: 'posted', receipt: receipt.id, postedAt: receipt.at, refusal: '' };
}

/** The platform has refused the evaluation, in these words. */
export function recordRefusal(evaluation: EnterpriseEvaluation, refusal: string): EnterpriseEvaluation {
  if (evaluation.state !== 'submitted') return evaluation;
  return { ...evaluation, state: 'refused', refusal };
}

/** Takes what goes outward out of a submitted evaluation, and nothing else. */
export function outwardEvaluation(
  enterprise: Enterprise,
  patent: PatentRecord,
  evaluation: EnterpriseEvaluation,
): OutwardEvaluation {
  if (!isSubmitted(evaluation) || evaluation.submittedAt === null) refuse('not_submitted');
  return {
    enterprise: enterprise.platformId,
    applicationNumber: patent.applicationNumber,
    stars: evaluation.stars,
    opinion: evaluation.opinion,
    submittedAt: evaluation.submittedAt,
  };
}
