import { z } from 'zod';
import type { Click, Delivery, Departed, Joined, Left, Opened, Unused } from '../port.ts';
import type { Envelope } from './envelope.ts';
import { blankAsMissing, personId, personRef, readEvent, unused } from './envelope.ts';
import { replyFrom } from './reply.ts';

/** Who translates: the connection's name, and the bot's own open_id once it is known. */
export interface Translator {
  readonly connection: string;
  readonly botId: () => string | null;
}

const click = z.object({
  operator: z.object({ open_id: z.string().min(1), tenant_key: blankAsMissing }),
  action: z.object({
    value: z.unknown().optional(),
    form_value: z.record(z.string(), z.unknown()).nullish(),
  }),
});

const place = z.object({ open_message_id: blankAsMissing, open_chat_id: blankAsMissing });

const chatEvent = z.object({
  chat_id: z.string().min(1),
  operator_id: personId.nullish(),
  operator_tenant_key: blankAsMissing,
  external: z.boolean().nullish(),
  name: blankAsMissing,
  i18n_names: z.object({ zh_cn: blankAsMissing }).nullish(),
});

const enteredEvent = z.object({
  chat_id: z.string().min(1),
  operator_id: z.object({ open_id: z.string().min(1) }),
});

const deletedEvent = z.object({ object: z.object({ open_id: z.string().min(1) }) });

/** Translates a proven envelope into our words; throws `malformed` when an event we need cannot be read. */
export function translate(envelope: Envelope, who: Translator): Delivery {
  switch (envelope.header.event_type) {
    case 'card.action.trigger':
      return clickFrom(envelope, who.connection);
    case 'im.message.receive_v1':
      return replyFrom(envelope, who);
    case 'im.chat.member.bot.added_v1':
      return joinedFrom(envelope, who.connection);
    case 'im.chat.member.bot.deleted_v1':
    case 'im.chat.disbanded_v1':
      return leftFrom(envelope, who.connection);
    case 'im.chat.access_event.bot_p2p_chat_entered_v1':
      return openedFrom(envelope, who.connection);
    case 'contact.user.deleted_v3':
      return departedFrom(envelope, who.connection);
    default:
      return unused(envelope, who.connection);
  }
}

function clickFrom(envelope: Envelope, connection: string): Click | Unused {
  const event = readEvent(click, envelope);
  // The documented samples disagree whether the context is inside the event or beside it.
  const inside = place.safeParse(Reflect.get(Object(envelope.event), 'context')).data;
  const beside = place.safeParse(envelope.context).data;
  const chatId = inside?.open_chat_id ?? beside?.open_chat_id;
  const messageId = inside?.open_message_id ?? beside?.open_message_id;
  // Link previews are clicked outside any chat message; we send none.
  if (chatId === undefined || messageId === undefined) return unused(envelope, connection);
  return {
    kind: 'click',
    connection,
    deliveryId: envelope.header.event_id,
    person: personRef(event.operator.open_id, event.operator.tenant_key, envelope),
    chatId,
    messageId,
    value: buttonValue(event.action.value),
    form: formFields(event.action.form_value ?? {}),
  };
}

// Cards of version 2.0 carry objects, older ones strings; a string that holds an object is opened.
function buttonValue(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' ? parsed : value;
  } catch {
    return value;
  }
}

// A date picker says in which zone the day is; a day is a day.
function withoutZone(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d) [+-]\d{4}$/, '$1');
}

// Whether an empty field is absent, blank or null is not documented: all three become absent.
function formFields(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const fields = Object.entries(raw).flatMap(([name, value]): [string, string][] => {
    const parts = Array.isArray(value) ? value : [value];
    if (!parts.every((part) => typeof part === 'string')) return [];
    const text = parts.map(withoutZone).join(',');
    return text.trim() === '' ? [] : [[name, text]];
  });
  return Object.fromEntries(fields);
}

function joinedFrom(envelope: Envelope, connection: string): Joined {
  const event = readEvent(chatEvent, envelope);
  return {
    kind: 'joined',
    connection,
    deliveryId: envelope.header.event_id,
    chatId: event.chat_id,
    chatName: event.name ?? event.i18n_names?.zh_cn ?? '',
    // A chat of which we do not know who reads it is treated as one with outsiders (rule 28).
    external: event.external ?? true,
    // An app may have added the bot: the blank id then matches no member.
    by: personRef(event.operator_id?.open_id ?? '', event.operator_tenant_key, envelope),
  };
}

function leftFrom(envelope: Envelope, connection: string): Left {
  const { chat_id } = readEvent(chatEvent, envelope);
  return { kind: 'left', connection, deliveryId: envelope.header.event_id, chatId: chat_id };
}

// Feishu tells both of these without an organisation. Opening a chat does nothing by itself, and whatever the person
// does next says where he belongs; and it tells only of the departure of the app's own people.
function ownPerson(userId: string, envelope: Envelope) {
  return personRef(userId, envelope.header.tenant_key, envelope);
}

function openedFrom(envelope: Envelope, connection: string): Opened {
  const { chat_id, operator_id } = readEvent(enteredEvent, envelope);
  const person = ownPerson(operator_id.open_id, envelope);
  return { kind: 'opened', connection, deliveryId: envelope.header.event_id, person, chatId: chat_id };
}

function departedFrom(envelope: Envelope, connection: string): Departed {
  const { object } = readEvent(deletedEvent, envelope);
  const person = ownPerson(object.open_id, envelope);
  return { kind: 'departed', connection, deliveryId: envelope.header.event_id, person };
}
