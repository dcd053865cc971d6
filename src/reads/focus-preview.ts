import type { Focus } from '../domain/focus.ts';
import type { Patent } from '../domain/patent.ts';
import { type Fit, matchOf } from '../matching/score.ts';
import { focusWishOf } from '../matching/search-entry.ts';
import { MOST_COUNTED } from '../stores/search-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** How many patents are shown for example. */
const EXAMPLES = 3;

/** What a focus would bring. */
export interface FocusPreview {
  /** How many registered patents fit; when there are more than are counted, as many as are. */
  readonly count: number;
  readonly more: boolean;
  /** Those that fit best. */
  readonly examples: readonly (Fit & { readonly patent: Patent })[];
}

/** Says what a focus would bring, before it is anybody's; nothing is changed by it. */
export async function previewFocus(tx: Tx, focus: Focus): Promise<FocusPreview> {
  const ids = await tx.search.answering(focusWishOf(focus, tx.taxonomies), MOST_COUNTED + 1);
  const patents = await tx.patents.byIds(ids);
  const fitting = patents.flatMap((patent) => {
    const found = matchOf(focus, patent, null, tx.taxonomies);
    return found ? [{ patent, score: found.score, reasons: found.reasons }] : [];
  });
  // Of equals the newest, as they came.
  const best = fitting.toSorted((one, other) => other.score - one.score);
  return {
    count: fitting.length,
    more: ids.length > MOST_COUNTED,
    examples: best.slice(0, EXAMPLES),
  };
}
