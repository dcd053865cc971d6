import { z } from 'zod';
import type { CardKind } from '../domain/card-kind.ts';
import type { Match } from '../domain/match.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import type { Press } from './button-rule.ts';
import { matchOfCard } from './open-detail.ts';
import { readInput } from './press-input.ts';

/** A patent of a list; without it, the one that the card is about. */
const Which = z.object({
  which: z
    .string()
    .regex(/^patent:[\w-]{1,36}$/)
    .optional(),
});

/** Cards that list patents. */
const LISTS: readonly CardKind[] = ['library', 'digest', 'to-do'];

/** The patent of a list that a press names; refuses when it names none. */
export function patentNamed(input: unknown): string {
  return readInput(Which, input).which?.slice('patent:'.length) ?? refuse('patent_unknown');
}

/** The patent that a press names on a list or beside another patent; null on the card of a match that names none. */
export function patentMeant({ card, input }: Pick<Press, 'card' | 'input'>): string | null {
  const { which } = readInput(Which, input);
  return card.kind === 'patent' && which === undefined ? null : patentNamed(input);
}

/** The match of the patent that a press is about: one of a library, or the card's own; null where there is none. */
export async function matchPressed(
  tx: Tx,
  { card, input }: Pick<Press, 'card' | 'input'>,
): Promise<Match | null> {
  if (!LISTS.includes(card.kind)) return matchOfCard(tx, card);
  return tx.matches.find(card.enterpriseId, patentNamed(input));
}
