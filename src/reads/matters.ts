import type { CardKind } from '../domain/card-kind.ts';
import type { AdminProfileCard } from './admin-profile-card.ts';
import type { ApplicationCard } from './application-card.ts';
import type { ApplicationReviewCard } from './application-review-card.ts';
import type { EnterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import type { PatentCard } from './patent-card.ts';
import type { ReturnedCard } from './returned-card.ts';
import type { ReviewCard } from './review-card.ts';

/** The views of the cards whose readers may miss something. */
interface Views {
  readonly patent: PatentCard;
  readonly returned: ReturnedCard;
  readonly review: ReviewCard;
  readonly 'enterprise-evaluation': EnterpriseEvaluationCard;
  readonly 'admin-profile': AdminProfileCard;
  readonly application: ApplicationCard;
  readonly 'application-review': ApplicationReviewCard;
}

const MATTERS: { readonly [K in keyof Views]: (view: Views[K]) => string } = {
  patent: ({ open }) => (open ? 'open' : ''),
  returned: ({ waiting }) => (waiting ? 'waiting' : ''),
  // One card at a time asks for reviews: further answers appear on it with the next click.
  review: ({ hasWaiting }) => (hasWaiting ? 'waiting' : ''),
  'enterprise-evaluation': ({ editing, confirming, byHand, revision, tint }) => {
    if (editing) return 'editing';
    if (confirming) return `confirming ${revision}`;
    return byHand || tint === 'green' || tint === 'red' ? `${tint} ${byHand ? 'by hand' : 'done'}` : '';
  },
  'admin-profile': ({ editing }) => (editing ? 'editing' : ''),
  application: ({ editing, tint }) => (editing ? `editing ${tint}` : ''),
  'application-review': ({ open }) => (open ? 'open' : ''),
};

/** Says in a word what of a card's state its reader must not miss; empty when there is nothing. */
export function mattersOf(kind: CardKind, view: object): string {
  const say = Object.hasOwn(MATTERS, kind)
    ? (MATTERS[kind as keyof Views] as (view: object) => string)
    : null;
  return say === null ? '' : say(view);
}
