import { searchEntryOf } from '../../src/matching/search-entry.ts';
import type { Database } from '../../src/stores/database.ts';
import type { InTransaction } from '../../src/stores/transactions.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { type BenchPatent, insertBare } from './books-of-patents.ts';
import { madeUpPatents } from './made-up-patents.ts';
import type { Rival } from './search-rivals.ts';
import { sizeOf } from './size.ts';

/** How long something took to be written, in ms, and by how many bytes it made the database grow. */
export interface Cost {
  readonly ms: number;
  readonly bytes: number;
}

/** What so many patents more cost. */
export interface Growth {
  readonly patents: Cost;
  readonly index: Cost;
  readonly own: Cost;
}

/** Patents of one transaction. */
const TOGETHER = 1000;

/** Makes the patents from one index up to another, in the table of patents, in our index, and for the rivals. */
export async function grow(
  database: Database,
  inTransaction: InTransaction,
  range: { readonly from: number; readonly to: number },
  { like, own }: { readonly like: Rival; readonly own: Rival },
): Promise<Growth> {
  const write = async (put: (patents: readonly BenchPatent[]) => Promise<void>): Promise<Cost> => {
    const before = await sizeOf(database);
    let ms = 0;
    for (let from = range.from; from < range.to; from += TOGETHER) {
      const patents = benchPatents(from, Math.min(from + TOGETHER, range.to));
      const startedAt = performance.now();
      await put(patents);
      ms += performance.now() - startedAt;
    }
    return { ms, bytes: (await sizeOf(database)) - before };
  };
  const { db } = database;
  const taxonomies = loadTaxonomies();
  const patents = await write((some) => db.transaction((trx) => insertBare(trx, some)));
  const index = await write((some) =>
    inTransaction((tx) => tx.search.put(some.map((patent) => searchEntryOf(patent, taxonomies)))),
  );
  await write((some) => db.transaction((trx) => like.add(trx, some)));
  const rival = await write((some) => db.transaction((trx) => own.add(trx, some)));
  return { patents, index, own: rival };
}

/** Made-up patents under ids that follow their order. */
export function benchPatents(from: number, to: number): BenchPatent[] {
  return madeUpPatents(from, to).map((record, at) => ({
    ...record,
    id: `bench-${String(from + at).padStart(8, '0')}`,
  }));
}
