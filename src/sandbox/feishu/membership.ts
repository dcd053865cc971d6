import type { Delivery } from './delivery.ts';
import { idsOf } from './envelope.ts';
import { addGroup, chatOf, personOf } from './people.ts';
import { type Chat, changed, type FeishuWorld } from './world.ts';

/** A group to be made: its people, the first of whom adds the bot, and whether outsiders may be in it. */
export interface NewGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly external: boolean;
}

/** Makes a group; the app hears that its bot was added. Returns the chat id at once. */
export function openGroup(
  world: FeishuWorld,
  delivery: Delivery,
  { name, members, external }: NewGroup,
): string {
  const chat = addGroup(world, name, members, external);
  announce(world, delivery, chat, 'im.chat.member.bot.added_v1');
  return chat.chatId;
}

/** Takes the bot out of a group; the app hears it and gets 230002 from now on. */
export function removeBot(world: FeishuWorld, delivery: Delivery, chatId: string): void {
  const chat = chatOf(world, chatId);
  chat.botIn = false;
  changed(world);
  announce(world, delivery, chat, 'im.chat.member.bot.deleted_v1');
}

/** Dissolves a group; the app hears it and gets 232009 from now on. */
export function dissolve(world: FeishuWorld, delivery: Delivery, chatId: string): void {
  const chat = chatOf(world, chatId);
  chat.dissolved = true;
  changed(world);
  announce(world, delivery, chat, 'im.chat.disbanded_v1');
}

/** Pushes without waiting: whoever needs the app to have heard waits for `settled`. */
function announce(world: FeishuWorld, delivery: Delivery, chat: Chat, type: string): void {
  const [first] = chat.members;
  const operator = first === undefined ? undefined : personOf(world, first);
  const event = {
    chat_id: chat.chatId,
    ...(operator === undefined ? {} : { operator_id: idsOf(operator) }),
    external: chat.external,
    operator_tenant_key: operator?.tenantKey ?? world.tenantKey,
    name: chat.name,
    i18n_names: { zh_cn: chat.name, en_us: '', ja_jp: '' },
  };
  void delivery.event(type, event);
}
