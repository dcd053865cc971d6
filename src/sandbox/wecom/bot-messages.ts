import { z } from 'zod';
import { cardContent, checkFeedback, mediaContent, wordsContent } from './content.ts';
import type { Node } from './json.ts';
import { countBotMessage } from './limits.ts';
import { type Content, storeMessage } from './messages.ts';
import { findByBotId, privateChatOf } from './people.ts';
import type { Chat, StoredMessage } from './records.ts';
import { parseFields, refuse } from './refusals.ts';
import type { WecomWorld } from './world.ts';

/** The most bytes of a markdown or a stream of the bot. */
export const MAX_MARKDOWN_BYTES = 20_480;
/** Names the owner of what the bot uploads. */
export const BOT_OWNER = 'bot';
const MEDIA: ReadonlySet<string> = new Set(['file', 'image', 'voice', 'video']);
const SINGLE = 1;
const GROUP = 2;

const sendSchema = z.looseObject({
  chatid: z.string(),
  chat_type: z.literal([0, SINGLE, GROUP]).default(0),
  msgtype: z.string(),
});

/** Performs `aibot_send_msg`: a message where somebody has written to the bot before, else 846607. Says no id. */
export function sendBotMessage(world: WecomWorld, body: unknown): null {
  const fields = parseFields(sendSchema, body);
  const chat = conversationOf(world, fields);
  const content = botContent(world, fields);
  if (!chat.addressed) refuse(846607);
  postAsBot(world, chat, content);
  return null;
}

/** Puts a checked message of the bot into a conversation, within its limit. */
export function postAsBot(world: WecomWorld, chat: Chat, content: Content): StoredMessage {
  if (!chat.botIn) refuse(93008);
  countBotMessage(world, chat.chatId);
  const author = { kind: 'bot', id: world.options.bot.botId } as const;
  return storeMessage(world, { ...content, chatIds: [chat.chatId], author });
}

/** Reads what the bot may say at any time: markdown, a card, or a file of its own. */
export function botContent(world: WecomWorld, fields: Node & { readonly msgtype: string }): Content {
  const { msgtype } = fields;
  if (msgtype === 'template_card') return cardContent(world, fields, 'bot');
  if (MEDIA.has(msgtype)) return mediaContent(world, fields, msgtype, BOT_OWNER);
  if (msgtype !== 'markdown') return refuse(40008);
  checkFeedback(fields['markdown']);
  return wordsContent(fields, msgtype, { bytes: MAX_MARKDOWN_BYTES, refusal: 45002 });
}

/** Finds the conversation of a chatid, every letter as written; when the type is open, a group comes first. */
function conversationOf(world: WecomWorld, { chatid, chat_type }: z.infer<typeof sendSchema>): Chat {
  const group = chat_type === SINGLE ? undefined : world.chats.get(chatid);
  if (group?.kind === 'group') return group.botIn ? group : refuse(93008);
  const person = chat_type === GROUP ? undefined : findByBotId(world, chatid);
  return person === undefined ? refuse(93006) : privateChatOf(world, person, 'bot');
}
