import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isClickable } from './card-validator.ts';
import { cardContent, mediaContent, wordsContent } from './content.ts';
import type { Node } from './json.ts';
import { reaches } from './limits.ts';
import { type Content, recall, storeMessage } from './messages.ts';
import { privateChatOf } from './people.ts';
import { type Receivers, receiversOf, receiversSchema } from './receivers.ts';
import type { StoredMessage } from './records.ts';
import { parseFields, refuse } from './refusals.ts';
import { issueResponseCode } from './response-codes.ts';
import { instant, type WecomWorld } from './world.ts';

const MAX_TEXT_BYTES = 2048;
const HOUR_MS = 60 * 60 * 1000;
const RECALL_WITHIN_MS = 24 * HOUR_MS;
const DUPLICATE_INTERVAL_S = 1800;
const MAX_DUPLICATE_INTERVAL_S = 4 * 3600;

const sendSchema = z.looseObject({
  ...receiversSchema.shape,
  agentid: z.number(),
  msgtype: z.string(),
  enable_duplicate_check: z.literal([0, 1]).default(0),
  duplicate_check_interval: z.number().max(MAX_DUPLICATE_INTERVAL_S).default(DUPLICATE_INTERVAL_S),
});
const recallSchema = z.object({ msgid: z.string() });

/** Answers `message/send`: one message into the private chats of its receivers. */
export function sendAppMessage(world: WecomWorld, body: unknown): object {
  const fields = parseFields(sendSchema, body);
  if (fields.agentid !== world.options.app.agentId) refuse(40056);
  const receivers = receiversOf(world, fields);
  const repeated = fields.enable_duplicate_check === 1 ? earlier(world, fields) : undefined;
  if (repeated !== undefined) {
    world.counters.repeatedSends += 1;
    return sentAnswer(receivers, repeated);
  }
  const content = contentOf(world, fields);
  const clickable = content.card !== null && isClickable(content.card);
  if (clickable && world.callback === null) refuse(43012);
  const message = storeMessage(world, {
    ...content,
    chatIds: reached(world, receivers),
    author: appOf(world),
  });
  world.appSends.set(fingerprint(fields), message);
  const code = clickable ? { response_code: issueResponseCode(world, message) } : {};
  return { ...sentAnswer(receivers, message), ...code };
}

/** Answers `message/recall`, which works for 24 hours. */
export function recallAppMessage(world: WecomWorld, body: unknown): object {
  const { msgid } = parseFields(recallSchema, body);
  const message = world.messages.get(msgid);
  if (message?.author.kind !== 'app') return refuse(40058, 'msgid');
  if (instant(world) - message.sentAt.getTime() > RECALL_WITHIN_MS) refuse(42052);
  recall(world, message);
  return {};
}

function contentOf(world: WecomWorld, fields: Node & { readonly msgtype: string }): Content {
  switch (fields.msgtype) {
    case 'text':
      return wordsContent(fields, 'text', { bytes: MAX_TEXT_BYTES });
    case 'markdown':
      return wordsContent(fields, 'markdown', { bytes: MAX_TEXT_BYTES, refusal: 45002 });
    case 'file':
      return mediaContent(world, fields, 'file', world.options.corpId);
    case 'template_card':
      return cardContent(world, fields, 'app');
    // Kinds that nobody here sends are not played.
    default:
      return refuse(40008);
  }
}

/** The chats the message really comes into: whoever has had too many gets nothing, and nobody is told. */
function reached(world: WecomWorld, { people }: Receivers): string[] {
  return people
    .filter(({ userId }) => reaches(world, userId))
    .map((person) => privateChatOf(world, person, 'app').chatId);
}

/** What the duplicate check goes by: receivers and content, as they were written. */
function fingerprint({ touser, toparty, totag, msgtype, ...rest }: z.infer<typeof sendSchema>): string {
  const said = JSON.stringify([touser, toparty, totag, msgtype, rest[msgtype]]);
  return createHash('sha256').update(said).digest('hex');
}

function earlier(world: WecomWorld, fields: z.infer<typeof sendSchema>): StoredMessage | undefined {
  const message = world.appSends.get(fingerprint(fields));
  const since = instant(world) - fields.duplicate_check_interval * 1000;
  return message !== undefined && message.sentAt.getTime() > since ? message : undefined;
}

function appOf({ options }: WecomWorld): StoredMessage['author'] {
  return { kind: 'app', id: String(options.app.agentId) };
}

function sentAnswer({ invaliduser, invalidparty, invalidtag }: Receivers, { messageId }: StoredMessage) {
  return {
    invaliduser: invaliduser.join('|'),
    invalidparty: invalidparty.join('|'),
    invalidtag: invalidtag.join('|'),
    msgid: messageId,
  };
}
