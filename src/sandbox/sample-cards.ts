import { APPLICATION_CARDS, APPLICATION_REVIEW_CARDS } from './sample-application-cards.ts';
import { EXPERTS_CARDS } from './sample-experts-cards.ts';
import type { SampleCard } from './sample-facts.ts';
import { GROUP_CARDS } from './sample-group-cards.ts';
import { ADMIN_PROFILE_CARDS, CHECK_CARDS, HELP_CARDS, RECOMMEND_CARDS } from './sample-help-cards.ts';
import { EVALUATION_CARDS, RETURNED_CARDS, REVIEW_CARDS } from './sample-private-cards.ts';

/** Every card in every state, with texts from none to far too long; no two have the same name. */
export const SAMPLE_CARDS: readonly SampleCard[] = [
  ...GROUP_CARDS,
  ...RETURNED_CARDS,
  ...REVIEW_CARDS,
  ...EVALUATION_CARDS,
  ...HELP_CARDS,
  ...ADMIN_PROFILE_CARDS,
  ...RECOMMEND_CARDS,
  ...APPLICATION_CARDS,
  ...APPLICATION_REVIEW_CARDS,
  ...EXPERTS_CARDS,
  ...CHECK_CARDS,
];
