import type { CardKind } from '../domain/card-kind.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { adminProfileCard, adminProfileText } from './admin-profile-card.ts';
import { applicationCard, applicationText } from './application-card.ts';
import { applicationReviewCard, applicationReviewText } from './application-review-card.ts';
import { checkCard, checkText } from './check-card.ts';
import { type EnterpriseEvaluationCard, enterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import { expertsCard, expertsText } from './experts-card.ts';
import { helpCard, helpText } from './help-card.ts';
import { type Lead, leadOf } from './lead.ts';
import { mattersOf } from './matters.ts';
import { type PatentCard, patentCard } from './patent-card.ts';
import { recommendCard, recommendText } from './recommend-card.ts';
import { type ReturnedCard, returnedCard } from './returned-card.ts';
import { type ReviewCard, reviewCard } from './review-card.ts';
import { linesOf } from './wording.ts';

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
  /** True when the platform has no API and the admin enters evaluations there by hand. */
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

function shown<V extends object>(view: V, textOf: (view: V) => string) {
  return { view, text: textOf(view) };
}

async function readView(
  tx: Tx,
  card: SentCard,
  { timeZone, platformByHand }: ViewSettings,
  reader: string | null,
): Promise<Pick<CardView, 'view' | 'text'>> {
  const { id, kind, subjectId } = card;
  switch (kind) {
    case 'patent':
      return shown(await patentCard(tx, id, subjectId, reader), patentText);
    case 'returned':
      return shown(await returnedCard(tx, id, subjectId, viewerOf(card)), returnedText);
    case 'review':
      return shown(await reviewCard(tx, card), reviewText);
    case 'enterprise-evaluation':
      return shown(await enterpriseEvaluationCard(tx, card, platformByHand), evaluationText);
    case 'help':
      return shown(await helpCard(tx, card), helpText);
    case 'admin-profile':
      return shown(await adminProfileCard(tx, card), adminProfileText);
    case 'application':
      return shown(await applicationCard(tx, card, timeZone), applicationText);
    case 'application-review':
      return shown(await applicationReviewCard(tx, card, timeZone), applicationReviewText);
    case 'experts':
      return shown(await expertsCard(tx, card, timeZone), expertsText);
    case 'recommend':
      return shown(await recommendCard(tx, card), recommendText);
    case 'check':
      return shown(await checkCard(tx, card), checkText);
  }
}

function viewerOf({ viewerId }: SentCard): string {
  return viewerId ?? refuse('not_a_member');
}

/** What stands in a text instead of buttons that nothing can replace. */
const NO_BUTTONS = '卡片没有显示出来，暂时不能在这里操作。请联系系统管理员。';

function patentText({ open, title, subtitle, progress }: PatentCard): string {
  const hint = open ? '请回复本消息评价并 @盘活助手，例如：4星 工艺成熟，可中试' : '';
  return linesOf(title, subtitle, progress, hint);
}

function returnedText({ waiting, title, reason, status }: ReturnedCard): string {
  return waiting ? `评价被退回：${title}\n理由：${reason}\n请回复本消息重新评价，例如：4星 工艺成熟` : status;
}

function reviewText({ open, title, summary, status }: ReviewCard): string {
  return linesOf(`专家评价审核：${title}`, summary, open ? NO_BUTTONS : status);
}

function evaluationText(view: EnterpriseEvaluationCard): string {
  const { title, status, number, stars, opinion } = view;
  const content = view.editing || stars === '' ? '' : `专利 ${number}\n${stars}\n${opinion}`;
  const end = view.editing || view.confirming || view.byHand ? NO_BUTTONS : '';
  return linesOf(`企业评价：${title}`, status, content, end);
}
