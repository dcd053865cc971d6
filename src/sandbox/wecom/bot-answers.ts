import { z } from 'zod';
import { botContent, MAX_MARKDOWN_BYTES, postAsBot } from './bot-messages.ts';
import { answerStream } from './bot-streams.ts';
import { checkCard } from './card-validator.ts';
import { wordsContent } from './content.ts';
import { readersOf, replaceCopies } from './messages.ts';
import { findByBotId } from './people.ts';
import type { BotCall, StoredMessage } from './records.ts';
import { parseFields, refuse } from './refusals.ts';
import { instant, type WecomWorld } from './world.ts';

/** How long the bot may take to greet, or to answer a click, in ms. */
export const BOT_ANSWER_WITHIN_MS = 5000;
const DAY_MS = 24 * 60 * 60 * 1000;

const answerSchema = z.looseObject({ msgtype: z.string() });
const updateSchema = z.object({
  response_type: z.string(),
  userids: z.array(z.string()).optional(),
  template_card: z.unknown().optional(),
});

/** Performs `aibot_respond_msg`: any number of answers to one message, within 24 hours. */
export function respond(world: WecomWorld, reqId: string, body: unknown): null {
  const call = callOf(world, reqId, 'message');
  if (instant(world) - call.at > DAY_MS) refuse(846604);
  const fields = parseFields(answerSchema, body);
  if (fields.msgtype === 'stream') answerStream(world, reqId, call.chat, fields['stream']);
  else postAsBot(world, call.chat, botContent(world, fields));
  settle(call);
  return null;
}

/** Performs `aibot_respond_welcome_msg`: one text or card within five seconds of somebody's entering. */
export function respondWelcome(world: WecomWorld, reqId: string, body: unknown): null {
  const call = inTime(world, callOf(world, reqId, 'enter'));
  const fields = parseFields(answerSchema, body);
  const isText = fields.msgtype === 'text';
  if (!isText && fields.msgtype !== 'template_card') refuse(40008);
  const content = isText
    ? wordsContent(fields, 'text', { bytes: MAX_MARKDOWN_BYTES, refusal: 45002 })
    : botContent(world, fields);
  postAsBot(world, call.chat, content);
  settle(call);
  return null;
}

/**
 * Performs `aibot_respond_update_msg`: once within five seconds of a click, the whole card under its old task_id. In a
 * group `userids` says whose copy changes; without it everybody's does.
 */
export function respondUpdate(world: WecomWorld, reqId: string, body: unknown): null {
  const call = inTime(world, callOf(world, reqId, 'click'));
  const message = call.message ?? refuse(846605);
  const fields = parseFields(updateSchema, body);
  if (fields.response_type !== 'update_template_card') refuse(93050);
  const card = checkCard(fields.template_card, { channel: 'bot', phase: 'update' });
  if (card['task_id'] !== message.card?.['task_id']) refuse(846625);
  replaceCopies(world, message, seenBy(world, call, message, fields.userids), () => card);
  settle(call);
  return null;
}

/** Finds what is answered; an answer of another kind than the event wants has no valid req_id. */
function callOf(world: WecomWorld, reqId: string, kind: BotCall['kind']): BotCall {
  const call = world.botCalls.get(reqId);
  return call?.kind === kind ? call : refuse(846605);
}

function inTime(world: WecomWorld, call: BotCall): BotCall {
  if (call.answered) refuse(846606);
  // The code the real platform has for a late answer is not known; this one says what is wrong.
  if (instant(world) - call.at >= BOT_ANSWER_WITHIN_MS) refuse(846604);
  return call;
}

function settle(call: BotCall): void {
  call.answered = true;
  call.settle();
}

function seenBy(
  world: WecomWorld,
  { chat }: BotCall,
  message: StoredMessage,
  named: readonly string[] | undefined,
): string[] {
  const readers = readersOf(world, message);
  if (chat.kind !== 'group' || named === undefined) return readers;
  const meant = named.flatMap((id) => findByBotId(world, id)?.userId ?? []);
  return readers.filter((userId) => meant.includes(userId));
}
