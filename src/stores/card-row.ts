import type { CardKind } from '../domain/card-kind.ts';
import { dateOrNull, type TimeColumn } from './database.ts';

/**
 * A card in a chat. `pending` until it was sent, `introduced` when the text that goes before it is out, `sent` while it
 * can be edited, `plain` when the channel refused the card and its text went out instead, `gone` when it was recalled or
 * another has taken its place.
 */
export interface SentCard {
  readonly id: string;
  readonly kind: CardKind;
  /** What the card is about: see `card-kind.ts`. */
  readonly subjectId: string;
  /** The enterprise whose members may press its buttons; empty for a greeting in a chat that is bound to none. */
  readonly enterpriseId: string;
  readonly chatId: string;
  /** The connection of its chat. */
  readonly connection: string;
  /** The member whose private card this is; null for a card a whole group reads. */
  readonly viewerId: string | null;
  readonly messageId: string | null;
  /** The channel's id of the chat it was sent to. */
  readonly channelChatId: string | null;
  /** The page or entry a card that can be turned is open at; empty for its beginning. */
  readonly turnedTo: string;
  /** Fingerprint of what was last shown; null when that is not known. */
  readonly shown: string | null;
  /** What its reader must not miss, as it was shown to him last; see `CardView`. */
  readonly matters: string;
  readonly state: 'pending' | 'introduced' | 'sent' | 'plain' | 'gone';
  readonly sentAt: Date | null;
}

/** A card as its table has it. */
export interface CardRow {
  id: string;
  kind: CardKind;
  subject_id: string;
  enterprise_id: string;
  chat_id: string;
  connection: string;
  viewer_id: string | null;
  place: string;
  message_id: string | null;
  channel_chat_id: string | null;
  turned_to: string;
  shown: string | null;
  matters: string;
  state: SentCard['state'];
  created_at: TimeColumn;
  sent_at: TimeColumn | null;
}

/** A card that is gone gives its place free for the next one. */
export function placeOf({ id, kind, subjectId, chatId, state }: SentCard): string {
  const place = `${kind}:${subjectId}:${chatId}`;
  return state === 'gone' ? `${place}:${id}` : place;
}

/** The row of a card. */
export function toRow(card: SentCard): Omit<CardRow, 'created_at'> {
  return {
    id: card.id,
    kind: card.kind,
    subject_id: card.subjectId,
    enterprise_id: card.enterpriseId,
    chat_id: card.chatId,
    connection: card.connection,
    viewer_id: card.viewerId,
    place: placeOf(card),
    message_id: card.messageId,
    channel_chat_id: card.channelChatId,
    turned_to: card.turnedTo,
    shown: card.shown,
    matters: card.matters,
    state: card.state,
    sent_at: card.sentAt,
  };
}

/** The card of a row. */
export function fromRow(row: CardRow): SentCard {
  return {
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    enterpriseId: row.enterprise_id,
    chatId: row.chat_id,
    connection: row.connection,
    viewerId: row.viewer_id,
    messageId: row.message_id,
    channelChatId: row.channel_chat_id,
    turnedTo: row.turned_to,
    shown: row.shown,
    matters: row.matters,
    state: row.state,
    sentAt: dateOrNull(row.sent_at),
  };
}
