import type { CardKind } from '../domain/card-kind.ts';
import { refuse } from '../domain/refusals.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { enterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import { patentCard } from './patent-card.ts';
import { returnedCard } from './returned-card.ts';
import { reviewCard } from './review-card.ts';

/** A card's view with what else the relay needs to show it. */
export interface CardView {
  readonly kind: CardKind;
  readonly view: object;
  /** The plain text that goes out when the channel refuses the card. */
  readonly text: string;
}

/** What views depend on beside the database. */
export interface ViewSettings {
  /** True when the platform has no API and the admin enters evaluations there by hand. */
  readonly platformByHand: boolean;
}

/** Reads what a card shows at this moment; late, doubled and reordered jobs all show the same truth. */
export async function cardView(tx: Tx, card: SentCard, settings: ViewSettings): Promise<CardView> {
  const { id, kind, subjectId: matchId } = card;
  switch (kind) {
    case 'patent': {
      const view = await patentCard(tx, id, matchId);
      const hint = view.open ? '请回复本消息评价并 @盘活助手，例如：4星 工艺成熟，可中试' : '';
      return { kind, view, text: linesOf(view.title, view.subtitle, view.progress, hint) };
    }
    case 'returned': {
      const view = await returnedCard(tx, id, matchId, card.viewerId ?? refuse('not_a_member'));
      const text = view.waiting
        ? `评价被退回：${view.title}\n理由：${view.reason}\n请回复本消息重新评价，例如：4星 工艺成熟`
        : view.status;
      return { kind, view, text };
    }
    case 'review': {
      const view = await reviewCard(tx, id, matchId);
      const end = view.open ? NO_BUTTONS : view.status;
      return { kind, view, text: linesOf(`专家评价审核：${view.title}`, view.summary, end) };
    }
    case 'help':
    case 'admin-profile':
    case 'application':
    case 'application-review':
    case 'experts':
    case 'recommend':
      return { kind, view: { title: kind }, text: kind };
    case 'enterprise-evaluation': {
      const view = await enterpriseEvaluationCard(tx, id, matchId, settings.platformByHand);
      const { title, status, number, stars, opinion } = view;
      const content = view.editing || stars === '' ? '' : `专利 ${number}\n${stars}\n${opinion}`;
      const end = view.editing || view.confirming || view.byHand ? NO_BUTTONS : '';
      return { kind, view, text: linesOf(`企业评价：${title}`, status, content, end) };
    }
  }
}

/** What stands in a text instead of buttons that nothing can replace. */
const NO_BUTTONS = '卡片没有显示出来，暂时不能在这里操作。请联系系统管理员。';

function linesOf(...lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}
