import { APPLICATION_CARDS, APPLICATION_REVIEW_CARDS } from './sample-application-cards.ts';
import { CAMPAIGN_CARDS } from './sample-campaign-cards.ts';
import { DEMAND_CARDS, INTENT_CARDS, NEEDS_CARDS } from './sample-cooperation-cards.ts';
import { DETAIL_CARDS } from './sample-detail-cards.ts';
import { DIGEST_CARDS } from './sample-digest-cards.ts';
import { EVALUATIONS_CARDS } from './sample-evaluations-cards.ts';
import { EXPERTS_CARDS } from './sample-experts-cards.ts';
import type { SampleCard } from './sample-facts.ts';
import { FOCUS_CARDS } from './sample-focus-cards.ts';
import { GROUP_CARDS } from './sample-group-cards.ts';
import { ADMIN_PROFILE_CARDS, CHECK_CARDS, HELP_CARDS, RECOMMEND_CARDS } from './sample-help-cards.ts';
import { IMPORT_CARDS } from './sample-import-cards.ts';
import { LIBRARY_CARDS } from './sample-library-cards.ts';
import { PORTFOLIO_CARDS } from './sample-portfolio-cards.ts';
import { EVALUATION_CARDS, RETURNED_CARDS, REVIEW_CARDS } from './sample-private-cards.ts';
import { SAVED_SEARCHES_CARDS } from './sample-saved-searches-cards.ts';
import { TO_DO_CARDS } from './sample-to-do-cards.ts';
import { WORK_CARDS } from './sample-work-cards.ts';

/** Every card in every state, with texts from none to far too long; no two have the same name. */
export const SAMPLE_CARDS: readonly SampleCard[] = [
  ...GROUP_CARDS,
  ...PORTFOLIO_CARDS,
  ...RETURNED_CARDS,
  ...REVIEW_CARDS,
  ...EVALUATION_CARDS,
  ...DETAIL_CARDS,
  ...INTENT_CARDS,
  ...DEMAND_CARDS,
  ...HELP_CARDS,
  ...ADMIN_PROFILE_CARDS,
  ...RECOMMEND_CARDS,
  ...APPLICATION_CARDS,
  ...APPLICATION_REVIEW_CARDS,
  ...EXPERTS_CARDS,
  ...LIBRARY_CARDS,
  ...FOCUS_CARDS,
  ...SAVED_SEARCHES_CARDS,
  ...EVALUATIONS_CARDS,
  ...CAMPAIGN_CARDS,
  ...NEEDS_CARDS,
  ...WORK_CARDS,
  ...DIGEST_CARDS,
  ...TO_DO_CARDS,
  ...IMPORT_CARDS,
  ...CHECK_CARDS,
];
