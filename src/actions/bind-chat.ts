import { bind, type ChatRoom, newRoom } from '../domain/chat-room.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { promiseText } from './promise-cards.ts';

/** Gives a group to an enterprise; a group the bot has not reported yet is taken on the operator's word. */
export async function bindChat(
  tx: Tx,
  input: {
    readonly enterpriseId: string;
    readonly connection: string;
    readonly chatId: string;
    readonly actor?: string;
  },
): Promise<ChatRoom> {
  const { connection, chatId, enterpriseId } = input;
  const group = { kind: 'group', address: chatId, channelChatId: chatId } as const;
  const room = newRoom({ id: tx.newId(), connection, ...group });
  const before = await tx.chats.ensure(room, tx.at);
  const enterprise = await tx.enterprises.get(enterpriseId);
  const after = bind(before, enterprise.id);
  if (after.enterpriseId === before.enterpriseId && !before.lost) return before;
  await tx.chats.replace(after);
  await record(tx, { enterpriseId, actor: input.actor ?? 'operator', act: 'bind-chat', subject: after.id });
  const text = `本群已绑定「${enterprise.name}」。匹配的高校专利会以卡片推送到这里：专家点一颗星即完成评价，也可以回复卡片，例如：4星 工艺成熟，可中试。`;
  await promiseText(tx, { key: `bound:${tx.newId()}`, chatId: after.id, text });
  return after;
}
