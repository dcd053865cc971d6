import type { CardKind } from '../domain/card-kind.ts';
import type { AdminProfileCard } from './admin-profile-card.ts';
import type { ApplicationCard } from './application-card.ts';
import type { ApplicationReviewCard } from './application-review-card.ts';
import type { CampaignCard } from './campaign-card.ts';
import type { CooperationCard } from './cooperation-card.ts';
import type { DigestCard } from './digest-card.ts';
import type { EnterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import type { FocusCard } from './focus-card.ts';
import type { ImportCard } from './import-card.ts';
import type { PatentCard } from './patent-card.ts';
import type { ReturnedCard } from './returned-card.ts';
import type { ReviewCard } from './review-card.ts';

/** The views of the cards whose readers may miss something. */
interface Views {
  readonly patent: PatentCard;
  readonly returned: ReturnedCard;
  readonly review: ReviewCard;
  readonly 'enterprise-evaluation': EnterpriseEvaluationCard;
  readonly intent: CooperationCard;
  readonly demand: CooperationCard;
  readonly import: ImportCard;
  readonly focus: FocusCard;
  readonly campaign: CampaignCard;
  readonly digest: DigestCard;
  readonly 'admin-profile': AdminProfileCard;
  readonly application: ApplicationCard;
  readonly 'application-review': ApplicationReviewCard;
}

const MATTERS: { readonly [K in keyof Views]: (view: Views[K]) => string } = {
  patent: ({ open }) => (open ? 'open' : ''),
  returned: ({ waiting }) => (waiting ? 'waiting' : ''),
  // One card at a time asks for reviews: further answers appear on it with the next click.
  review: ({ hasWaiting }) => (hasWaiting ? 'waiting' : ''),
  'enterprise-evaluation': ({ editing, confirming, byHand, marked, revision, tint }) => {
    if (editing) return 'editing';
    if (confirming) return `confirming ${revision}`;
    // That it was entered by hand is no news to whoever has entered it, and neither is that he takes it back.
    if (marked) return 'blue by hand';
    return byHand || tint === 'green' || tint === 'red' ? `${tint} ${byHand ? 'by hand' : 'done'}` : '';
  },
  intent: cooperationMatters,
  demand: cooperationMatters,
  // That it goes on is seen on the card of whoever decided; its end must not be missed.
  import: ({ state, served }) => (served && state !== 'importing' && state !== 'cancelled' ? state : ''),
  // The effect of what was filled in is to be seen before it is saved.
  focus: ({ changes, fields }) =>
    changes.length > 0 ? `check ${changes.join()}` : fields.length > 0 ? 'form' : '',
  campaign: ({ plan }) => (plan ? 'form' : ''),
  digest: ({ fields }) => (fields.length > 0 ? 'form' : ''),
  'admin-profile': ({ editing }) => (editing ? 'editing' : ''),
  application: ({ editing, tint }) => (editing ? `editing ${tint}` : ''),
  'application-review': ({ open }) => (open ? 'open' : ''),
};

/** A new text to confirm, a refusal and an answer must not be missed; that the platform has it is no news. */
function cooperationMatters({ editing, confirming, revision, tint, news }: CooperationCard): string {
  if (editing) return 'editing';
  if (confirming) return `confirming ${revision}`;
  return `${tint === 'red' ? 'refused' : ''} ${news}`.trim();
}

/** Says in a word what of a card's state its reader must not miss; empty when there is nothing. */
export function mattersOf(kind: CardKind, view: object): string {
  const say = Object.hasOwn(MATTERS, kind)
    ? (MATTERS[kind as keyof Views] as (view: object) => string)
    : null;
  return say === null ? '' : say(view);
}
