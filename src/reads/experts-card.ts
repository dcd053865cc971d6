import type { ExpertState } from '../domain/member.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type EntryButton, expertEntry } from './expert-entry.ts';
import { type ExpertRow, expertRows } from './expert-rows.ts';
import { namingOn } from './help-ways.ts';
import {
  dayName,
  expertStateName,
  type Fact,
  factLines,
  type PeopleButton,
  shownName,
} from './people-wording.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';

/** How many experts stand on one page of the list. */
const PAGE = 5;
/** The longest position, unit or field in the list, in characters; an opened entry shows them whole. */
const LISTED = 24;

/** One line of the list: the columns of the platform's own, without the ID number (rule 27). */
export interface ListedExpert {
  /** 序号, 姓名 and 职务 */
  readonly name: string;
  /** 序号 and 姓名. */
  readonly entry: string;
  /** 所属单位 and 所属领域; empty until he has said them */
  readonly place: string;
  /** 开通日期 and 评价记录 */
  readonly record: string;
  readonly status: string;
  readonly tint: ExpertRow['tint'];
  readonly button: PeopleButton;
}

/** What an admin sees of the enterprise's experts: a page of the list, or one of its entries. */
export interface ExpertsCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once its reader is no admin any more. */
  readonly served: boolean;
  readonly listing: boolean;
  readonly summary: string;
  readonly experts: readonly ListedExpert[];
  readonly pageNote: string;
  readonly turns: readonly PeopleButton[];
  readonly facts: readonly Fact[];
  readonly hint: string;
  readonly buttons: readonly EntryButton[];
  /** The opened expert's name. */
  readonly who: string;
  /** What became of his application. */
  readonly applied: string;
  /** The list or the entry at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
  /** The page from which the entry was opened. */
  readonly back: string;
}

/** Reads what the list of experts shows at this moment; a turn that leads nowhere shows its first page. */
export async function expertsCard(tx: Tx, card: SentCard, timeZone: string): Promise<ExpertsCard> {
  const enterprise = await tx.enterprises.get(card.enterpriseId);
  const common = { ...NOTHING, card: card.id, enterprise: shorten(enterprise.name, 60) };
  if (!(await viewerMay(tx, card, 'recommend-experts')))
    return { ...common, served: false, summary: NO_ADMIN };
  const rows = await expertRows(tx, card.enterpriseId);
  const opened = /^expert:(.+)$/.exec(card.turnedTo)?.[1];
  const at = rows.findIndex(({ member }) => member.id === opened);
  const row = rows[at];
  if (row) {
    const back = `page:${Math.floor(at / PAGE) + 1}`;
    const entry = expertEntry(card.id, row, timeZone);
    return { ...common, listing: false, ...entry, ...inFewWords(row, entry.facts), back };
  }
  const { recommend } = namingOn(tx.reachOf(card.connection));
  return { ...common, ...listAt(card, rows, timeZone, recommend) };
}

/** The same in plain text; nobody can turn it. */
export function expertsText({ enterprise, summary, experts, facts, pageNote }: ExpertsCard): string {
  const lines = experts.map(({ name, place, record, status }) =>
    [name, place, record, status].filter((part) => part !== '').join('，'),
  );
  return linesOf(`专家名单：${enterprise}`, summary, ...lines, pageNote, factLines(facts));
}

const NOTHING = {
  served: true,
  listing: true,
  summary: '',
  experts: [],
  pageNote: '',
  turns: [],
  facts: [],
  hint: '',
  buttons: [],
  who: '',
  applied: '',
  brief: [],
  back: '',
} as const;

const BRIEF = ['职务', '所属单位', '所属领域', '评价状态', '评价记录'];

function inFewWords(
  { member }: ExpertRow,
  facts: readonly Fact[],
): Pick<ExpertsCard, 'who' | 'applied' | 'brief'> {
  const [applied = ''] = (facts.find(({ label }) => label === '入库申请')?.text ?? '').split('\n');
  return {
    who: shownName(member.name),
    applied: `入库申请：${applied}`,
    brief: facts.filter(({ label }) => BRIEF.includes(label)),
  };
}

function listAt(card: SentCard, rows: readonly ExpertRow[], timeZone: string, recommend: string) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const wanted = Number(/^page:(\d{1,6})$/.exec(card.turnedTo)?.[1] ?? 1);
  const page = Math.min(Math.max(1, wanted), pages);
  const from = (page - 1) * PAGE;
  const turns = [
    ...(page > 1 ? [turnButton(card.id, 'before', '上一页', page - 1)] : []),
    ...(page < pages ? [turnButton(card.id, 'after', '下一页', page + 1)] : []),
  ];
  const shown = rows.slice(from, from + PAGE);
  return {
    summary: summaryOf(rows, recommend),
    experts: shown.map((row, index) => listed(card.id, row, from + index + 1, timeZone)),
    brief: shown.map(inOneLine),
    pageNote: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    turns,
  };
}

function turnButton(card: string, name: string, label: string, page: number): PeopleButton {
  return { name, label, type: 'default', value: { card, act: 'turn', to: `page:${page}` } };
}

const ORDER: readonly ExpertState[] = ['admitted', 'applied', 'returned', 'invited', 'disabled'];

function summaryOf(rows: readonly ExpertRow[], recommend: string): string {
  if (rows.length === 0) return `还没有推荐专家。请点「添加专家」，或在企业群里发送：${recommend}`;
  const kinds = [...ORDER.map((expert) => ({ expert, removed: false })), { expert: ORDER[0], removed: true }];
  const names = rows.map(({ member }) => expertStateName(member));
  return kinds
    .map((kind) => expertStateName({ expert: kind.expert ?? 'none', removed: kind.removed }))
    .map((name) => ({ name, count: names.filter((each) => each === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${count}`)
    .join(' · ');
}

function listed(card: string, row: ExpertRow, number: number, timeZone: string): ListedExpert {
  const { member, application, given, status, tint } = row;
  const { position = '', unit = '', field = '' } = application?.profile ?? {};
  return {
    name: joined(`${number}. ${shownName(member.name)}`, shorten(position, LISTED)),
    entry: `${number}. ${shownName(member.name)}`,
    place: joined(shorten(unit, LISTED), shorten(field, LISTED)),
    record: joined(`开通日期 ${dayName(row.openedAt, timeZone)}`, `评价记录 ${given} 条`),
    status,
    tint,
    button: {
      name: `view_${number}`,
      label: '查看',
      type: 'default',
      value: { card, act: 'turn', to: `expert:${member.id}` },
    },
  };
}

/** Somebody of the list as a fact under his name: 当前评价状态, 职务 and 所属单位. */
function inOneLine({ member, application, status }: ExpertRow): Fact {
  const { position = '', unit = '' } = application?.profile ?? {};
  const label = member.name.trim() === '' ? '未具名' : shownName(member.name);
  return { label, text: joined(status, shorten(position, LISTED), shorten(unit, LISTED)) };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
