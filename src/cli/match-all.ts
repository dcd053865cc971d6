import { matchPatents } from '../actions/match-patents.ts';
import type { InTransaction } from '../stores/transactions.ts';

/** How many patents are matched in one transaction. */
const PAGE = 200;

/** Brings the matches of all patents up to date, a page at a time; returns how many patents there are. */
export async function matchAll(inTransaction: InTransaction): Promise<number> {
  let last = '';
  for (let matched = 0; ; ) {
    const patents = await inTransaction(async (tx) => {
      const page = await tx.patents.pageAfter(last, PAGE);
      await matchPatents(tx, page, null);
      return page;
    });
    matched += patents.length;
    last = patents.at(-1)?.id ?? last;
    if (patents.length < PAGE) return matched;
  }
}
