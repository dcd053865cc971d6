import { searchEntryOf } from '../matching/search-entry.ts';
import type { InTransaction } from '../stores/transactions.ts';

/** How many patents are made to be found in one transaction. */
const PAGE = 200;

/** What to index, and whom to tell how many patents are done. */
export interface Indexing {
  /** True when all patents are indexed anew, false when only those that no search finds yet. */
  readonly all: boolean;
  readonly tell?: (done: number) => void;
  /** Asked between two pages; the rest is left for the next time when it says so. */
  readonly stopping?: () => boolean;
}

/**
 * Makes stored patents be found by searches, a page at a time, beside a running service: what was found before is found
 * all the while. Returns how many were indexed.
 */
export async function indexPatents(
  inTransaction: InTransaction,
  { all, tell = () => {}, stopping = () => false }: Indexing,
): Promise<number> {
  let last = '';
  for (let indexed = 0; ; ) {
    const page = await inTransaction(async (tx) => {
      const patents = all
        ? await tx.patents.pageAfter(last, PAGE)
        : await tx.patents.byIds(await tx.search.missing(last, PAGE));
      await tx.search.put(patents.map((patent) => searchEntryOf(patent, tx.taxonomies)));
      return patents;
    });
    indexed += page.length;
    last = page.at(-1)?.id ?? last;
    tell(indexed);
    if (page.length < PAGE || stopping()) return indexed;
  }
}
