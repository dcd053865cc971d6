import {
  EVALUATION_STATES,
  type EvaluationFilter,
  filterCode,
  readFilter,
} from '../domain/evaluation-filter.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type EvaluationChoice, evaluationChoices } from './evaluation-choices.ts';
import { type ListedAnswer, listedAnswers } from './evaluation-rows.ts';
import type { Fact, PeopleButton } from './people-wording.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten, stateName } from './wording.ts';

/** How many answers stand on one page of the list. */
const PAGE = 5;

/** 专利评价管理: a page of all that the enterprise's experts have said, as far as the filter lets it through. */
export interface EvaluationsCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once its reader is no admin any more. */
  readonly served: boolean;
  readonly summary: string;
  /** What the filter lets through, in words; empty when it lets everything through. */
  readonly filter: string;
  readonly choices: readonly EvaluationChoice[];
  readonly answers: readonly ListedAnswer[];
  readonly pageNote: string;
  readonly turns: readonly PeopleButton[];
  /** Accepts what waits on this very page; null when nothing does. */
  readonly accept: PeopleButton | null;
  /** The list at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

/** Reads what the list shows at this moment; a choice of somebody who is not there any more shows everything. */
export async function evaluationsCard(tx: Tx, card: SentCard, timeZone: string): Promise<EvaluationsCard> {
  const { name } = await tx.enterprises.get(card.enterpriseId);
  const common = { ...NOTHING, card: card.id, enterprise: shorten(name, 60) };
  if (!(await viewerMay(tx, card, 'manage-evaluations')))
    return { ...common, served: false, summary: NO_ADMIN };
  const { filter, experts, choices } = await evaluationChoices(tx, card, readFilter(card.turnedTo));
  const wish = { state: filter.state, experts, stars: filter.stars };
  const tally = await tx.evaluationList.tally(card.enterpriseId, wish);
  const total = filter.state === null ? sumOf(tally.values()) : (tally.get(filter.state) ?? 0);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const page = Math.min(filter.page, pages);
  const place = { limit: PAGE, offset: (page - 1) * PAGE };
  const listed = await tx.evaluationList.listed(card.enterpriseId, wish, place);
  const answers = await listedAnswers(tx, card.id, listed, { first: place.offset + 1, timeZone });
  return {
    ...common,
    served: true,
    summary: summaryOf(tally),
    filter: filterLine(choices),
    choices,
    answers,
    pageNote: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    turns: turnsOf(card.id, filter, page, pages),
    accept: acceptButton(card.id, listed),
    brief: answers.map(({ status, name: label }) => ({ label: status, text: label })),
  };
}

/** The same in plain text; nobody can turn it. */
export function evaluationsText({ enterprise, summary, filter, answers, pageNote }: EvaluationsCard): string {
  const lines = answers.map(({ name, said, status }) => linesOf(`${name}（${status}）`, said));
  return linesOf(`专利评价管理：${enterprise}`, summary, filter, ...lines, pageNote);
}

const NOTHING = {
  served: true,
  filter: '',
  choices: [],
  answers: [],
  pageNote: '',
  turns: [],
  accept: null,
  brief: [],
} as const;

function sumOf(counts: Iterable<number>): number {
  return [...counts].reduce((sum, count) => sum + count, 0);
}

function summaryOf(tally: ReadonlyMap<(typeof EVALUATION_STATES)[number], number>): string {
  const counts = EVALUATION_STATES.filter((state) => tally.has(state)).map(
    (state) => `${stateName(state)} ${tally.get(state)}`,
  );
  return counts.length === 0 ? '没有专家评价。' : counts.join(' · ');
}

function filterLine(choices: readonly EvaluationChoice[]): string {
  const chosen = choices.flatMap(({ label, options, value }) => {
    const option = value === '' ? undefined : options.find((each) => each.value === value);
    return option ? [`${label}：${option.label}`] : [];
  });
  return chosen.length === 0 ? '' : `筛选：${chosen.join('，')}`;
}

function turnsOf(card: string, filter: EvaluationFilter, page: number, pages: number): PeopleButton[] {
  const turn = (name: string, label: string, to: number): PeopleButton => {
    const code = filterCode({ ...filter, page: to });
    return { name, label, type: 'default', value: { card, act: 'turn-evaluations', to: code } };
  };
  return [
    ...(page > 1 ? [turn('before', '上一页', page - 1)] : []),
    ...(page < pages ? [turn('after', '下一页', page + 1)] : []),
  ];
}

function acceptButton(
  card: string,
  listed: readonly { readonly id: string; readonly version: number; readonly state: string }[],
): PeopleButton | null {
  const waiting = listed.filter(({ state }) => state === 'submitted');
  if (waiting.length === 0) return null;
  const seen = waiting.map(({ id, version }) => `${id}.${version}`).join(',');
  const label = `通过本页 ${waiting.length} 条`;
  return { name: 'accept', label, type: 'primary_filled', value: { card, act: 'accept-listed', seen } };
}
