import type { CardKind } from '../domain/card-kind.ts';
import { namedInText } from '../domain/spoken-patent.ts';
import type { ApplicationReviewCard } from './application-review-card.ts';
import { type CampaignCard, campaignWords } from './campaign-card.ts';
import type { CooperationCard } from './cooperation-card.ts';
import { type DetailCard, detailText } from './detail-card.ts';
import { type DigestCard, digestWords } from './digest-card.ts';
import type { EnterpriseEvaluationCard } from './enterprise-evaluation-card.ts';
import { type EvaluationsCard, evaluationsText } from './evaluations-card.ts';
import { type ExpertsCard, expertsText } from './experts-card.ts';
import { type FocusCard, focusText } from './focus-card.ts';
import { type HelpCard, whatToDo } from './help-card.ts';
import { type ImportCard, importTitle, importWords } from './import-card.ts';
import { type LibraryCard, libraryText } from './library-card.ts';
import { type NeedsCard, needsText } from './needs-card.ts';
import type { PatentCard } from './patent-card.ts';
import { factLines } from './people-wording.ts';
import type { ReturnedCard } from './returned-card.ts';
import type { ReviewCard } from './review-card.ts';
import { type SavedSearchesCard, savedSearchesText } from './saved-searches-card.ts';
import { type ToDoCard, toDoWords } from './to-do-card.ts';
import { linesOf } from './wording.ts';
import { type WorkListCard, workListText } from './work-list-card.ts';

/** The text that goes before a card which holds too little to read. */
export interface Lead {
  readonly title: string;
  readonly text: string;
  /** How to go on, for readers who can answer. */
  readonly hint: string;
  /** True for a text that the card asks to confirm word for word: it must have been shown before. */
  readonly toConfirm?: boolean;
}

/** The views of the cards that have such a text. */
interface Views {
  readonly patent: PatentCard;
  readonly returned: ReturnedCard;
  readonly review: ReviewCard;
  readonly 'enterprise-evaluation': EnterpriseEvaluationCard;
  readonly intent: CooperationCard;
  readonly demand: CooperationCard;
  readonly help: HelpCard;
  readonly 'application-review': ApplicationReviewCard;
  readonly experts: ExpertsCard;
  readonly detail: DetailCard;
  readonly library: LibraryCard;
  readonly focus: FocusCard;
  readonly 'saved-searches': SavedSearchesCard;
  readonly evaluations: EvaluationsCard;
  readonly campaign: CampaignCard;
  readonly digest: DigestCard;
  readonly 'to-do': ToDoCard;
  readonly import: ImportCard;
  readonly needs: NeedsCard;
  readonly 'work-list': WorkListCard;
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
          toConfirm: view.confirming,
        },
  intent: cooperationLead,
  demand: cooperationLead,
  help: (view) => ({ title: '盘活助手', text: linesOf(view.enterprise, view.lead), hint: whatToDo(view) }),
  'application-review': ({ enterprise, facts, earlier, status, opinion }) => ({
    title: `专家入库审核：${enterprise}`,
    text: linesOf(factLines(facts), earlier, status, opinion === '' ? '' : `审核意见：${opinion}`),
    hint: '',
  }),
  import: (view) => ({ title: importTitle(view), text: importWords(view), hint: '' }),
  needs: (view) => ({ title: view.part, text: needsText(view), hint: '' }),
  'work-list': (view) => ({ title: '待填报', text: workListText(view), hint: '' }),
  detail: (view) => ({ title: `${namedInText(view.number)}专利详情`, text: detailText(view), hint: '' }),
  library: (view) => ({
    title: view.title,
    text: libraryText(view),
    hint: '发送「搜索 关键词」可以检索，例如：搜索 隔膜 锂。',
  }),
  focus: (view) => ({ title: '关注领域', text: focusText(view), hint: '' }),
  'saved-searches': (view) => ({ title: '我的检索', text: savedSearchesText(view), hint: '' }),
  campaign: (view) => ({ title: `盘活任务 · ${view.enterprise}`, text: campaignWords(view), hint: '' }),
  digest: (view) => ({ title: `盘活周报 · ${view.enterprise}`, text: digestWords(view), hint: '' }),
  'to-do': (view) => ({ title: `我的待办 · ${view.enterprise}`, text: toDoWords(view), hint: '' }),
  evaluations: (view) => ({ title: '专利评价管理', text: evaluationsText(view), hint: '' }),
  experts: (view) => ({ title: '专家名单', text: expertsText(view), hint: '' }),
};

function cooperationLead(view: CooperationCard): Lead | null {
  const { name, heading, status, text, warning, news, confirming: toConfirm } = view;
  if (text === '' && news === '') return null;
  return { title: `${name}：${heading}`, text: linesOf(status, text, warning, news), hint: '', toConfirm };
}

/** Makes the text that goes before a card; null for cards that say it all themselves. */
export function leadOf(kind: CardKind, view: object): Lead | null {
  const make = Object.hasOwn(LEADS, kind)
    ? (LEADS[kind as keyof Views] as (view: object) => Lead | null)
    : null;
  return make === null ? null : make(view);
}
