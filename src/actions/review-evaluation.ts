import type { Notice } from '../chat/port.ts';
import { review, type Verdict } from '../domain/expert-evaluation.ts';
import type { Member } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { openPrivateCard, promiseCardsOf } from './promise-cards.ts';

const DONE: Readonly<Record<Verdict, string>> = {
  accepted: '已通过这条专家评价。',
  returned: '已退回，专家会收到您的意见。',
  rejected: '已标记为不采纳。',
};

/** Records the admin's verdict on one expert evaluation; a returned one goes back to its expert with the reason. */
export async function reviewEvaluation(
  tx: Tx,
  input: {
    readonly matchId: string;
    readonly evaluationId: string;
    readonly verdict: { readonly to: Verdict; readonly reason: string; readonly version: number };
    readonly member: Member;
  },
): Promise<Notice> {
  const match = await tx.matches.lock(input.matchId);
  const before = (await tx.expertEvaluations.find(input.evaluationId)) ?? refuse('evaluation_missing');
  const after = review(match, before, input.verdict, input.member, tx.at);
  if (after === before)
    return { tone: 'info', text: DONE[after.state === 'submitted' ? 'accepted' : after.state] };

  await tx.expertEvaluations.put(after, input.member.id, tx.at);
  await record(tx, {
    enterpriseId: match.enterpriseId,
    actor: input.member.id,
    act: 'review',
    subject: after.id,
    detail: { to: input.verdict.to, version: after.version },
  });
  await promiseCardsOf(tx, match.id);
  if (after.state === 'returned')
    await openPrivateCard(tx, 'returned', match, await tx.members.get(after.memberId));
  return { tone: 'success', text: DONE[input.verdict.to] };
}
