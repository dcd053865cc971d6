import type { Delivery } from './delivery.ts';
import { idsOf } from './envelope.ts';
import { ms } from './message-json.ts';
import { activePersonOf, closeAccount, privateChatOf } from './people.ts';
import type { FeishuWorld } from './world.ts';

/** Opens a person's private chat with the bot; the app hears it every time. Returns the chat_id after the delivery. */
export async function enter(world: FeishuWorld, delivery: Delivery, openId: string): Promise<string> {
  const person = activePersonOf(world, openId);
  const { chatId } = privateChatOf(world, openId);
  const last = [...world.messages.values()].filter((message) => message.chatId === chatId).at(-1);
  await delivery.event('im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: chatId,
    operator_id: idsOf(person),
    ...(last === undefined
      ? {}
      : { last_message_id: last.messageId, last_message_create_time: ms(last.sentAt) }),
  });
  return chatId;
}

/**
 * Lets a person leave his organisation: he sees no chat any more, can do nothing, and is sent nothing. The app hears
 * of people of its own organisation only; resolves after the delivery.
 */
export async function resign(world: FeishuWorld, delivery: Delivery, openId: string): Promise<void> {
  const person = closeAccount(world, activePersonOf(world, openId));
  if (person.tenantKey !== world.tenantKey) return;
  const { name, mobile, email } = person;
  const status = { is_frozen: false, is_resigned: true, is_activated: false };
  const object = { ...idsOf(person), name, mobile: mobile ?? '', email: email ?? '', status };
  await delivery.event('contact.user.deleted_v3', { object });
}
