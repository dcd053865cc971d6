import type { CardKind } from '../domain/card-kind.ts';
import { type CardRow, fromRow, placeOf, type SentCard, toRow } from './card-row.ts';
import { type Db, insertOnce } from './database.ts';

export type { SentCard } from './card-row.ts';

/** Cards: for each kind, subject and chat there is one living card. */
export class CardStore {
  readonly #db: Db;
  readonly #opened: SentCard[] = [];
  readonly #turned = new Set<string>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** The cards that this transaction has opened or found open, in that order. */
  get opened(): readonly SentCard[] {
    return this.#opened;
  }

  /** The ids of the cards that this transaction has turned to another place, or to the same one again. */
  get turned(): ReadonlySet<string> {
    return this.#turned;
  }

  /** Turns a card to another place of what it shows. */
  async turn(card: SentCard, to: string): Promise<void> {
    this.#turned.add(card.id);
    await this.replace({ ...card, turnedTo: to });
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
  ofSubject(subjectId: string): Promise<SentCard[]> {
    return this.#living({ subject_id: subjectId });
  }

  /** All living cards of a chat. */
  ofChat(chatId: string): Promise<SentCard[]> {
    return this.#living({ chat_id: chatId });
  }

  /** All living private cards of a member, on whichever channel. */
  ofViewer(memberId: string): Promise<SentCard[]> {
    return this.#living({ viewer_id: memberId });
  }

  async #living(where: Partial<CardRow>): Promise<SentCard[]> {
    const rows = await this.#db<CardRow>('cards').where(where).whereNot({ state: 'gone' }).orderBy('id');
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
    const opened = (await this.#at(card)) ?? (await this.#add(card, at));
    this.#opened.push(opened);
    return opened;
  }

  /** The living card at the place of one: itself, or the one that has followed it; null when its place is empty. */
  livingAt(card: SentCard): Promise<SentCard | null> {
    return this.#at({ ...card, state: 'sent' });
  }

  async #at(card: SentCard): Promise<SentCard | null> {
    const row = await this.#db<CardRow>('cards')
      .where({ place: placeOf(card) })
      .first();
    return row ? fromRow(row) : null;
  }

  /** Another process may open the same card at the same moment. */
  async #add(card: SentCard, at: Date): Promise<SentCard> {
    const added = await insertOnce(this.#db<CardRow>('cards').insert({ ...toRow(card), created_at: at }));
    return added ? card : ((await this.#at(card)) ?? card);
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
