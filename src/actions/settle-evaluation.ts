import { recordReceipt, recordRefusal } from '../domain/enterprise-evaluation.ts';
import { refuse } from '../domain/refusals.ts';
import type { Receipt } from '../platform/port.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';

/** What the platform said to an evaluation: a receipt, or a refusal in its own words. */
export type PlatformAnswer =
  | { readonly kind: 'recorded'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly refusal: string };

/** Records the platform's answer to an evaluation, or the operator's in its place, and lets every card show it. */
export async function settleEvaluation(
  tx: Tx,
  input: {
    readonly evaluationId: string;
    readonly answer: PlatformAnswer;
    readonly actor?: 'platform' | 'operator';
  },
): Promise<void> {
  const known = (await tx.enterpriseEvaluations.find(input.evaluationId)) ?? refuse('draft_missing');
  const match = await tx.matches.lock(known.matchId);
  const before = (await tx.enterpriseEvaluations.find(input.evaluationId)) ?? refuse('draft_missing');
  const { answer, actor = 'platform' } = input;
  const after =
    answer.kind === 'recorded'
      ? recordReceipt(before, answer.receipt)
      : recordRefusal(before, answer.refusal);
  if (after === before) return;

  await tx.enterpriseEvaluations.put(after);
  const detail = answer.kind === 'recorded' ? { receipt: answer.receipt.id } : { refusal: answer.refusal };
  const act = answer.kind === 'recorded' ? 'post-evaluation' : 'evaluation-refused';
  await record(tx, { enterpriseId: match.enterpriseId, actor, act, subject: after.id, detail });
  await promiseCardsOf(tx, match.id);
}
