import { type EnterpriseEvaluation, isSubmitted } from './enterprise-evaluation.ts';
import type { Match } from './match.ts';
import type { Member } from './member.ts';
import { mustBeAllowed } from './permissions.ts';
import { refuse } from './refusals.ts';

/** The admin has entered the evaluation on the platform by hand. */
export function markPosted(
  match: Match,
  evaluation: EnterpriseEvaluation | null,
  admin: Member,
  at: Date,
): EnterpriseEvaluation {
  if (admin.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, 'evaluate');
  if (!evaluation || !isSubmitted(evaluation)) refuse('not_submitted');
  if (evaluation.state === 'posted') refuse('already_posted');
  return { ...evaluation, state: 'posted', postedAt: at, postedBy: admin.id };
}

/** Says whether it counts as posted by an admin's word alone. */
export function isMarked({ state, postedBy, receipt }: EnterpriseEvaluation): boolean {
  return state === 'posted' && postedBy !== null && receipt === null;
}

/** The admin takes back that he has entered it; it is again what it was before: on its way, or refused. */
export function unmarkPosted(
  match: Match,
  evaluation: EnterpriseEvaluation | null,
  admin: Member,
): EnterpriseEvaluation {
  if (admin.enterpriseId !== match.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(admin, 'evaluate');
  if (!evaluation || !isMarked(evaluation)) refuse('not_posted_by_hand');
  const state = evaluation.refusal === '' ? 'submitted' : 'refused';
  return { ...evaluation, state, postedAt: null, postedBy: null };
}
