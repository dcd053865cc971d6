import type { Notice } from '../chat/port.ts';
import { submit } from '../domain/enterprise-evaluation.ts';
import { expertNames, type Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';
import { promiseEvaluation } from './promise-post.ts';

/**
 * Submits the very draft the admin was shown: closes the experts' turn, leaves the exact text in the audit trail and
 * promises to post it, all in one transaction.
 */
export async function submitEvaluation(
  tx: Tx,
  input: { readonly matchId: string; readonly member: Member; readonly revision: number },
): Promise<Notice> {
  const before = await tx.matches.lock(input.matchId);
  const draft = await tx.enterpriseEvaluations.findOfMatch(before.id);
  const members = await tx.members.ofEnterprise(before.enterpriseId);
  const confirmed = { revision: input.revision, expertNames: expertNames(members) };
  const { match, evaluation } = submit(before, draft, confirmed, input.member, tx.at);

  await tx.matches.replace(match);
  await tx.enterpriseEvaluations.put(evaluation);
  const { enterpriseId } = match;
  const detail = { stars: evaluation.stars, opinion: evaluation.opinion };
  await record(tx, {
    enterpriseId,
    actor: input.member.id,
    act: 'submit-evaluation',
    subject: evaluation.id,
    detail,
  });
  await promiseEvaluation(tx, evaluation);
  await promiseCardsOf(tx, match.id);
  return { tone: 'success', text: '企业评价已提交，专家评价已关闭。' };
}
