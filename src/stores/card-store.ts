import type { CardKind } from '../domain/card-kind.ts';
import { type Db, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

/**
 * A card in a chat. `pending` until it was sent, `introduced` when the text that goes before it is out, `sent` while it can be edited, `plain` when the channel refused the
 * card and its text went out instead, `gone` when it was recalled or grew too old to edit.
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

interface CardRow {
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

/** Cards: for each kind, subject and chat there is one living card. */
export class CardStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(id: string): Promise<SentCard | null> {
    const row = await this.#db<CardRow>('cards').where({ id }).first();
    return row ? fromRow(row) : null;
  }

  /** The newest card among the messages of a connection's chat that a reply points at. */
  async findByMessages(connection: string, messageIds: readonly string[]): Promise<SentCard | null> {
    if (messageIds.length === 0) return null;
    const row = await this.#db<CardRow>('cards')
      .where({ connection })
      .whereIn('message_id', [...messageIds])
      .orderBy('created_at', 'desc')
      .first();
    return row ? fromRow(row) : null;
  }

  /** All living cards about a subject, in every chat. */
  async ofSubject(subjectId: string): Promise<SentCard[]> {
    const rows = await this.#db<CardRow>('cards')
      .where({ subject_id: subjectId })
      .whereNot({ state: 'gone' })
      .orderBy('id');
    return rows.map(fromRow);
  }

  /** All living cards of a chat. */
  async ofChat(chatId: string): Promise<SentCard[]> {
    const rows = await this.#db<CardRow>('cards')
      .where({ chat_id: chatId })
      .whereNot({ state: 'gone' })
      .orderBy('id');
    return rows.map(fromRow);
  }

  /** All living private cards of a member, on whichever channel. */
  async ofViewer(memberId: string): Promise<SentCard[]> {
    const rows = await this.#db<CardRow>('cards')
      .where({ viewer_id: memberId })
      .whereNot({ state: 'gone' })
      .orderBy('id');
    return rows.map(fromRow);
  }

  /** The private chats in which a member has or ever had cards, also those of accounts that are his no more. */
  async chatsOfViewer(memberId: string): Promise<string[]> {
    const rows = await this.#db<CardRow>('cards').where({ viewer_id: memberId }).distinct('chat_id');
    return rows.map(({ chat_id }) => chat_id);
  }

  /** Forgets under which messages the cards of a chat hang, those that are gone too. */
  async forgetMessagesIn(chatId: string): Promise<void> {
    await this.#db<CardRow>('cards')
      .where({ chat_id: chatId })
      .update({ message_id: null, channel_chat_id: null });
  }

  /** Finds the living card at a place, or opens a pending one under the given id. */
  async ensure(card: SentCard, at: Date): Promise<SentCard> {
    const place = placeOf(card);
    const known = await this.#db<CardRow>('cards').where({ place }).first();
    if (known) return fromRow(known);
    if (await insertOnce(this.#db<CardRow>('cards').insert({ ...toRow(card), created_at: at }))) return card;
    const row = await this.#db<CardRow>('cards').where({ place }).first();
    return row ? fromRow(row) : card;
  }

  async replace(card: SentCard): Promise<void> {
    await this.#db<CardRow>('cards').where({ id: card.id }).update(toRow(card));
  }

  /** How many cards of a kind were sent or promised to a chat since a moment. */
  async countSince(chatId: string, kind: CardKind, since: Date): Promise<number> {
    const found = await this.#db<CardRow>('cards')
      .where({ chat_id: chatId, kind })
      .where('created_at', '>=', since)
      .count({ cards: '*' })
      .first();
    return Number(found?.['cards'] ?? 0);
  }
}

/** A card that is gone gives its place free for the next one. */
function placeOf({ id, kind, subjectId, chatId, state }: SentCard): string {
  const place = `${kind}:${subjectId}:${chatId}`;
  return state === 'gone' ? `${place}:${id}` : place;
}

function toRow(card: SentCard): Omit<CardRow, 'created_at'> {
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

function fromRow(row: CardRow): SentCard {
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
