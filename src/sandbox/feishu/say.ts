import type { Delivery } from './delivery.ts';
import { idsOf } from './envelope.ts';
import { linksOf, ms } from './message-json.ts';
import { storeMessage } from './messages.ts';
import { chatOf, misuse, personOf } from './people.ts';
import type { Chat, FeishuWorld, Mention, Person, StoredMessage } from './world.ts';

/** Who says what, where, and whether it answers a message or mentions the bot. */
export interface Saying {
  readonly by: string;
  readonly chatId: string;
  readonly text: string;
  readonly replyTo?: string;
  readonly mentionBot?: boolean;
}

const MENTION_KEY = '@_user_1';

/** Says something as a person; the app hears it when its scopes allow. Returns the message's id after the delivery. */
export async function say(world: FeishuWorld, delivery: Delivery, saying: Saying): Promise<string> {
  const person = personOf(world, saying.by);
  const chat = chatOf(world, saying.chatId);
  if (chat.dissolved || !chat.members.has(person.openId))
    misuse('not_in_chat', 'the person cannot see this chat');
  const parent = saying.replyTo === undefined ? null : parentOf(world, chat, saying.replyTo);
  const mentioned = saying.mentionBot === true;
  const text = mentioned ? `${MENTION_KEY} ${saying.text}` : saying.text;
  const facts = {
    chatId: chat.chatId,
    msgType: 'text',
    content: JSON.stringify({ text }),
    sender: { kind: 'person', id: person.openId } as const,
    mentions: mentioned ? [botMention(world)] : [],
    uuid: null,
  };
  const message = storeMessage(world, facts, parent);
  if (isHeard(world, chat, mentioned)) {
    await delivery.event('im.message.receive_v1', messageEvent(world, { person, chat, message }));
  }
  return message.messageId;
}

/** Without the sensitive scope the app hears only its private chats and the group messages that mention it. */
function isHeard(world: FeishuWorld, chat: Chat, mentioned: boolean): boolean {
  return chat.botIn && (chat.kind === 'p2p' || mentioned || world.options.groupMessages === true);
}

function parentOf(world: FeishuWorld, chat: Chat, messageId: string): StoredMessage {
  const parent = world.messages.get(messageId);
  const there = parent !== undefined && !parent.recalled && parent.chatId === chat.chatId;
  return there ? parent : misuse('message_gone', 'the message to answer is not in this chat');
}

function botMention(world: FeishuWorld): Mention {
  return { key: MENTION_KEY, id: world.bot.openId, name: world.bot.name, bot: true };
}

interface Said {
  readonly person: Person;
  readonly chat: Chat;
  readonly message: StoredMessage;
}

function messageEvent(world: FeishuWorld, { person, chat, message }: Said): object {
  const mentions = message.mentions.map(({ key, id, name }) => ({
    key,
    id: { union_id: '', user_id: null, open_id: id },
    mentioned_type: 'bot',
    name,
    tenant_key: world.tenantKey,
  }));
  return {
    sender: { sender_id: idsOf(person), sender_type: 'user', tenant_key: world.tenantKey },
    message: {
      message_id: message.messageId,
      ...linksOf(message),
      create_time: ms(message.sentAt),
      update_time: ms(message.sentAt),
      chat_id: chat.chatId,
      chat_type: chat.kind,
      message_type: message.msgType,
      content: message.content,
      ...(mentions.length > 0 ? { mentions } : {}),
    },
  };
}
