import { z } from 'zod';
import { type Intent, type IntentAnswer, isLiving } from '../domain/intent.ts';
import { refuse } from '../domain/refusals.ts';
import {
  type CooperationRow,
  fieldsIn,
  fieldsText,
  fromOpenColumns,
  openColumns,
  wasNotDropped,
} from './cooperation-row.ts';
import { type Db, dateOrNull, insertOnce, type TimeColumn } from './database.ts';
import type { Seals } from './seal.ts';

interface IntentRow extends CooperationRow {
  state: Intent['state'];
  patent_id: string;
  match_id: string | null;
  origin: Intent['origin'];
  place: string;
  answer: string;
  withdrawn_by: string | null;
  withdrawn_at: TimeColumn | null;
}

const Answer = z.object({ state: z.string(), text: z.string(), answeredAt: z.coerce.date() });

/**
 * Intents, one living for an enterprise and a patent. Whoever changes one locks it first, so that an edit and a
 * confirmation can never pass each other.
 */
export class IntentStore {
  readonly #db: Db;
  readonly #seals: Seals;

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  async find(id: string): Promise<Intent | null> {
    const row = await this.#db<IntentRow>('intents').where({ id }).first();
    return row ? this.#fromRow(row) : null;
  }

  async get(id: string): Promise<Intent> {
    return (await this.find(id)) ?? refuse('intent_unknown', { intent: id });
  }

  /** Reads an intent and keeps every other transaction from it until this one ends. */
  async lock(id: string): Promise<Intent> {
    const row = await this.#db<IntentRow>('intents').where({ id }).forUpdate().first();
    return row ? this.#fromRow(row) : refuse('intent_unknown', { intent: id });
  }

  /** The one intent that an enterprise has for a patent now. */
  async findLiving(enterpriseId: string, patentId: string): Promise<Intent | null> {
    const row = await this.#db<IntentRow>('intents')
      .where({ place: livingPlace(enterpriseId, patentId) })
      .first();
    return row ? this.#fromRow(row) : null;
  }

  /** The intents of all enterprises for a patent, also those that have ended. */
  async ofPatent(patentId: string): Promise<Intent[]> {
    const rows = await this.#db<IntentRow>('intents').where({ patent_id: patentId }).orderBy('id');
    return rows.map((row) => this.#fromRow(row));
  }

  /** What an enterprise has of them, those begun last first; what was given up before it was confirmed is left out. */
  async listed(
    enterpriseId: string,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<Intent[]> {
    const rows = await this.#db<IntentRow>('intents')
      .where({ enterprise_id: enterpriseId })
      .where(wasNotDropped)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return rows.map((row) => this.#fromRow(row));
  }

  /** How many of those an enterprise has in each state. */
  async tally(enterpriseId: string): Promise<ReadonlyMap<Intent['state'], number>> {
    const rows = await this.#db<IntentRow>('intents')
      .where({ enterprise_id: enterpriseId })
      .where(wasNotDropped)
      .groupBy('state')
      .select('state')
      .count({ number: '*' });
    return new Map(rows.map(({ state, number }) => [state as Intent['state'], Number(number)]));
  }

  /** The intents of an enterprise in some states, those begun last first. */
  async ofEnterprise(
    enterpriseId: string,
    states: readonly Intent['state'][],
    { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
  ): Promise<Intent[]> {
    const rows = await this.#db<IntentRow>('intents')
      .where({ enterprise_id: enterpriseId })
      .whereIn('state', [...states])
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return rows.map((row) => this.#fromRow(row));
  }

  async count(enterpriseId: string, states: readonly Intent['state'][]): Promise<number> {
    const found = await this.#db<IntentRow>('intents')
      .where({ enterprise_id: enterpriseId })
      .whereIn('state', [...states])
      .count({ intents: '*' })
      .first();
    return Number(found?.['intents'] ?? 0);
  }

  /** Adds an intent; false when the enterprise has a living one for its patent already. */
  async add(intent: Intent, at: Date): Promise<boolean> {
    return insertOnce(this.#db<IntentRow>('intents').insert({ ...this.#toRow(intent), created_at: at }));
  }

  async replace(intent: Intent): Promise<void> {
    await this.#db<IntentRow>('intents').where({ id: intent.id }).update(this.#toRow(intent));
  }

  #toRow(intent: Intent): Omit<IntentRow, 'created_at'> {
    return {
      ...openColumns(intent),
      fields: this.#seals.seal(fieldsText(intent.fields), `intents.fields:${intent.id}`),
      text: this.#seals.seal(intent.text, `intents.text:${intent.id}`),
      state: intent.state,
      patent_id: intent.patentId,
      match_id: intent.matchId,
      origin: intent.origin,
      place: placeOf(intent),
      answer: this.#seals.seal(
        intent.answer ? JSON.stringify(intent.answer) : '',
        `intents.answer:${intent.id}`,
      ),
      withdrawn_by: intent.withdrawnBy,
      withdrawn_at: intent.withdrawnAt,
    };
  }

  #fromRow(row: IntentRow): Intent {
    return {
      ...fromOpenColumns(row),
      fields: fieldsIn(this.#seals.open(row.fields, `intents.fields:${row.id}`)),
      text: this.#seals.open(row.text, `intents.text:${row.id}`),
      state: row.state,
      patentId: row.patent_id,
      matchId: row.match_id,
      origin: row.origin,
      answer: answerIn(this.#seals.open(row.answer, `intents.answer:${row.id}`)),
      withdrawnBy: row.withdrawn_by,
      withdrawnAt: dateOrNull(row.withdrawn_at),
    };
  }
}

function answerIn(text: string): IntentAnswer | null {
  return text === '' ? null : Answer.parse(JSON.parse(text));
}

/** An intent that has ended gives its place free for the next one. */
function placeOf(intent: Intent): string {
  return isLiving(intent) ? livingPlace(intent.enterpriseId, intent.patentId) : intent.id;
}

function livingPlace(enterpriseId: string, patentId: string): string {
  return `${enterpriseId}:${patentId}`;
}
