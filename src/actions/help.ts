import type { Drop, Notice, Opened, Reply } from '../chat/port.ts';
import { type ChatRoom, newRoom, takesGreetings } from '../domain/chat-room.ts';
import type { Member } from '../domain/member.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { openCard, openCardAnew, privateChat } from './promise-cards.ts';

/**
 * Greets a chat with one card for everybody in it: what panhuo does here, and how to go on. A greeting that hangs there
 * shows the new state; opened anew it comes again at the end of the chat.
 */
export async function greetChat(tx: Tx, chat: ChatRoom, open = openCard): Promise<SentCard | null> {
  if (!takesGreetings(chat)) return null;
  const subject = { id: chat.id, enterpriseId: chat.enterpriseId ?? '' };
  return open(tx, { kind: 'help', subject, chat, viewer: null });
}

/** Shows a person what he may do: a member in his private chat, whoever is none where he asked. */
export async function help(tx: Tx, reply: Reply, members: readonly Member[]): Promise<Notice | null> {
  const chats: ChatRoom[] = [];
  for (const member of members) chats.push(await openInPrivate(tx, 'help', enterpriseOf(member), member));
  if (members.length === 0) {
    await greetChat(tx, await chatOf(tx, reply), openCardAnew);
    return null;
  }
  const here = ({ connection }: ChatRoom) => reply.chatKind === 'private' && connection === reply.connection;
  return chats.every(here) ? null : { tone: 'info', text: `说明已发到您${placesOf(tx, chats)}。` };
}

/** Greets a person who opens his private chat with the bot for the first time; returns the cards that do. */
export async function greetPerson(
  tx: Tx,
  { connection, person: ref, chatId }: Opened,
): Promise<readonly SentCard[]> {
  if (ref.outsider) return [];
  const person = await tx.persons.ensure({ id: tx.newId(), connection, userId: ref.userId }, tx.at);
  const room = await privateChat(tx, person);
  const chat = { ...room, channelChatId: chatId };
  if (room.channelChatId !== chatId) await tx.chats.replace(chat);
  const members = (await tx.members.ofPerson(person.id)).filter(({ removed }) => !removed);
  const cards: SentCard[] = [];
  for (const viewer of members)
    cards.push(await openCard(tx, { kind: 'help', subject: enterpriseOf(viewer), chat, viewer }));
  if (members.length > 0) return cards;
  const greeting = await greetChat(tx, chat);
  return greeting ? [greeting] : [];
}

function enterpriseOf({ enterpriseId }: Member) {
  return { id: enterpriseId, enterpriseId };
}

/** The chat a text or a file came from, known or not. */
export async function chatOf(tx: Tx, reply: Reply | Drop): Promise<ChatRoom> {
  const { connection, chatKind: kind, chatId: channelChatId } = reply;
  const known =
    (await tx.chats.findByAddress(connection, channelChatId)) ??
    (await tx.chats.findByChannelId(connection, channelChatId));
  if (known) return known;
  // A private chat that a person began himself is reached by his user id; a group we were never told of, by its chat id.
  const address = kind === 'private' ? reply.person.userId : channelChatId;
  return tx.chats.ensure(newRoom({ id: tx.newId(), connection, kind, address, channelChatId }), tx.at);
}
