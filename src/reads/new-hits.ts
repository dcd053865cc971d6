import type { Patent } from '../domain/patent.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { Period } from '../domain/search-entry.ts';
import { searchWishOf } from '../matching/search-entry.ts';
import type { Tx } from '../stores/transactions.ts';

/** How many of the new hits are named. */
const NAMED = 3;

/** What came into the result of a saved search in a period. */
export interface NewHits {
  readonly search: SavedSearch;
  /** At most one more than `MOST_COUNTED` of the search store. */
  readonly count: number;
  /** The first of them, in the order of the search. */
  readonly patents: readonly Patent[];
}

/**
 * What came into the results of a member's saved searches from `since` on and before `until`, search by search; periods that follow
 * each other neither miss nor repeat a hit. A patent comes into the resource library when it is first registered, into
 * the focus library when it is first matched, into the evaluation library when it is pushed; that its record or its
 * rating changes later makes it no new hit, though it may be one now.
 */
export async function newHits(
  tx: Tx,
  { since, until, memberId }: { readonly memberId: string } & Period,
): Promise<NewHits[]> {
  const found: NewHits[] = [];
  for (const search of await tx.searches.savedBy(memberId)) {
    // What he has looked at since is not new to him any more.
    const from = since < search.lookedAt ? search.lookedAt : since;
    found.push(await newHitsOf(tx, search, { since: from, until }));
  }
  return found;
}

async function newHitsOf(tx: Tx, search: SavedSearch, came: Period): Promise<NewHits> {
  const wish = searchWishOf(search.query);
  const count = wish ? await tx.search.count(search.enterpriseId, { ...wish, came }) : 0;
  if (!wish || count === 0) return { search, count: 0, patents: [] };
  const ids = await tx.search.hits(search.enterpriseId, { ...wish, came }, { limit: NAMED, offset: 0 });
  return { search, count, patents: await tx.patents.byIds(ids) };
}
