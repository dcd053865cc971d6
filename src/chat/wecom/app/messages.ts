import type { Logger } from 'pino';
import { z } from 'zod';
import { asAppError, outsideError } from '../../../errors.ts';
import { cutToBytes } from '../../cut-text.ts';
import type { Address, Message, Sent, Ticket } from '../../port.ts';
import { wecomError, withoutEffect } from '../errors.ts';
import { fileForm } from '../upload.ts';
import { literalText } from '../words.ts';
import { readAnswer, type WecomClient } from './client.ts';

/** How long a response code is used after it was given, in ms: WeCom takes it for 72 hours, the last is left for clocks. */
export const RESPONSE_CODE_LIFE_MS = 71 * 60 * 60 * 1000;

/** What sending needs: the client, the app's number, the clock, and the log. */
export interface Sender {
  readonly call: WecomClient;
  readonly agentId: number;
  readonly now: () => Date;
  readonly log: Logger;
}

/** WeCom cuts longer texts, and says so to nobody. */
const MAX_TEXT_BYTES = 2048;
/** The code for a card that was sent before, or whose id WeCom cannot take. */
const TASK_ID_USED = 42014;
const INVALID_USERID = 40003;
const NO_VALID_RECEIVER = 81013;

const Card = z.looseObject({ task_id: z.string().regex(/^[0-9A-Za-z_\-@]{1,128}$/) });
const SentAnswer = z.object({
  msgid: z.string().min(1),
  invaliduser: z.string().nullish(),
  response_code: z.string().nullish(),
});
const UploadAnswer = z.object({ media_id: z.string().min(1) });

/** Sends a message into the private chat of one person; a card is sent once, however often it is asked for. */
export async function sendMessage(sender: Sender, to: Address, message: Message): Promise<Sent> {
  checkPerson(to);
  switch (message.kind) {
    case 'card':
      return sendCard(sender, to.id, message.json);
    case 'text':
      return sendPlain(sender, to.id, { msgtype: 'text', text: { content: wordsOf(message) } });
    case 'file': {
      const media_id = await upload(sender, message);
      return sendPlain(sender, to.id, { msgtype: 'file', file: { media_id } });
    }
  }
}

/**
 * Replaces a card, once for each ticket. It names everybody who got the card, and that is the one person whose private
 * chat it is in.
 */
export async function updateCard({ call, agentId }: Sender, cardJson: string, ticket: Ticket | null) {
  if (ticket === null) {
    const message = 'a card of an app is edited with a ticket only';
    throw outsideError('wecom_ticket_missing', message, { reaction: 'ticket-spent' });
  }
  const edit = { agentid: agentId, response_code: ticket.code, template_card: cardOf(cardJson) };
  await call({ path: 'message/update_template_card', body: { atall: 1, ...edit } });
}

async function sendCard(sender: Sender, userId: string, json: string): Promise<Sent> {
  const card = cardOf(json);
  const sent = { messageId: card.task_id, chatId: userId };
  try {
    const { response_code: code } = await post(sender, userId, {
      msgtype: 'template_card',
      template_card: card,
    });
    const expiresAt = new Date(sender.now().getTime() + RESPONSE_CODE_LIFE_MS);
    return code ? { ...sent, ticket: { code, expiresAt } } : sent;
  } catch (error) {
    // Our ids have a form that WeCom takes, so this one was taken before: the ticket of that send is lost.
    if (asAppError(error).facts['wecomCode'] !== TASK_ID_USED) throw error;
    sender.log.info({ card: card.task_id }, 'a card was not sent again: WeCom has had it before');
    return sent;
  }
}

async function sendPlain(sender: Sender, userId: string, content: object): Promise<Sent> {
  const { msgid } = await post(sender, userId, content);
  return { messageId: msgid, chatId: userId };
}

async function post({ call, agentId }: Sender, userId: string, content: object) {
  const path = 'message/send';
  const body = { touser: userId, agentid: agentId, ...content };
  const answer = readAnswer(SentAnswer, await call({ path, body }), path);
  if (answer.invaliduser) throw wecomError(NO_VALID_RECEIVER, path);
  return answer;
}

/** Hands a file over to WeCom; nobody sees it before it is sent, so a failure is surely without effect. */
async function upload({ call }: Sender, { name, bytes }: Message & { kind: 'file' }): Promise<string> {
  const path = 'media/upload';
  const body = fileForm(name, bytes);
  try {
    return readAnswer(UploadAnswer, await call({ path, query: { type: 'file' }, body }), path).media_id;
  } catch (error) {
    throw withoutEffect(asAppError(error));
  }
}

function checkPerson({ kind, id }: Address): void {
  if (kind === 'group') {
    const message = 'an app of WeCom cannot write into groups';
    throw outsideError('wecom_app_reaches_people', message, { reaction: 'give-up' });
  }
  // WeCom would read these as several people, or as everybody.
  if (id === '' || id.includes('|') || id.startsWith('@')) throw wecomError(INVALID_USERID, 'message/send');
}

function cardOf(json: string): z.infer<typeof Card> {
  const card = Card.safeParse(parsed(json));
  if (card.success) return card.data;
  const message = 'the card has no id that WeCom takes';
  throw outsideError('wecom_task_id_refused', message, { reaction: 'content-refused' });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function wordsOf({ title, text }: Message & { kind: 'text' }): string {
  return cutToBytes(literalText(title === undefined ? text : `${title}\n${text}`), MAX_TEXT_BYTES);
}
