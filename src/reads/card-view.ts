import type { CardKind } from '../domain/card-kind.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { adminProfileCard, adminProfileText } from './admin-profile-card.ts';
import { applicationCard, applicationText } from './application-card.ts';
import { applicationReviewCard, applicationReviewText } from './application-review-card.ts';
import { campaignCard, campaignText } from './campaign-card.ts';
import { evaluationText, patentText, returnedText, reviewText } from './card-texts.ts';
import { checkCard, checkText } from './check-card.ts';
import { cooperationText } from './cooperation-card.ts';
import { demandCard } from './demand-card.ts';
import { detailCard, detailText } from './detail-card.ts';
import { digestCard, digestText } from './digest-card.ts';
import { enterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import { evaluationsCard, evaluationsText } from './evaluations-card.ts';
import { expertsCard, expertsText } from './experts-card.ts';
import { focusCard, focusText } from './focus-card.ts';
import { helpCard, helpText } from './help-card.ts';
import { importCard, importText } from './import-card.ts';
import { intentCard } from './intent-card.ts';
import { type Lead, leadOf } from './lead.ts';
import { libraryCard, libraryText } from './library-card.ts';
import { mattersOf } from './matters.ts';
import { needsCard, needsText } from './needs-card.ts';
import { patentCard } from './patent-card.ts';
import { modeOfEnterprise, type PlatformWay } from './platform-way.ts';
import { portfolioCard, portfolioText } from './portfolio-card.ts';
import { recommendCard, recommendText } from './recommend-card.ts';
import { returnedCard } from './returned-card.ts';
import { reviewCard } from './review-card.ts';
import { savedSearchesCard, savedSearchesText } from './saved-searches-card.ts';
import { toDoCard, toDoText } from './to-do-card.ts';
import { workListCard, workListText } from './work-list-card.ts';

/** A card's view with what else the relay needs to show it. */
export interface CardView {
  readonly kind: CardKind;
  /** What the template fills in; `page` and `notice` among it. */
  readonly view: object;
  /** The address of its page for its reader; empty when there is none. */
  readonly page: string;
  /** The plain text that goes out when the channel refuses the card. */
  readonly text: string;
  /** The whole content as text, for channels whose cards hold too little; null when the card says it all. */
  readonly lead: Lead | null;
  /**
   * What of this state its reader must not miss, in a word; where a card cannot be edited, a new one comes when the word
   * changes. Empty when there is nothing.
   */
  readonly matters: string;
}

/** What views depend on beside the database. */
export interface ViewSettings {
  /** The time zone in which cards name days and hours. */
  readonly timeZone: string;
  /** True when admins enter everything on the platform by hand, unless their enterprise has a way of its own. */
  readonly platformByHand: boolean;
  /** The address of a card's page for one member; empty when the service has no address that phones can reach. */
  readonly pageLink: (card: SentCard, memberId: string, at: Date) => string;
}

/** Reads what a card shows at this moment; late, doubled and reordered jobs all show the same truth. */
export async function cardView(
  tx: Tx,
  card: SentCard,
  settings: ViewSettings,
  reader: string | null = card.viewerId,
): Promise<CardView> {
  const { kind } = card;
  const { view, text } = await readView(tx, card, settings, reader);
  const page = reader === null ? '' : settings.pageLink(card, reader, tx.at);
  // The notice is added where a card has to say it.
  const filled = { ...view, page, notice: '' };
  return { kind, view: filled, page, text, lead: leadOf(kind, view), matters: mattersOf(kind, view) };
}

type Shown = Pick<CardView, 'view' | 'text'>;

/** Cards of what goes to the platform. */
type Outward = 'enterprise-evaluation' | 'intent' | 'demand' | 'needs' | 'work-list';

/** Reads a card; those that name days need the time zone. */
type Reading = (tx: Tx, card: SentCard, timeZone: string) => Promise<Shown>;

const READINGS: Readonly<Record<Exclude<CardKind, 'patent' | 'returned' | 'help' | Outward>, Reading>> = {
  portfolio: async (tx, card) => shown(await portfolioCard(tx, card), portfolioText),
  review: async (tx, card) => shown(await reviewCard(tx, card), reviewText),
  'admin-profile': async (tx, card) => shown(await adminProfileCard(tx, card), adminProfileText),
  library: async (tx, card) => shown(await libraryCard(tx, card), libraryText),
  'saved-searches': async (tx, card) => shown(await savedSearchesCard(tx, card), savedSearchesText),
  import: async (tx, card) => shown(await importCard(tx, card), importText),
  recommend: async (tx, card) => shown(await recommendCard(tx, card), recommendText),
  check: async (tx, card) => shown(await checkCard(tx, card), checkText),
  application: async (...of) => shown(await applicationCard(...of), applicationText),
  'application-review': async (...of) => shown(await applicationReviewCard(...of), applicationReviewText),
  campaign: async (...of) => shown(await campaignCard(...of), campaignText),
  detail: async (...of) => shown(await detailCard(...of), detailText),
  digest: async (...of) => shown(await digestCard(...of), digestText),
  evaluations: async (...of) => shown(await evaluationsCard(...of), evaluationsText),
  experts: async (...of) => shown(await expertsCard(...of), expertsText),
  focus: async (...of) => shown(await focusCard(...of), focusText),
  'to-do': async (...of) => shown(await toDoCard(...of), toDoText),
};

function shown<V extends object>(view: V, textOf: (view: V) => string): Shown {
  return { view, text: textOf(view) };
}

async function readView(
  tx: Tx,
  card: SentCard,
  settings: ViewSettings,
  reader: string | null,
): Promise<Shown> {
  const { id, kind, subjectId } = card;
  switch (kind) {
    case 'patent':
      return shown(await patentCard(tx, id, subjectId, reader), patentText);
    case 'returned':
      return shown(await returnedCard(tx, id, subjectId, viewerOf(card)), returnedText);
    case 'help':
      return shown(await helpCard(tx, card, settings.platformByHand), helpText);
    case 'enterprise-evaluation':
    case 'intent':
    case 'demand':
    case 'needs':
    case 'work-list':
      return outwardView(tx, card, kind, await wayOf(tx, card, settings));
    default:
      return READINGS[kind](tx, card, settings.timeZone);
  }
}

/** What goes to the platform says how it gets there. */
async function outwardView(tx: Tx, card: SentCard, kind: Outward, way: PlatformWay): Promise<Shown> {
  if (kind === 'intent') return shown(await intentCard(tx, card, way), cooperationText);
  if (kind === 'needs') return shown(await needsCard(tx, card, way), needsText);
  if (kind === 'work-list') return shown(await workListCard(tx, card, way), workListText);
  if (kind === 'demand') return shown(await demandCard(tx, card, way), cooperationText);
  return shown(await enterpriseEvaluationCard(tx, card, way), evaluationText);
}

async function wayOf(
  tx: Tx,
  { enterpriseId }: SentCard,
  { timeZone, platformByHand }: ViewSettings,
): Promise<PlatformWay> {
  const mode = await modeOfEnterprise(tx, enterpriseId, platformByHand ? 'manual' : 'http');
  return { timeZone, byHand: mode === 'manual' };
}

function viewerOf({ viewerId }: SentCard): string {
  return viewerId ?? refuse('not_a_member');
}
