import type { Joined, Left } from '../chat/port.ts';
import { newRoom } from '../domain/chat-room.ts';
import type { Tx } from '../stores/transactions.ts';
import { promiseText, promiseTextToAdmins } from './promise-cards.ts';

const EXTERNAL = '这是外部群。为保护评价信息，盘活助手只在企业内部群工作，请在内部群里添加我。';

/** Remembers a group the bot was added to and says how to go on; groups with outsiders are told why not (rule 28). */
export async function joinChat(tx: Tx, joined: Joined): Promise<void> {
  const { connection, chatId, chatName, external } = joined;
  const group = { kind: 'group', address: chatId, channelChatId: chatId } as const;
  const known = await tx.chats.ensure(newRoom({ id: tx.newId(), connection, ...group }), tx.at);
  const chat = { ...known, name: chatName, external, lost: false };
  await tx.chats.replace(chat);
  const text = external ? EXTERNAL : greeting(chat.enterpriseId !== null, chatId);
  await promiseText(tx, { key: `joined:${joined.deliveryId}`, chatId: chat.id, text });
}

function greeting(bound: boolean, chatId: string): string {
  if (bound) return '盘活助手已回到本群，新的专利会继续推送到这里。';
  return `我是盘活助手：匹配的高校专利会以卡片推送到本群，专家点一颗星即完成评价。本群还没有绑定企业：请企业管理员在群里发送「@盘活助手 绑定 绑定码」，绑定码向系统管理员索取（群 ID：${chatId}）。`;
}

/** Marks a group as lost when the bot was removed or the group dissolved, and tells the enterprise's admins. */
export async function leaveChat(tx: Tx, left: Left): Promise<void> {
  const chat = await tx.chats.findByAddress(left.connection, left.chatId);
  if (!chat || chat.lost) return;
  await loseChat(tx, chat.id, left.deliveryId);
}

/** Marks a chat as lost, whichever way we learned it, and tells the enterprise's admins once. */
export async function loseChat(tx: Tx, chatId: string, occasion: string): Promise<void> {
  const chat = await tx.chats.get(chatId);
  if (chat.lost) return;
  await tx.chats.replace({ ...chat, lost: true });
  if (chat.kind !== 'group' || chat.enterpriseId === null) return;
  const text = `群「${chat.name}」里已没有盘活助手，专利推送已停止。请把机器人重新加入该群，或联系系统管理员绑定新群。`;
  await promiseTextToAdmins(tx, chat.enterpriseId, `lost:${chat.id}:${occasion}`, text);
}

/** Notes that outsiders were found in a bound group, and tells the enterprise's admins once why nothing comes any more. */
export async function findExternal(tx: Tx, chatId: string): Promise<void> {
  const chat = await tx.chats.get(chatId);
  if (chat.external) return;
  await tx.chats.replace({ ...chat, external: true });
  if (chat.enterpriseId === null) return;
  const text = `群「${chat.name}」里有外部人员，专利推送已停止。请改用企业内部群，并联系系统管理员绑定。`;
  await promiseTextToAdmins(tx, chat.enterpriseId, `external:${chat.id}`, text);
}
