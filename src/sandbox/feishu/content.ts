import { z } from 'zod';
import { CARD_SUB, isNode, type Node } from './card-node.ts';
import { peopleIn } from './card-people.ts';
import { validateCard } from './card-validator.ts';
import { refuse, refuseCard } from './refusals.ts';
import type { FeishuWorld, StoredMessage } from './world.ts';

const MAX_CARD_BYTES = 30 * 1024;
const MAX_TEXT_BYTES = 150 * 1024;

const textSchema = z.object({ text: z.string().min(1) });
const fileSchema = z.object({ file_key: z.string() });

/** Checks the content of a message of the app as the platform does, or refuses it. */
export function checkContent(world: FeishuWorld, msgType: string, content: string): void {
  const parsed = parseContent(content);
  if (msgType === 'text') checkText(content, parsed);
  else if (msgType === 'interactive') checkCard(world, content, parsed);
  else if (msgType === 'file') checkFile(world, parsed);
  else refuse(230054);
}

/** Returns the card of a message as it stands now; null for other kinds of messages. */
export function cardOf(message: StoredMessage): Node | null {
  if (message.msgType !== 'interactive') return null;
  const card: unknown = JSON.parse(message.content);
  return isNode(card) ? card : null;
}

/** Tells whether a card says that all its readers share it, without which it cannot be edited. */
export function isShared(card: Node | null): boolean {
  const config = card?.['config'];
  return isNode(config) && config['update_multi'] === true;
}

function parseContent(content: string): Node {
  try {
    const parsed: unknown = JSON.parse(content);
    if (isNode(parsed)) return parsed;
  } catch {
    // The refusal below says all there is to say about text that is not JSON.
  }
  return refuse(230001, { detail: 'content must be a string that holds a JSON object' });
}

function checkSize(content: string, max: number): void {
  if (Buffer.byteLength(content) > max) refuse(230025);
}

function checkText(content: string, parsed: Node): void {
  if (!textSchema.safeParse(parsed).success) refuse(230001, { detail: 'a text needs its words' });
  checkSize(content, MAX_TEXT_BYTES);
}

function checkCard(world: FeishuWorld, content: string, card: Node): void {
  checkSize(content, MAX_CARD_BYTES);
  if (card['type'] === 'template') refuseCard(200380, 'template does not exist');
  const fault = validateCard(card);
  if (fault !== null) refuseCard(fault.sub, fault.message);
  const strangers = peopleIn(card).some((id) => typeof id !== 'string' || !world.people.has(id));
  if (strangers) refuseCard(CARD_SUB.person, 'invalid person id');
}

function checkFile(world: FeishuWorld, content: Node): void {
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) refuse(230001, { detail: 'a file message needs a file_key' });
  const file = world.files.get(parsed.data.file_key);
  if (file === undefined) refuse(230017);
  // Videos have a message type of their own.
  if (file.type === 'mp4') refuse(230055);
}
