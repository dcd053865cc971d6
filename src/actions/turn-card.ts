import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { promiseCard } from './promise-cards.ts';

/** Turns a card to another of its pages; every reader of the card sees it there. */
export async function turnCard(tx: Tx, card: SentCard, to: string): Promise<void> {
  await tx.cards.turn(card, to);
  await promiseCard(tx, card);
}
