import type { Delivery } from './delivery.ts';
import { idsOf } from './envelope.ts';
import { linksOf, ms } from './message-json.ts';
import { storeMessage } from './messages.ts';
import { activePersonOf, chatOf, misuse, requireIn } from './people.ts';
import type { Chat, FeishuWorld, Mention, Person, StoredMessage } from './world.ts';

/** Who says what, where, and whether it answers a message, mentions the bot, or mentions people. */
export interface Saying {
  readonly by: string;
  readonly chatId: string;
  readonly text: string;
  readonly replyTo?: string;
  /** The bot is mentioned before the text. */
  readonly mentionBot?: boolean;
  /** The open_ids of people mentioned after the text; in a group, only those who are in it. */
  readonly mentions?: readonly string[];
}

/** Says something as a person; the app hears it when its scopes allow. Returns the message's id after the delivery. */
export async function say(world: FeishuWorld, delivery: Delivery, saying: Saying): Promise<string> {
  const person = activePersonOf(world, saying.by);
  const chat = chatOf(world, saying.chatId);
  requireIn(chat, person);
  const parent = saying.replyTo === undefined ? null : parentOf(world, chat, saying.replyTo);
  const mentions = mentionsOf(world, chat, saying);
  const facts = {
    chatId: chat.chatId,
    msgType: 'text',
    content: JSON.stringify({ text: textOf(saying, mentions) }),
    sender: { kind: 'person', id: person.openId } as const,
    mentions,
    uuid: null,
  };
  const message = storeMessage(world, facts, parent);
  if (isHeard(world, chat, saying.mentionBot === true)) {
    await delivery.event('im.message.receive_v1', messageEvent({ person, chat, message }));
  }
  return message.messageId;
}

/** Without the sensitive scope the app hears only its private chats and the group messages that mention it. */
export function isHeard(world: FeishuWorld, chat: Chat, mentioned: boolean): boolean {
  return chat.botIn && (chat.kind === 'p2p' || mentioned || world.options.groupMessages === true);
}

function parentOf(world: FeishuWorld, chat: Chat, messageId: string): StoredMessage {
  const parent = world.messages.get(messageId);
  const there = parent !== undefined && !parent.recalled && parent.chatId === chat.chatId;
  return there ? parent : misuse('message_gone', 'the message to answer is not in this chat');
}

/** Works out who is mentioned, each behind a placeholder of his own, the bot before the people. */
function mentionsOf(world: FeishuWorld, chat: Chat, saying: Saying): readonly Mention[] {
  const { openId: id, name } = world.bot;
  const bot = saying.mentionBot === true ? [{ id, name, bot: true, tenantKey: world.tenantKey }] : [];
  const people = (saying.mentions ?? []).map((openId) => {
    const person = activePersonOf(world, openId);
    if (chat.kind === 'group') requireIn(chat, person);
    return { id: person.openId, name: person.name, bot: false, tenantKey: person.tenantKey };
  });
  return [...bot, ...people].map((mention, at) => ({ key: `@_user_${at + 1}`, ...mention }));
}

function textOf({ text }: Saying, mentions: readonly Mention[]): string {
  const keys = (bot: boolean) => mentions.filter((mention) => mention.bot === bot).map(({ key }) => key);
  return [...keys(true), text, ...keys(false)].filter((part) => part !== '').join(' ');
}

/** A message and who wrote it where. */
export interface Said {
  readonly person: Person;
  readonly chat: Chat;
  readonly message: StoredMessage;
}

/** What the app is told of a message. */
export function messageEvent({ person, chat, message }: Said): object {
  const mentions = message.mentions.map(({ key, id, name, bot, tenantKey }) => ({
    key,
    id: { union_id: '', user_id: null, open_id: id },
    mentioned_type: bot ? 'bot' : 'user',
    name,
    tenant_key: tenantKey,
  }));
  return {
    sender: { sender_id: idsOf(person), sender_type: 'user', tenant_key: person.tenantKey },
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
