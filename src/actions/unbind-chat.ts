import { type ChatRoom, unbind } from '../domain/chat-room.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';

/**
 * Takes a group from its enterprise. The cards in it are given up, for the group may become another enterprise's: none
 * of them changes or answers any more. A group that is bound to none stays as it is.
 */
export async function unbindChat(tx: Tx, before: ChatRoom): Promise<ChatRoom> {
  const { enterpriseId } = before;
  if (enterpriseId === null) return before;
  const after = unbind(before);
  await tx.chats.replace(after);
  for (const card of await tx.cards.ofChat(after.id)) await tx.cards.replace({ ...card, state: 'gone' });
  await record(tx, { enterpriseId, actor: 'operator', act: 'unbind-chat', subject: after.id });
  return after;
}
