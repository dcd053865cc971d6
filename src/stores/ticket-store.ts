import { type Db, dateOf, type TimeColumn } from './database.ts';

/** The right to edit one card once, until a moment. */
export interface CardTicket {
  readonly code: string;
  readonly expiresAt: Date;
}

interface TicketRow {
  id: string;
  card_id: string;
  code: string;
  expires_at: TimeColumn;
}

/** Tickets of cards on channels where each edit uses one up. */
export class TicketStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(id: string, cardId: string, { code, expiresAt }: CardTicket): Promise<void> {
    await this.#db<TicketRow>('card_tickets').insert({ id, card_id: cardId, code, expires_at: expiresAt });
  }

  /** Takes the newest ticket of a card that is still good; it is gone from then on. Null when there is none. */
  async take(cardId: string, at: Date): Promise<CardTicket | null> {
    const row = await this.#db<TicketRow>('card_tickets')
      .where({ card_id: cardId })
      .where('expires_at', '>', at)
      .orderBy([{ column: 'expires_at', order: 'desc' }, 'id'])
      .first();
    if (!row) return null;
    const taken = await this.#db<TicketRow>('card_tickets').where({ id: row.id }).delete();
    return taken === 1 ? { code: row.code, expiresAt: dateOf(row.expires_at) } : this.take(cardId, at);
  }

  /** Forgets tickets that are good no more; returns how many. */
  async forgetExpired(at: Date): Promise<number> {
    return this.#db<TicketRow>('card_tickets').where('expires_at', '<=', at).delete();
  }
}
