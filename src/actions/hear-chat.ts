import type { Drop, Reply } from '../chat/port.ts';
import { type ChatRoom, groupCalled } from '../domain/chat-room.ts';
import type { Tx } from '../stores/transactions.ts';
import { laneOf, promiseCard, promiseText, promiseTextToAdmins } from './promise-cards.ts';

/** Notes that somebody wrote to the bot in a chat: it is there and may speak, so what waited goes out at once. */
export async function hearChat(tx: Tx, { connection, chatId }: Reply | Drop): Promise<void> {
  const chat =
    (await tx.chats.findByAddress(connection, chatId)) ??
    (await tx.chats.findByChannelId(connection, chatId));
  if (!chat || (!chat.silent && !chat.lost)) return;
  await tx.chats.replace({ ...chat, silent: false, lost: false });
  // Cards whose promise was given up meanwhile are promised again; what is gone stays gone.
  for (const card of await tx.cards.ofChat(chat.id)) if (card.messageId === null) await promiseCard(tx, card);
  await tx.outbox.hurry(laneOf(chat.id), tx.at);
}

/**
 * Notes that a chat waits for somebody to write to the bot, and says so where people can read it: for a group to its
 * enterprise's admins, for a person in the groups of his enterprises, once a day each and without a name. Where a card
 * has arrived before, the same refusal means that too much was sent, unless it comes again after a while.
 */
export async function awaitWord(tx: Tx, chatId: string, attempts: number): Promise<void> {
  const chat = await tx.chats.get(chatId);
  if (chat.silent) return;
  const cards = attempts === 0 ? await tx.cards.ofChat(chatId) : [];
  if (cards.some(({ messageId }) => messageId !== null)) return;
  await tx.chats.replace({ ...chat, silent: true });
  const day = tx.at.toISOString().slice(0, 10);
  if (chat.kind === 'group') {
    if (chat.enterpriseId === null) return;
    const text = `${groupCalled(chat)}里的卡片发不出去：请在群里 @盘活助手 说一句话（例如「帮助」），之后会自动补发。`;
    return promiseTextToAdmins(tx, chat.enterpriseId, `silent:${chat.id}:${day}`, text);
  }
  for (const group of await groupsOfPerson(tx, chat)) {
    const text =
      '有发给个人的卡片送不到：请还没有和盘活助手单聊过的同事，打开与盘活助手的单聊，发送「帮助」，之后会自动补发。';
    await promiseText(tx, { key: `silent:${group.id}:${day}`, chat: group, text });
  }
}

/** The groups of the enterprises a person belongs to on his channel; where it waits for a word itself, so does the text. */
async function groupsOfPerson(tx: Tx, { connection, address }: ChatRoom): Promise<ChatRoom[]> {
  const person = await tx.persons.find(connection, address);
  const members = person ? await tx.members.ofPerson(person.id) : [];
  const groups: ChatRoom[] = [];
  for (const { enterpriseId } of members.filter(({ removed }) => !removed))
    for (const group of await tx.chats.groupsOf(enterpriseId))
      if (!group.lost && !group.external && group.connection === connection) groups.push(group);
  return groups;
}
