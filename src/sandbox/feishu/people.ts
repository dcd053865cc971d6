import { AppError } from '../../errors.ts';
import { type Chat, changed, type FeishuWorld, makeId, type Person, TENANT_KEY_LENGTH } from './world.ts';

/** How a person can be looked up besides by open_id. */
export interface Contact {
  readonly mobile?: string;
  readonly email?: string;
}

/** Makes a person of the app's organisation, or of another one, and returns him. */
export function addPerson(
  world: FeishuWorld,
  name: string,
  contact: Contact = {},
  { outsider = false }: { readonly outsider?: boolean } = {},
): Person {
  const person = {
    openId: makeId(world, 'ou_'),
    unionId: makeId(world, 'on_'),
    name,
    mobile: contact.mobile,
    email: contact.email,
    tenantKey: outsider ? makeId(world, '').slice(0, TENANT_KEY_LENGTH) : world.tenantKey,
    departed: false,
  };
  world.people.set(person.openId, person);
  changed(world);
  return person;
}

/** Makes a group with the bot in it and returns it. */
export function addGroup(
  world: FeishuWorld,
  name: string,
  members: readonly string[],
  external: boolean,
): Chat {
  for (const openId of members) requireWelcome(world, external, openId);
  return addChat(world, { name, kind: 'group', external, members: new Set(members) });
}

/** Puts a person into a group; an internal group takes nobody of another organisation. */
export function joinGroup(world: FeishuWorld, chatId: string, openId: string): void {
  const chat = groupOf(world, chatId);
  requireWelcome(world, chat.external, openId);
  chat.members = new Set([...chat.members, openId]);
  changed(world);
}

/** Takes a person out of a group. */
export function leaveGroup(world: FeishuWorld, chatId: string, openId: string): void {
  const chat = groupOf(world, chatId);
  requireIn(chat, personOf(world, openId));
  chat.members = without(chat.members, openId);
  changed(world);
}

/** Closes a person's account: he is in no group any more, and nothing reaches him; what he said stays. */
export function closeAccount(world: FeishuWorld, person: Person): Person {
  person.departed = true;
  const groups = [...world.chats.values()].filter(({ kind }) => kind === 'group');
  for (const chat of groups) chat.members = without(chat.members, person.openId);
  changed(world);
  return person;
}

/** Finds the private chat of a person with the bot, or opens it. */
export function privateChatOf(world: FeishuWorld, openId: string): Chat {
  const { name } = personOf(world, openId);
  const open = [...world.chats.values()].find(({ kind, members }) => kind === 'p2p' && members.has(openId));
  return open ?? addChat(world, { name, kind: 'p2p', external: false, members: new Set([openId]) });
}

/** Finds a person; an unknown open_id is a mistake of whoever drives the stand-in. */
export function personOf(world: FeishuWorld, openId: string): Person {
  return world.people.get(openId) ?? misuse('person_unknown', 'no such person in the stand-in');
}

/** Finds a person whose account is open. */
export function activePersonOf(world: FeishuWorld, openId: string): Person {
  const person = personOf(world, openId);
  return person.departed ? misuse('person_departed', 'the person has left his organisation') : person;
}

/** Tells whether a person sees a chat: he is in it, it still exists, and his account is open. */
export function isIn(chat: Chat, person: Person): boolean {
  return chat.members.has(person.openId) && !chat.dissolved && !person.departed;
}

/** Stops a person from acting in a chat he does not see. */
export function requireIn(chat: Chat, person: Person): void {
  if (!isIn(chat, person)) misuse('not_in_chat', 'the person cannot see this chat');
}

/** Finds a chat; an unknown chat_id is a mistake of whoever drives the stand-in. */
export function chatOf(world: FeishuWorld, chatId: string): Chat {
  return world.chats.get(chatId) ?? misuse('chat_unknown', 'no such chat in the stand-in');
}

/** Stops what a real client would not let a person do, or what makes no sense in the stand-in; always throws. */
export function misuse(code: string, message: string): never {
  throw new AppError('refused', code, message);
}

function requireWelcome(world: FeishuWorld, external: boolean, openId: string): void {
  const { tenantKey } = activePersonOf(world, openId);
  if (!external && tenantKey !== world.tenantKey)
    misuse('group_internal', 'an internal group takes nobody of another organisation');
}

function groupOf(world: FeishuWorld, chatId: string): Chat {
  const chat = chatOf(world, chatId);
  if (chat.kind !== 'group' || chat.dissolved) misuse('not_a_group', 'the chat is no group, or no more');
  return chat;
}

function without(members: ReadonlySet<string>, openId: string): ReadonlySet<string> {
  return new Set([...members].filter((member) => member !== openId));
}

function addChat(world: FeishuWorld, facts: Pick<Chat, 'name' | 'kind' | 'external' | 'members'>): Chat {
  const chat = { ...facts, chatId: makeId(world, 'oc_'), botIn: true, dissolved: false };
  world.chats.set(chat.chatId, chat);
  changed(world);
  return chat;
}
