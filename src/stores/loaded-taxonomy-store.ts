import type { LoadableKind, LoadedCode, LoadedTable } from '../domain/taxonomy.ts';
import { chunksOf, type Db, dateOf, type TimeColumn } from './database.ts';

interface LoadedRow {
  kind: LoadableKind;
  loaded_at: TimeColumn;
}

interface CodeRow extends LoadedCode {
  kind: LoadableKind;
  position: number;
}

/** What is known of a loaded table without reading it. */
export interface LoadedSummary {
  readonly kind: LoadableKind;
  readonly codes: number;
  readonly loadedAt: Date;
}

/** The full tables of classifications that operators have loaded, at most one of each kind. */
export class LoadedTaxonomyStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Puts a table in the place of the one that was loaded before. */
  async put({ kind, codes }: LoadedTable, at: Date): Promise<void> {
    await this.remove(kind);
    await this.#tables().insert({ kind, loaded_at: at });
    const rows = codes.map(({ code, name, parent }, position) => ({ kind, position, code, name, parent }));
    for (const chunk of chunksOf(rows)) await this.#codes().insert(chunk);
  }

  /** Says whether there was one. */
  async remove(kind: LoadableKind): Promise<boolean> {
    await this.#codes().where({ kind }).delete();
    return (await this.#tables().where({ kind }).delete()) > 0;
  }

  /** All tables with their codes. */
  async all(): Promise<LoadedTable[]> {
    const tables = await this.#tables().orderBy('kind');
    return Promise.all(
      tables.map(async ({ kind }) => {
        const rows = await this.#codes().where({ kind }).orderBy('position');
        return { kind, codes: rows.map(({ code, name, parent }) => ({ code, name, parent })) };
      }),
    );
  }

  async summaries(): Promise<LoadedSummary[]> {
    const tables = await this.#tables().orderBy('kind');
    return Promise.all(
      tables.map(async ({ kind, loaded_at }) => {
        const counted = await this.#db('loaded_codes').where({ kind }).count({ number: '*' }).first();
        return { kind, codes: Number(counted?.['number'] ?? 0), loadedAt: dateOf(loaded_at) };
      }),
    );
  }

  #tables() {
    return this.#db<LoadedRow>('loaded_taxonomies');
  }

  #codes() {
    return this.#db<CodeRow>('loaded_codes');
  }
}
