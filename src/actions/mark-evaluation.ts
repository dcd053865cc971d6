import type { Notice } from '../chat/port.ts';
import { markPosted, unmarkPosted } from '../domain/mark-evaluation.ts';
import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseCardsOf } from './promise-cards.ts';
import { promiseEvaluation } from './promise-post.ts';

/** Which evaluation is meant, by its match, and who acts on it. */
interface OnEvaluation {
  readonly matchId: string;
  readonly member: Member;
}

/** Notes that an admin has entered the evaluation on the platform by hand. */
export async function markEvaluationPosted(tx: Tx, { matchId, member }: OnEvaluation): Promise<Notice> {
  const match = await tx.matches.lock(matchId);
  const after = markPosted(match, await tx.enterpriseEvaluations.findOfMatch(matchId), member, tx.at);
  await tx.enterpriseEvaluations.put(after);
  await note(tx, match, after.id, { actor: member.id, act: 'post-evaluation-by-hand' });
  return { tone: 'success', text: '已登记为在平台填报。' };
}

/** Takes such a note back; where panhuo posts for the enterprise, it posts the evaluation then. */
export async function unmarkEvaluationPosted(tx: Tx, { matchId, member }: OnEvaluation): Promise<Notice> {
  const match = await tx.matches.lock(matchId);
  const after = unmarkPosted(match, await tx.enterpriseEvaluations.findOfMatch(matchId), member);
  await tx.enterpriseEvaluations.put(after);
  if (after.state === 'submitted') await promiseEvaluation(tx, after);
  await note(tx, match, after.id, { actor: member.id, act: 'undo-evaluation-by-hand' });
  return { tone: 'success', text: '已撤销登记，这份企业评价仍待填报。' };
}

async function note(
  tx: Tx,
  { id, enterpriseId }: Match,
  subject: string,
  entry: { readonly actor: string; readonly act: string },
): Promise<void> {
  await record(tx, { enterpriseId, subject, ...entry });
  await promiseCardsOf(tx, id);
}
