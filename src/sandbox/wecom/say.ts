import { createHash } from 'node:crypto';
import { tellApp } from './app-calls.ts';
import { tellBot } from './bot-calls.ts';
import type { LongConnection } from './long-connection.ts';
import { storeMessage } from './messages.ts';
import { chatInSight, nameOf, personOf } from './people.ts';
import type { Chat, Person, StoredMessage } from './records.ts';
import { misuse } from './refusals.ts';
import type { WecomWorld } from './world.ts';

/** Who says what, where, and whether it quotes a message or mentions the bot. */
export interface Saying {
  readonly by: string;
  readonly chatId: string;
  readonly text: string;
  /** The message that is quoted; whether a card can be is not known, so only words can here. */
  readonly quote?: string;
  /** The bot is mentioned before the text, by name. */
  readonly mentionBot?: boolean;
}

/**
 * Says something as a person. The bot hears its private chats, and of a group what mentions it; the app hears its
 * private chats. Returns the message's id when it is on its way to the bot, or when the app has heard it.
 */
export async function say(world: WecomWorld, connection: LongConnection, saying: Saying): Promise<string> {
  const person = personOf(world, saying.by);
  const chat = chatInSight(world, saying.chatId, person);
  const quoted = saying.quote === undefined ? null : quotable(world, chat, saying.quote);
  const text = saying.mentionBot === true ? `@${nameOf(world, 'bot')} ${saying.text}` : saying.text;
  const message = storeMessage(world, {
    msgType: 'text',
    text,
    mediaId: null,
    card: null,
    chatIds: [chat.chatId],
    author: { kind: 'person', id: person.userId },
    ...(quoted === null ? {} : { quoted: quoted.messageId }),
  });
  if (chat.kind === 'app') await tellAppText(world, person, message);
  else if (chat.botIn && (chat.kind === 'bot' || saying.mentionBot === true))
    await tellBotText(world, connection, { person, chat, message, quoted });
  return message.messageId;
}

interface Said {
  readonly person: Person;
  readonly chat: Chat;
  readonly message: StoredMessage;
  readonly quoted: StoredMessage | null;
}

/** From now on the bot may write here by itself, whether or not it hears this very text. */
async function tellBotText(
  world: WecomWorld,
  connection: LongConnection,
  { person, chat, message, quoted }: Said,
): Promise<void> {
  chat.addressed = true;
  // A quote tells kind and words, neither the message's id nor who wrote it.
  const quote = quoted === null ? {} : { quote: { msgtype: 'text', text: { content: quoted.text } } };
  const body = { msgtype: 'text', text: { content: message.text }, ...quote };
  await tellBot(world, connection, { kind: 'message', person, chat, message, body });
}

async function tellAppText(world: WecomWorld, person: Person, message: StoredMessage): Promise<void> {
  const { messageId, text } = message;
  // The platform's ids of texts are numbers of 64 bits.
  const number = createHash('sha256').update(messageId).digest().readBigUInt64BE() >> 1n;
  await tellApp(world, person, 'text', { Content: text, MsgId: number });
}

function quotable(world: WecomWorld, chat: Chat, messageId: string): StoredMessage {
  const message = world.messages.get(messageId);
  const there = message?.chatIds.includes(chat.chatId) === true && !message.recalled;
  if (!there) return misuse('message_gone', 'the message to quote is not in this chat');
  const hasWords = message.card === null && message.mediaId === null;
  return hasWords ? message : misuse('not_quotable', 'only words can be quoted here');
}
