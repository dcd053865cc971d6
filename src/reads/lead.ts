import type { CardKind } from '../domain/card-kind.ts';
import { namedInText } from '../domain/spoken-patent.ts';
import type { ApplicationReviewCard } from './application-review-card.ts';
import type { EnterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import { type ExpertsCard, expertsText } from './experts-card.ts';
import { type HelpCard, whatToDo } from './help-card.ts';
import type { PatentCard } from './patent-card.ts';
import { factLines } from './people-wording.ts';
import type { ReturnedCard } from './returned-card.ts';
import type { ReviewCard } from './review-card.ts';
import { linesOf } from './wording.ts';

/** The text that goes before a card which holds too little to read. */
export interface Lead {
  readonly title: string;
  readonly text: string;
  /** How to go on, for readers who can answer. */
  readonly hint: string;
}

/** The views of the cards that have such a text. */
interface Views {
  readonly patent: PatentCard;
  readonly returned: ReturnedCard;
  readonly review: ReviewCard;
  readonly 'enterprise-evaluation': EnterpriseEvaluationCard;
  readonly help: HelpCard;
  readonly 'application-review': ApplicationReviewCard;
  readonly experts: ExpertsCard;
}

const LEADS: { readonly [K in keyof Views]: (view: Views[K]) => Lead | null } = {
  patent: ({ title, number, subtitle, gist, facts, reasons, details, open }) => ({
    title: `${namedInText(number)}${title}`,
    text: linesOf(subtitle, ...gist, facts, reasons, details),
    hint: open
      ? '在下面的卡片上点一颗星即完成评价；要写评价建议，请引用本消息并 @盘活助手，例如：4星 工艺成熟。'
      : '',
  }),
  returned: ({ title, number, reason, given, waiting, status }) => ({
    title: `${namedInText(number)}评价被退回：${title}`,
    text: linesOf(waiting ? `理由：${reason}` : status, given),
    hint: '',
  }),
  review: ({ title, number, summary, waiting, decided, status }) => ({
    title: `${namedInText(number)}专家评价审核：${title}`,
    text: linesOf(summary, ...waiting.map((answer) => answer.text), decided, status),
    hint: '',
  }),
  'enterprise-evaluation': (view) =>
    view.editing || view.stars === ''
      ? null
      : {
          title: `企业评价：${view.title}`,
          text: linesOf(`专利 ${view.number}`, view.status, view.stars, view.opinion, view.warning),
          hint: '',
        },
  help: (view) => ({ title: '盘活助手', text: linesOf(view.enterprise, view.lead), hint: whatToDo(view) }),
  'application-review': ({ enterprise, facts, earlier, status, opinion }) => ({
    title: `专家入库审核：${enterprise}`,
    text: linesOf(factLines(facts), earlier, status, opinion === '' ? '' : `审核意见：${opinion}`),
    hint: '',
  }),
  experts: (view) => ({ title: '专家名单', text: expertsText(view), hint: '' }),
};

/** Makes the text that goes before a card; null for cards that say it all themselves. */
export function leadOf(kind: CardKind, view: object): Lead | null {
  const make = Object.hasOwn(LEADS, kind)
    ? (LEADS[kind as keyof Views] as (view: object) => Lead | null)
    : null;
  return make === null ? null : make(view);
}
