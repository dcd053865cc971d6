import { type ChatRoom, takesCards } from '../domain/chat-room.ts';
import { refuse } from '../domain/refusals.ts';
import { SEEN } from '../reads/check-card.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openCardAnew, promiseCard } from './promise-cards.ts';

/** Brings a check into a chat: the card that still waits there to be pressed, else a new one at the chat's end. */
export async function checkChat(tx: Tx, chat: ChatRoom): Promise<SentCard> {
  if (!takesCards(chat)) refuse('chat_not_bound', { chat: chat.id });
  const cards = await tx.cards.ofSubject(chat.id);
  const waiting = cards.find(
    ({ kind, turnedTo, state }) => kind === 'check' && turnedTo !== SEEN && state !== 'plain',
  );
  if (!waiting) {
    const subject = { id: chat.id, enterpriseId: chat.enterpriseId ?? '' };
    return openCardAnew(tx, { kind: 'check', subject, chat, viewer: null });
  }
  await promiseCard(tx, waiting);
  return waiting;
}
