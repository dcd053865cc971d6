import { z } from 'zod';
import { cardOf, checkContent, isShared } from './content.ts';
import { countWrite } from './limits.ts';
import { personOf, privateChatOf } from './people.ts';
import { parseFields, refuse, refuseCard } from './refusals.ts';
import { type Chat, changed, type FeishuWorld, instant, makeId, type StoredMessage } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a card takes edits and clicks. */
export const CARD_LIFE_MS = 14 * DAY_MS;
const UUID_LIFE_MS = 60 * 60 * 1000;

const bodySchema = z.object({
  msg_type: z.string(),
  content: z.string(),
  uuid: z.string().max(50).optional(),
  reply_in_thread: z.boolean().optional(),
});
const sendSchema = bodySchema.extend({ receive_id: z.string() });
const receiverSchema = z.enum(['chat_id', 'open_id']);
const updateSchema = z.object({ content: z.string() });

/** Sends a message of the app into a chat, or to a person, whose private chat opens on demand. */
export function sendMessage(world: FeishuWorld, receiverType: unknown, body: unknown): StoredMessage {
  const kind = parseFields(receiverSchema, receiverType);
  const fields = parseFields(sendSchema, body);
  const chat =
    kind === 'chat_id' ? knownChat(world, fields.receive_id) : personalChat(world, fields.receive_id);
  return post(world, chat, fields, null);
}

/** Sends a message of the app as an answer to another message. */
export function replyTo(world: FeishuWorld, messageId: string, body: unknown): StoredMessage {
  const fields = parseFields(bodySchema, body);
  const parent = readMessage(world, messageId);
  return post(world, knownChat(world, parent.chatId), fields, parent);
}

/** Replaces a card: the app's own, at most 14 days old, shared before and after, and with no click unanswered. */
export function updateCard(world: FeishuWorld, messageId: string, body: unknown): void {
  const { content } = parseFields(updateSchema, body);
  const message = readMessage(world, messageId);
  if (message.sender.kind !== 'bot') refuse(200310);
  if (message.msgType !== 'interactive') refuse(230054);
  if (instant(world) - message.sentAt.getTime() > CARD_LIFE_MS) refuse(230031);
  requireOpen(knownChat(world, message.chatId));
  checkContent(world, 'interactive', content);
  const before = isShared(cardOf(message));
  if (!before || !isShared(cardOf({ ...message, content }))) refuseCard(300302, 'update_multi must be true');
  if (message.openClicks > 0) refuseCard(11310, 'card action is lock');
  countWrite(world, 'message', messageId);
  replaceCard(world, message, content);
  world.counters.updates += 1;
}

/** Puts a new card in the place of the old one; the rules are the caller's. */
export function replaceCard(world: FeishuWorld, message: StoredMessage, content: string): void {
  message.content = content;
  message.edits += 1;
  message.editedAt = world.options.now();
  changed(world);
}

/** Recalls one of the app's own messages. */
export function recallOwn(world: FeishuWorld, messageId: string): void {
  const message = readMessage(world, messageId);
  if (message.sender.kind !== 'bot') refuse(230026);
  recall(world, message);
}

/** Takes a message away from everybody. */
export function recall(world: FeishuWorld, message: StoredMessage): void {
  message.recalled = true;
  changed(world);
}

/** Finds a message the app names; 99992354 for what is no message id, 230011 for one that was recalled. */
export function readMessage(world: FeishuWorld, messageId: string): StoredMessage {
  if (!messageId.startsWith('om_')) refuse(99992354);
  const message = world.messages.get(messageId) ?? refuse(230001, { detail: 'no such message' });
  if (message.recalled) refuse(230011);
  return message;
}

/** What a new message needs to be told; the rest follows. */
export type NewMessage = Pick<
  StoredMessage,
  'chatId' | 'msgType' | 'sender' | 'content' | 'mentions' | 'uuid'
>;

/** Keeps a new message, linked to the one it answers. */
export function storeMessage(
  world: FeishuWorld,
  facts: NewMessage,
  parent: StoredMessage | null,
): StoredMessage {
  const message = {
    ...facts,
    messageId: makeId(world, 'om_'),
    sentAt: world.options.now(),
    parentId: parent?.messageId ?? null,
    rootId: parent === null ? null : (parent.rootId ?? parent.messageId),
    edits: 0,
    editedAt: null,
    recalled: false,
    openClicks: 0,
  };
  world.messages.set(message.messageId, message);
  changed(world);
  return message;
}

function post(
  world: FeishuWorld,
  chat: Chat,
  fields: z.infer<typeof bodySchema>,
  parent: StoredMessage | null,
): StoredMessage {
  if (world.options.botEnabled === false) refuse(230006);
  requireOpen(chat);
  requireReceiver(world, chat);
  const earlier = sentWith(world, fields.uuid);
  if (earlier !== undefined) {
    if (world.faults.duplicateUuid === '230049') refuse(230049);
    world.counters.repeatedSends += 1;
    return earlier;
  }
  checkContent(world, fields.msg_type, fields.content);
  if (chat.kind === 'group') countWrite(world, 'chat', chat.chatId);
  else countWrite(world, 'user', chat.chatId);
  world.counters.sends += 1;
  const sender = { kind: 'bot', id: world.options.appId } as const;
  const uuid = fields.uuid ?? null;
  const facts = {
    chatId: chat.chatId,
    msgType: fields.msg_type,
    content: fields.content,
    uuid,
    sender,
    mentions: [],
  };
  const message = storeMessage(world, facts, parent);
  if (uuid !== null) world.sentByUuid.set(uuid, message);
  return message;
}

/** The uuid is the app's own key: it holds for one hour, whatever the receiver. */
function sentWith(world: FeishuWorld, uuid: string | undefined): StoredMessage | undefined {
  const earlier = uuid === undefined ? undefined : world.sentByUuid.get(uuid);
  const since = instant(world) - UUID_LIFE_MS;
  return earlier !== undefined && earlier.sentAt.getTime() > since ? earlier : undefined;
}

function knownChat(world: FeishuWorld, chatId: string): Chat {
  return world.chats.get(chatId) ?? refuse(230034);
}

function personalChat(world: FeishuWorld, openId: string): Chat {
  if (!world.people.has(openId)) refuse(99992352, { detail: `Invalid ids: [${openId}]` });
  return privateChatOf(world, openId);
}

/** In a private chat there must be somebody of the app's own organisation to read it. */
function requireReceiver(world: FeishuWorld, { kind, members }: Chat): void {
  if (kind === 'group') return;
  for (const openId of members) {
    const { departed, tenantKey } = personOf(world, openId);
    if (departed) refuse(230029);
    if (tenantKey !== world.tenantKey) refuse(230038);
  }
}

function requireOpen(chat: Chat): void {
  if (chat.dissolved) refuse(232009);
  if (!chat.botIn) refuse(230002);
}
