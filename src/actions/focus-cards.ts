import type { Tx } from '../stores/transactions.ts';
import { promiseCard } from './promise-cards.ts';

/** Promises that the cards of an enterprise's focus show what it is now, and how far the matching is. */
export async function showFocus(tx: Tx, enterpriseId: string): Promise<void> {
  for (const card of await tx.cards.ofSubject(enterpriseId))
    if (card.kind === 'focus') await promiseCard(tx, card);
}
