import type { SampleCard } from './sample-facts.ts';
import { GROUP_CARDS } from './sample-group-cards.ts';
import { EVALUATION_CARDS, RETURNED_CARDS, REVIEW_CARDS } from './sample-private-cards.ts';

/** Every card in every state, with texts from none to far too long; no two have the same name. */
export const SAMPLE_CARDS: readonly SampleCard[] = [
  ...GROUP_CARDS,
  ...RETURNED_CARDS,
  ...REVIEW_CARDS,
  ...EVALUATION_CARDS,
];
