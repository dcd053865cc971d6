import { takesCards } from '../domain/chat-room.ts';
import { isQuiet, toldIn } from '../domain/digest.ts';
import { digestFigures, quietLine } from '../reads/digest-summary.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCard, promiseText } from './promise-cards.ts';

/** What became of a chat's digest: sent as a card or as a line, held back, or not due there any more. */
export type DigestSent = 'card' | 'line' | 'silent' | 'sent-before' | 'not-wanted';

/**
 * Sends a group the digest that is due at a moment. Its row, its card and the promise to deliver it are one transaction:
 * however often and in however many processes this is tried, the group gets one.
 */
export async function sendDigest(
  tx: Tx,
  { chatId, until }: { readonly chatId: string; readonly until: Date },
): Promise<DigestSent> {
  const chat = await tx.chats.get(chatId);
  if (chat.enterpriseId === null || !takesCards(chat)) return 'not-wanted';
  const { id: enterpriseId, state } = await tx.enterprises.get(chat.enterpriseId);
  const plan = await tx.digests.planOf(enterpriseId);
  if (state === 'closed' || plan.off) return 'not-wanted';
  const last = await tx.digests.lastOf({ readerId: chatId, enterpriseId });
  if (last !== null && last.getTime() >= until.getTime()) return 'sent-before';
  const digest = { id: tx.newId(), enterpriseId, readerId: chatId, ...toldIn(last ?? chat.boundAt, until) };
  if (!(await tx.digests.add(digest))) return 'sent-before';
  const figures = await digestFigures(tx, digest);
  if (!isQuiet(figures)) {
    await openCard(tx, { kind: 'digest', subject: digest, chat, viewer: null });
    return 'card';
  }
  if (plan.whenQuiet === 'silence') return 'silent';
  await promiseText(tx, { key: `digest:${digest.id}`, chat, text: quietLine(figures) });
  return 'line';
}
