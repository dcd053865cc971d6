import { z } from 'zod';
import { feedback } from './card-parts.ts';
import type { CardUse } from './card-use.ts';
import { checkCard } from './card-validator.ts';
import type { Node } from './json.ts';
import { mediaFor } from './media.ts';
import type { Content } from './messages.ts';
import { parseFields, refuse, type WecomCode } from './refusals.ts';
import type { WecomWorld } from './world.ts';

const mediaSchema = z.object({ media_id: z.string() });
const wordsSchema = z.looseObject({ content: z.string().optional() });
const askingSchema = z.looseObject({ feedback: feedback.optional() });

/** Reads the words of a text or markdown message; too many are cut away, or refused where a code is given. */
export function wordsContent(
  body: Node,
  msgType: string,
  limit: { readonly bytes: number; readonly refusal?: WecomCode },
): Content {
  const { content } = parseFields(wordsSchema, body[msgType] ?? {});
  if (content === undefined || content === '') return refuse(44004);
  const tooLong = Buffer.byteLength(content) > limit.bytes;
  if (tooLong && limit.refusal !== undefined) refuse(limit.refusal);
  return { msgType, text: tooLong ? cut(content, limit.bytes) : content, mediaId: null, card: null };
}

/** Reads the feedback that a markdown or a stream of the bot may carry. */
export function checkFeedback(part: unknown): void {
  parseFields(askingSchema, part ?? {});
}

/** Reads a message that shows an uploaded file of the same owner. */
export function mediaContent(world: WecomWorld, body: Node, msgType: string, owner: string): Content {
  const { media_id } = parseFields(mediaSchema, body[msgType]);
  const media = mediaFor(world, media_id, owner);
  if (media.type !== msgType) refuse(40007);
  return { msgType, text: media.name, mediaId: media_id, card: null };
}

/** Reads a new card: legal for its channel, and with a task_id that was never used there. */
export function cardContent(world: WecomWorld, body: Node, channel: CardUse['channel']): Content {
  const card = checkCard(body['template_card'], { channel, phase: 'send' });
  const taskId = card['task_id'];
  if (channel !== 'webhook' && typeof taskId === 'string' && world.taskIds[channel].has(taskId))
    refuse(channel === 'bot' ? 846625 : 42014);
  return { msgType: 'template_card', text: '', mediaId: null, card };
}

/** Cuts a text to a number of bytes between two characters. */
function cut(text: string, bytes: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
