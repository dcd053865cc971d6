import type { Joined, Left } from '../chat/port.ts';
import { groupCalled, newRoom } from '../domain/chat-room.ts';
import { toldName } from '../domain/typed-text.ts';
import type { Tx } from '../stores/transactions.ts';
import { greetChat } from './help.ts';
import { openCardAnew, promiseText, promiseTextToAdmins } from './promise-cards.ts';

const EXTERNAL = '这是外部群。为保护评价信息，盘活助手只在企业内部群工作，请在内部群里添加我。';

/** The longest name of a group that is kept, in characters. */
const NAME_LIMIT = 200;

/** Remembers a group the bot was added to and greets it; groups with outsiders are told why not (rule 28). */
export async function joinChat(tx: Tx, joined: Joined): Promise<void> {
  const { connection, chatId, chatName, external } = joined;
  const group = { kind: 'group', address: chatId, channelChatId: chatId } as const;
  const known = await tx.chats.ensure(newRoom({ id: tx.newId(), connection, ...group }), tx.at);
  const chat = { ...known, name: toldName(chatName, NAME_LIMIT), external, lost: false };
  await tx.chats.replace(chat);
  if (external) await promiseText(tx, { key: `joined:${joined.deliveryId}`, chat, text: EXTERNAL });
  else await greetChat(tx, chat, openCardAnew);
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
  const text = `${groupCalled(chat)}里已没有盘活助手，专利推送已停止。请把机器人重新加入该群，或联系系统管理员绑定新群。`;
  await promiseTextToAdmins(tx, chat.enterpriseId, `lost:${chat.id}:${occasion}`, text);
}

/** Notes that outsiders were found in a bound group, and tells the enterprise's admins once why nothing comes any more. */
export async function findExternal(tx: Tx, chatId: string): Promise<void> {
  const chat = await tx.chats.get(chatId);
  if (chat.external) return;
  await tx.chats.replace({ ...chat, external: true });
  if (chat.enterpriseId === null) return;
  const text = `${groupCalled(chat)}里有外部人员，专利推送已停止。请改用企业内部群，并联系系统管理员绑定。`;
  await promiseTextToAdmins(tx, chat.enterpriseId, `external:${chat.id}`, text);
}
