import { z } from 'zod';
import { MAX_MARKDOWN_BYTES, postAsBot } from './bot-messages.ts';
import { checkFeedback } from './content.ts';
import type { Chat } from './records.ts';
import { parseFields, refuse } from './refusals.ts';
import { changed, instant, type WecomWorld } from './world.ts';

/** How long a stream may go on; an older page of the platform says six minutes. */
const STREAM_LIFE_MS = 10 * 60 * 1000;

const streamSchema = z.object({
  id: z.string().min(1),
  finish: z.boolean().default(false),
  content: z.string().default(''),
});

/** Begins a stream or goes on with it: each frame brings the whole text so far, the last one finishes it. */
export function answerStream(world: WecomWorld, reqId: string, chat: Chat, part: unknown): void {
  const { id, finish, content } = parseFields(streamSchema, part);
  checkFeedback(part);
  if (Buffer.byteLength(content) > MAX_MARKDOWN_BYTES) refuse(45002);
  const key = `${reqId} ${id}`;
  const open = world.streams.get(key);
  if (open === undefined) {
    const facts = { msgType: 'stream', text: content, mediaId: null, card: null };
    world.streams.set(key, { message: postAsBot(world, chat, facts), finished: finish });
    return;
  }
  const { message } = open;
  if (open.finished || instant(world) - message.sentAt.getTime() > STREAM_LIFE_MS) refuse(846608);
  message.text = content;
  message.editedAt = world.options.now();
  open.finished = finish;
  changed(world);
}
