import { asAppError } from '../errors.ts';
import type { Db } from './database.ts';
import type { Seals } from './seal.ts';
import { type Place, placeOf, type SealedColumn } from './sealed-columns.ts';

/** What became of one page of a sealed column. */
export interface ResealedPage {
  readonly resealed: number;
  /** Places whose text does not open under any key; they stay as they are. */
  readonly unreadable: readonly Place[];
  /** Primary key of the last row, from where to go on; null when there are no more rows. */
  readonly last: string | null;
}

/** All sealed columns, whatever table they are in; for a change of the key. */
export class SealedStore {
  readonly #db: Db;
  readonly #seals: Seals;

  constructor(db: Db, seals: Seals) {
    this.#db = db;
    this.#seals = seals;
  }

  /** Seals with the newest key what stands in the next rows under an older one. */
  async resealAfter(last: string, column: SealedColumn, size: number): Promise<ResealedPage> {
    const rows = await this.#db(column.table)
      .where(column.key, '>', last)
      .whereNotNull(column.column)
      .orderBy(column.key)
      .limit(size)
      .forUpdate()
      .select<{ id: string; sealed: string }[]>({ id: column.key, sealed: column.column });
    const unreadable: Place[] = [];
    let resealed = 0;
    for (const { id, sealed } of rows) {
      if (this.#seals.isCurrent(sealed)) continue;
      const place = placeOf(column, id);
      const anew = this.#reseal(sealed, place);
      if (anew === null) unreadable.push(place);
      else {
        await this.#db(column.table).where(column.key, id).update(column.column, anew);
        resealed += 1;
      }
    }
    return { resealed, unreadable, last: rows.length < size ? null : (rows.at(-1)?.id ?? null) };
  }

  /** Null when the text does not open. */
  #reseal(sealed: string, place: Place): string | null {
    try {
      return this.#seals.seal(this.#seals.open(sealed, place), place);
    } catch (error) {
      if (asAppError(error).kind === 'outside') return null;
      throw error;
    }
  }
}
