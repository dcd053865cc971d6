import { AppError } from '../../errors.ts';
import { type Chat, changed, type FeishuWorld, makeId, type Person } from './world.ts';

/** How a person can be looked up besides by open_id. */
export interface Contact {
  readonly mobile?: string;
  readonly email?: string;
}

/** Makes a person and returns him. */
export function addPerson(world: FeishuWorld, name: string, contact: Contact = {}): Person {
  const person = {
    openId: makeId(world, 'ou_'),
    unionId: makeId(world, 'on_'),
    name,
    mobile: contact.mobile,
    email: contact.email,
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
  for (const openId of members) personOf(world, openId);
  return addChat(world, { name, kind: 'group', external, members: new Set(members) });
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

/** Finds a chat; an unknown chat_id is a mistake of whoever drives the stand-in. */
export function chatOf(world: FeishuWorld, chatId: string): Chat {
  return world.chats.get(chatId) ?? misuse('chat_unknown', 'no such chat in the stand-in');
}

/** Stops what a real client would not let a person do, or what makes no sense in the stand-in; always throws. */
export function misuse(code: string, message: string): never {
  throw new AppError('refused', code, message);
}

function addChat(world: FeishuWorld, facts: Pick<Chat, 'name' | 'kind' | 'external' | 'members'>): Chat {
  const chat = { ...facts, chatId: makeId(world, 'oc_'), botIn: true, dissolved: false };
  world.chats.set(chat.chatId, chat);
  changed(world);
  return chat;
}
