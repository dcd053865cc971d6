import type { Db } from './database.ts';

interface CursorRow {
  id: string;
  value: string;
}

/** Cursors: how far something that comes in pages has been read. */
export class CursorStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<string | null> {
    const row = await this.#db<CursorRow>('cursors').where({ id }).first();
    return row?.value ?? null;
  }

  async put(id: string, value: string): Promise<void> {
    const changed = await this.#db<CursorRow>('cursors').where({ id }).update({ value });
    if (changed === 0) await this.#db<CursorRow>('cursors').insert({ id, value });
  }
}
