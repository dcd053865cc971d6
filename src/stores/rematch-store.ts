import type { Rematch } from '../domain/rematch.ts';
import { type Db, dateOf, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

interface RematchRow {
  enterprise_id: string;
  after_id: string;
  done: number;
  total: number | null;
  started_at: TimeColumn;
  ended_at: TimeColumn | null;
}

/** How far enterprises are matched anew after their focus has changed; one row each. */
export class RematchStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(enterpriseId: string): Promise<Rematch | null> {
    const row = await this.#rows().where({ enterprise_id: enterpriseId }).first();
    return row ? fromRow(row) : null;
  }

  /** Reads a row and keeps every other transaction from it until this one ends. */
  async lock(enterpriseId: string): Promise<Rematch | null> {
    const row = await this.#rows().where({ enterprise_id: enterpriseId }).forUpdate().first();
    return row ? fromRow(row) : null;
  }

  /** Keeps a row in the place of the one before. */
  async put(rematch: Rematch): Promise<void> {
    if (await insertOnce(this.#rows().insert(toRow(rematch)))) return;
    const { enterprise_id, ...row } = toRow(rematch);
    await this.#rows().where({ enterprise_id }).update(row);
  }

  #rows() {
    return this.#db<RematchRow>('rematches');
  }
}

function toRow(rematch: Rematch): RematchRow {
  return {
    enterprise_id: rematch.enterpriseId,
    after_id: rematch.after,
    done: rematch.done,
    total: rematch.total,
    started_at: rematch.startedAt,
    ended_at: rematch.endedAt,
  };
}

function fromRow(row: RematchRow): Rematch {
  return {
    enterpriseId: row.enterprise_id,
    after: row.after_id,
    done: row.done,
    total: row.total,
    startedAt: dateOf(row.started_at),
    endedAt: dateOrNull(row.ended_at),
  };
}
