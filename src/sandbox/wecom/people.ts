import type { Chat, Person } from './records.ts';
import { misuse } from './refusals.ts';
import { changed, makeId, type WecomWorld } from './world.ts';

/** What may be told of a new person besides his name. */
export interface PersonFacts {
  /** Chosen by the corp's admin; made up when absent. */
  readonly userId?: string;
  readonly mobile?: string;
  readonly email?: string;
  /** False keeps him outside the range the app may see. */
  readonly visible?: boolean;
}

/** Makes a person of the corp. */
export function addPerson(world: WecomWorld, name: string, facts: PersonFacts = {}): Person {
  const userId = facts.userId ?? makeId(world, 'U');
  if (findPerson(world, userId) !== undefined)
    misuse('userid_taken', 'the userid is taken, be it in other case');
  const { mobile, email, visible = true } = facts;
  const person = { userId, openUserId: makeId(world, 'wo'), name, mobile, email, visible, departed: false };
  world.people.set(userId, person);
  changed(world);
  return person;
}

/** Makes a group of the corp, with the bot in it or not; nobody tells the bot. */
export function addGroup(world: WecomWorld, name: string, members: readonly string[], botIn: boolean): Chat {
  for (const userId of members) personOf(world, userId);
  // Real ids hold letters of both cases, and count as written.
  return addChat(world, { chatId: makeId(world, 'wrA'), name, kind: 'group', members, botIn });
}

/** Finds or opens the private chat of a person with the bot or with the app. */
export function privateChatOf(world: WecomWorld, person: Person, kind: 'bot' | 'app'): Chat {
  const chatId = `${kind}:${person.userId}`;
  const open = world.chats.get(chatId);
  if (open !== undefined) return open;
  return addChat(world, { chatId, name: nameOf(world, kind), kind, members: [person.userId], botIn: true });
}

/** Says what people call the bot, the app, or a webhook. */
export function nameOf({ options }: WecomWorld, kind: 'bot' | 'app' | 'webhook'): string {
  if (kind === 'webhook') return '消息推送';
  return kind === 'bot' ? (options.bot.name ?? '盘活助手') : (options.app.name ?? '专利盘活');
}

/** Puts a person into a group, or takes him out of it. */
export function setMembership(world: WecomWorld, chatId: string, userId: string, isIn: boolean): void {
  const group = groupOf(world, chatId);
  const others = [...group.members].filter((member) => member !== personOf(world, userId).userId);
  group.members = new Set(isIn ? [...others, userId] : others);
  changed(world);
}

/** Lets a person leave the corp and all its groups: he sees nothing, can do nothing, and is sent nothing. */
export function resign(world: WecomWorld, userId: string): void {
  const person = personOf(world, userId);
  const groups = [...world.chats.values()].filter(({ kind }) => kind === 'group');
  for (const { chatId } of groups) setMembership(world, chatId, userId, false);
  person.departed = true;
  changed(world);
}

/** Finds a person; an unknown or departed one is a mistake of whoever drives the stand-in. */
export function personOf(world: WecomWorld, userId: string): Person {
  const person = world.people.get(userId) ?? misuse('person_unknown', 'no such person in the stand-in');
  return person.departed ? misuse('person_departed', 'the person has left the corp') : person;
}

/** Finds whom the app means by a userid, in any case of its letters; undefined for nobody it can reach. */
export function findPerson(world: WecomWorld, userId: string): Person | undefined {
  const wanted = userId.toLowerCase();
  return [...world.people.values()].find((one) => one.userId.toLowerCase() === wanted && !one.departed);
}

/** Returns what the bot calls a person. */
export function botIdOf({ options }: WecomWorld, person: Person): string {
  return options.bot.plainUserIds === false ? person.openUserId : person.userId;
}

/** Finds whom the bot means by an id; letters count as written. */
export function findByBotId(world: WecomWorld, id: string): Person | undefined {
  return [...world.people.values()].find((one) => botIdOf(world, one) === id && !one.departed);
}

/** Tells whether a person sees a chat. */
export function isIn(chat: Chat, person: Person): boolean {
  return chat.members.has(person.userId) && !person.departed;
}

/** Finds a chat that a person sees; any other is a mistake of whoever drives the stand-in. */
export function chatInSight(world: WecomWorld, chatId: string, person: Person): Chat {
  const chat = world.chats.get(chatId) ?? misuse('chat_unknown', 'no such chat in the stand-in');
  return isIn(chat, person) ? chat : misuse('not_in_chat', 'the person cannot see this chat');
}

/** Finds a group; anything else is a mistake of whoever drives the stand-in. */
export function groupOf(world: WecomWorld, chatId: string): Chat {
  const chat = world.chats.get(chatId);
  return chat?.kind === 'group' ? chat : misuse('not_a_group', 'there is no such group in the stand-in');
}

type NewChat = Pick<Chat, 'chatId' | 'name' | 'kind' | 'botIn'> & { readonly members: readonly string[] };

function addChat(world: WecomWorld, { members, ...facts }: NewChat): Chat {
  const chat = { ...facts, members: new Set(members), addressed: false };
  world.chats.set(chat.chatId, chat);
  changed(world);
  return chat;
}
