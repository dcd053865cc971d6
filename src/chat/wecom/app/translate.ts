import { createHash } from 'node:crypto';
import { z } from 'zod';
import { malformed, unverified } from '../../../errors.ts';
import type { Delivery, PersonRef, Ticket } from '../../port.ts';
import { formOf, valueOfKey } from '../clicks.ts';
import { RESPONSE_CODE_LIFE_MS } from './messages.ts';

/** Who we are to WeCom, and the clock. */
export interface Translator {
  readonly connection: string;
  readonly corpId: string;
  readonly agentId: string;
  readonly now: () => Date;
}

const Head = z.object({
  ToUserName: z.string(),
  FromUserName: z.string().min(1),
  CreateTime: z.string(),
  MsgType: z.string(),
  // What happens to the whole corp names no app.
  AgentID: z.string().optional(),
  Event: z.string().default(''),
});

const Said = z.object({ MsgId: z.string().min(1), Content: z.string() });

// An element with nothing in it is read as an empty text.
const Options = z.union([
  z.literal('').transform(() => []),
  z.object({ OptionId: z.array(z.string()) }).transform(({ OptionId }) => OptionId),
]);
const Item = z
  .object({ QuestionKey: z.string(), OptionIds: Options })
  .transform(({ QuestionKey, OptionIds }) => ({ question: QuestionKey, options: OptionIds }));
const Items = z.union([
  z.literal('').transform(() => []),
  z.object({ SelectedItem: z.array(Item) }).transform(({ SelectedItem }) => SelectedItem),
]);
const Clicked = z.object({
  EventKey: z.string(),
  TaskId: z.string().min(1),
  ResponseCode: z.string().default(''),
  SelectedItems: Items.default([]),
});

type Fields = Readonly<Record<string, unknown>>;

/**
 * Puts a proven message of the app into our words. In WeCom the id of a card's message is its task_id, which is our own
 * id of the card; a private chat has the id of its person. Throws `unverified` for what is meant for somebody else.
 */
export function translate(fields: Fields, who: Translator): Delivery {
  const head = read(Head, fields);
  if (head.ToUserName !== who.corpId) throw unverified('wecom_corp_wrong');
  if (head.AgentID !== undefined && head.AgentID !== who.agentId) throw unverified('wecom_agent_wrong');
  const { connection } = who;
  const userId = head.FromUserName;
  const person: PersonRef = { userId, outsider: false };
  const base = { connection, deliveryId: deliveryIdOf(head, fields), person, chatId: userId };

  switch (head.MsgType === 'event' ? head.Event : head.MsgType) {
    case 'text':
      return { ...base, ...reply(fields), kind: 'reply' };
    case 'template_card_event':
    case 'template_card_menu_event':
      return { ...base, ...click(fields, who), kind: 'click' };
    case 'enter_agent':
      return { ...base, kind: 'opened' };
    default:
      return {
        kind: 'unused',
        connection,
        deliveryId: base.deliveryId,
        type: [head.MsgType, head.Event].filter((part) => part !== '').join('/'),
      };
  }
}

function reply(fields: Fields) {
  const { MsgId: messageId, Content } = read(Said, fields);
  return {
    messageId,
    text: Content.trim(),
    chatKind: 'private' as const,
    inReplyTo: [],
    quoted: '',
    addressed: true,
    mentions: [],
  };
}

function click(fields: Fields, { now }: Translator) {
  const { EventKey, TaskId: messageId, ResponseCode: code, SelectedItems } = read(Clicked, fields);
  const ticket: Ticket = { code, expiresAt: new Date(now().getTime() + RESPONSE_CODE_LIFE_MS) };
  return {
    messageId,
    value: valueOfKey(EventKey),
    form: formOf(SelectedItems),
    ...(code === '' ? {} : { ticket }),
  };
}

/**
 * A message has an id of its own. An event has none: what it says tells it from any other, for two clicks within one
 * second differ in their response codes only.
 */
function deliveryIdOf({ FromUserName, CreateTime, Event }: z.infer<typeof Head>, fields: Fields): string {
  if (typeof fields['MsgId'] === 'string') return fields['MsgId'];
  const said = ['EventKey', 'TaskId', 'ResponseCode'].map((name) => fields[name] ?? '');
  return createHash('sha256')
    .update(JSON.stringify([FromUserName, CreateTime, Event, ...said]))
    .digest('base64url');
}

function read<T>(schema: z.ZodType<T>, fields: Fields): T {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw malformed('wecom_message_unreadable', 'a message of WeCom lacks what it should have', {
    field: first?.path.join('.') ?? '',
  });
}
