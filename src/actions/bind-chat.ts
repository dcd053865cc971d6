import { bind, type ChatRoom } from '../domain/chat-room.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';

/** Gives a group to an enterprise; a group the bot has not reported yet is taken on the operator's word. */
export async function bindChat(
  tx: Tx,
  input: { readonly enterpriseId: string; readonly connection: string; readonly chatId: string },
): Promise<ChatRoom> {
  const { connection, chatId, enterpriseId } = input;
  const room: ChatRoom = {
    id: tx.newId(),
    connection,
    kind: 'group',
    address: chatId,
    channelChatId: chatId,
    enterpriseId: null,
    name: '',
    external: false,
    lost: false,
  };
  const before = await tx.chats.ensure(room, tx.at);
  const after = bind(before, (await tx.enterprises.get(enterpriseId)).id);
  if (after.enterpriseId === before.enterpriseId && !before.lost) return before;
  await tx.chats.replace(after);
  await record(tx, { enterpriseId, actor: 'operator', act: 'bind-chat', subject: after.id });
  return after;
}
