import { malformed } from '../../../errors.ts';
import type { Click, Delivery, Drop, Reply } from '../../port.ts';
import { formOf, valueOfKey } from '../clicks.ts';
import { sourceOf } from './download.ts';
import { type BotFrame, wordsOf } from './frames.ts';

/** Who translates: the connection's name, and what takes the bot's own name out of a text. */
export interface Translator {
  readonly connection: string;
  readonly withoutMention: (text: string, mustMention: boolean) => string;
}

/** Translates what the bot was told into our words; throws `malformed` when something we need is missing. */
export function translate(frame: BotFrame, who: Translator): Delivery {
  const { event, msgtype } = frame.body;
  if (event?.eventtype === 'template_card_event') return clickFrom(frame, who);
  if (event?.eventtype === 'enter_chat') return { kind: 'opened', ...originOf(frame, who) };
  const { file } = frame.body;
  if (msgtype === 'file' && file) return dropFrom(frame, file, who);
  const words = msgtype === 'event' ? null : wordsOf(frame.body);
  if (words !== null) return replyFrom(frame, words, who);
  const type = event?.eventtype ?? msgtype;
  return { kind: 'unused', connection: who.connection, deliveryId: idOf(frame), type };
}

/** Tells whether a frame comes from a group; all else is somebody's private chat with the bot. */
export function isFromGroup({ body }: BotFrame): boolean {
  return body.chattype === undefined ? body.chatid !== undefined : body.chattype === 'group';
}

function clickFrom(frame: BotFrame, who: Translator): Click {
  const pressed = frame.body.event?.template_card_event;
  if (pressed === undefined) throw missing('event.template_card_event');
  const selected = (pressed.selected_items?.selected_item ?? []).map(({ question_key, option_ids }) => ({
    question: question_key,
    options: option_ids?.option_id ?? [],
  }));
  return {
    kind: 'click',
    ...originOf(frame, who),
    messageId: pressed.task_id,
    value: valueOfKey(pressed.event_key),
    form: formOf(selected),
  };
}

function replyFrom(frame: BotFrame, words: string, who: Translator): Reply {
  const isGroup = isFromGroup(frame);
  const { quote } = frame.body;
  return {
    kind: 'reply',
    ...originOf(frame, who),
    chatKind: isGroup ? 'group' : 'private',
    messageId: idOf(frame),
    inReplyTo: [],
    quoted: quote === undefined ? '' : (wordsOf(quote) ?? ''),
    // A group's message reaches the bot only when it mentions it.
    text: who.withoutMention(words, isGroup),
    addressed: true,
    mentions: [],
  };
}

/** A file tells neither its name nor its size before it is fetched. */
function dropFrom(frame: BotFrame, file: NonNullable<BotFrame['body']['file']>, who: Translator): Drop {
  const chatKind = isFromGroup(frame) ? 'group' : 'private';
  const messageId = idOf(frame);
  return { kind: 'drop', ...originOf(frame, who), chatKind, messageId, name: '', source: sourceOf(file) };
}

function originOf(frame: BotFrame, { connection }: Translator) {
  const { from, chatid } = frame.body;
  if (from === undefined) throw missing('from');
  const chatId = isFromGroup(frame) ? chatid : from.userid;
  if (chatId === undefined) throw missing('chatid');
  // The bot works in internal groups only, so whoever it hears belongs to the organisation.
  const person = { userId: from.userid, outsider: false };
  return { connection, deliveryId: idOf(frame), person, chatId };
}

function idOf({ headers, body }: BotFrame): string {
  return body.msgid ?? headers.req_id;
}

function missing(place: string) {
  return malformed('wecom_frame_unreadable', 'a frame of the long connection cannot be read', {
    places: [place],
  });
}
