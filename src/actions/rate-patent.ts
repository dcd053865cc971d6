import type { Notice } from '../chat/port.ts';
import { type Rating, rate } from '../domain/expert-evaluation.ts';
import type { Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { openAdminCards, promiseCardsOf } from './promise-cards.ts';

/** Records an expert's rating and brings it before every admin; the same rating again changes nothing. */
export async function ratePatent(
  tx: Tx,
  input: { readonly matchId: string; readonly member: Member; readonly rating: Rating },
): Promise<Notice> {
  const match = await tx.matches.lock(input.matchId);
  const before = await tx.expertEvaluations.findOf(match.id, input.member.id);
  const after = rate(match, input.member, before, input.rating, { id: tx.newId(), at: tx.at });
  if (after === before) return { tone: 'info', text: '您的评价已在记录中，没有变化。' };

  await tx.expertEvaluations.put(after, input.member.id, tx.at);
  const shown = await promiseCardsOf(tx, match.id);
  await openAdminCards(tx, 'review', match, shown);
  const text = before ? '已更新您的评价，等待企业管理员审核。' : '已记录您的评价，等待企业管理员审核。';
  return { tone: 'success', text };
}
