import { type Db, dateOf, insertOnce, type TimeColumn } from './database.ts';

/** What a person was asked to write, where a card has no field for it: the press that waits for his words. */
export interface Question {
  readonly personId: string;
  readonly cardId: string;
  /** What the button carried: its verb and ids. */
  readonly press: Readonly<Record<string, unknown>>;
  readonly expiresAt: Date;
}

interface QuestionRow {
  person_id: string;
  card_id: string;
  press: string;
  expires_at: TimeColumn;
}

/** Questions that are open; a person has one at most, the last. */
export class QuestionStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Asks a person; what he was asked before is asked no more. */
  async ask(question: Question): Promise<void> {
    const { personId: person_id, cardId: card_id, expiresAt: expires_at } = question;
    const row = { card_id, press: JSON.stringify(question.press), expires_at };
    const asked = await this.#rows().where({ person_id }).update(row);
    if (asked === 0 && !(await insertOnce(this.#rows().insert({ person_id, ...row }))))
      await this.#rows().where({ person_id }).update(row);
  }

  /** What a person is asked at this moment; null when it is nothing. */
  async open(personId: string, at: Date): Promise<Question | null> {
    const row = await this.#rows().where({ person_id: personId }).where('expires_at', '>', at).first();
    if (!row) return null;
    const { person_id, card_id: cardId, press, expires_at } = row;
    return {
      personId: person_id,
      cardId,
      press: JSON.parse(press) as Record<string, unknown>,
      expiresAt: dateOf(expires_at),
    };
  }

  /** Asks a person nothing any more; false when he was asked nothing. */
  async drop(personId: string): Promise<boolean> {
    return (await this.#rows().where({ person_id: personId }).delete()) > 0;
  }

  /** Forgets questions nobody may answer any more; returns how many. */
  async forgetExpired(at: Date): Promise<number> {
    return this.#rows().where('expires_at', '<=', at).delete();
  }

  #rows() {
    return this.#db<QuestionRow>('questions');
  }
}
