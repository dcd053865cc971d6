import { fitRows, type ImportPreview, type PatentImport, type RowNote } from '../domain/patent-import.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Fact, fact, type PeopleButton } from './people-wording.ts';
import { NO_ADMIN, viewerMay } from './viewer.ts';
import { linesOf, shorten } from './wording.ts';

/** A file an admin has sent: what was understood of it, the one question, how far it is, and what came of it. */
export interface ImportCard {
  readonly card: string;
  readonly enterprise: string;
  /** False once its reader is no admin any more. */
  readonly served: boolean;
  readonly file: string;
  readonly state: PatentImport['state'];
  readonly tint: 'orange' | 'blue' | 'green' | 'grey';
  /** What is the matter now, in a sentence. */
  readonly status: string;
  /** What was understood: columns, rows, what is new. */
  readonly facts: readonly Fact[];
  /** The rows that are not taken over, and where there are more. */
  readonly problems: readonly string[];
  readonly omissions: readonly string[];
  /** The further rows of either sort, for the page, which has room for them. */
  readonly rest: readonly string[];
  /** What is asked; empty once it was answered. */
  readonly question: string;
  readonly buttons: readonly PeopleButton[];
  readonly brief: readonly (Fact & { readonly url: string })[];
}

/** How many rows stand on a card; its page has all that were kept of them. */
const ROWS_SHOWN = 8;
/** How many columns are named. */
const COLUMNS_SHOWN = 25;

const NAMES = { evaluation: '评价库', resource: '资源库' } as const;

const QUESTION =
  '这些专利属于哪个库？评价库：平台推送给本企业评价的专利，会推送到专家群；资源库：只登记，可以检索，不推送。文件本身看不出来，请您确定。';

const TINTS: Readonly<Record<PatentImport['state'], ImportCard['tint']>> = {
  reading: 'grey',
  asking: 'orange',
  importing: 'blue',
  done: 'green',
  cancelled: 'grey',
  unfit: 'grey',
  expired: 'grey',
};

/** Reads what the card of a file shows at this moment. */
export async function importCard(tx: Tx, card: SentCard): Promise<ImportCard> {
  const { id, enterpriseId, subjectId } = card;
  const file = await tx.imports.get(subjectId);
  const { name } = await tx.enterprises.get(enterpriseId);
  const { state } = file;
  const common = { card: id, enterprise: shorten(name, 60), file: file.name || '（没有文件名）', state };
  const served = await viewerMay(tx, card, 'import-patents');
  if (!served) return { ...common, ...NOTHING, status: NO_ADMIN };
  const facts = factsOf(file.preview);
  return {
    ...common,
    served,
    tint: TINTS[state],
    status: statusOf(file),
    facts,
    problems: notesOf(file.preview.problems, file.preview.refused),
    omissions: notesOf(file.preview.omissions, file.preview.omitted),
    rest: restOf(file.preview),
    question: state === 'asking' ? QUESTION : '',
    buttons: state === 'asking' ? buttonsOf(id) : [],
    brief: briefOf(file),
  };
}

/** The same in plain text; nobody can press anything. */
export function importText(view: ImportCard): string {
  return linesOf(importTitle(view), importWords(view));
}

/** What the card is about, on one line. */
export function importTitle({ file }: ImportCard): string {
  return `导入专利清单：${file}`;
}

/** All that stands on the card, in words. */
export function importWords(view: ImportCard): string {
  const { status, facts, problems, omissions, question } = view;
  return linesOf(
    status,
    ...facts.map(({ label, text }) => `${label}：${text}`),
    problems.length === 0 ? '' : '没有读取的行：',
    ...problems,
    omissions.length === 0 ? '' : '略过的内容：',
    ...omissions,
    question,
  );
}

const NOTHING = {
  served: false,
  tint: 'grey',
  facts: [],
  problems: [],
  omissions: [],
  rest: [],
  question: '',
  buttons: [],
  brief: [],
} as const;

function statusOf(file: PatentImport): string {
  const { state, library, taken, added, changed, preview } = file;
  const all = fitRows(file);
  const into = library === null ? '' : NAMES[library];
  switch (state) {
    case 'reading':
      return '正在读取。';
    case 'asking':
      return `可以导入 ${all} 件专利，现在还没有导入。`;
    case 'importing':
      return `正在导入${into}：${progressOf(taken, all)}`;
    case 'done': {
      const refused = preview.refused === 0 ? '' : `，没有读取 ${preview.refused} 行`;
      return `已导入${into}：新增 ${added} 件，更新 ${changed} 件，未变 ${taken - added - changed} 件${refused}。`;
    }
    case 'cancelled':
      return taken === 0 ? '已取消，没有导入任何内容。' : `已停止，停止前导入了 ${taken} 件。`;
    case 'expired':
      return '一天内没有确定，已作废；要导入请重新发送文件。';
    case 'unfit':
      return '没有可以导入的专利：请按下面的提示修改文件后重新发送。没有任何改动。';
  }
}

/** In steps of a tenth, so that a card is edited ten times and not after each batch. */
function progressOf(taken: number, all: number): string {
  const tenths = Math.floor((taken / Math.max(1, all)) * 10);
  return `${'■'.repeat(tenths)}${'□'.repeat(10 - tenths)} ${tenths * 10}%，共 ${all} 件`;
}

function factsOf(preview: ImportPreview): Fact[] {
  const { rows, fresh, changed, unchanged, refused, recognised, unused, withheld, omitted } = preview;
  const counts = `共 ${rows} 行：新增 ${fresh}，有更新 ${changed}，没有变化 ${unchanged}，不能读取 ${refused}`;
  return [
    fact('内容', omitted === 0 ? counts : `${counts}；另有 ${omitted} 处选填内容无法识别，已略过`),
    fact('识别的列', listed(recognised)),
    ...(unused.length === 0 ? [] : [fact('用不到的列', listed(unused))]),
    ...(withheld.length === 0 ? [] : [fact('不读取的列', `${listed(withheld)}（证件号，不读取也不保存）`)]),
  ];
}

function listed(columns: readonly string[]): string {
  const more = columns.length > COLUMNS_SHOWN ? ' 等' : '';
  return `${columns.slice(0, COLUMNS_SHOWN).join('、')}${more}`;
}

function notesOf(notes: readonly RowNote[], all: number): string[] {
  const lines = notes.slice(0, ROWS_SHOWN).map(noteLine);
  return all > lines.length ? [...lines, `还有 ${all - lines.length} 处没有列出。`] : lines;
}

function restOf({ problems, omissions }: ImportPreview): string[] {
  return [...problems.slice(ROWS_SHOWN), ...omissions.slice(ROWS_SHOWN)].map(noteLine);
}

function noteLine({ row, column, value, hint }: RowNote): string {
  const where = [column, value].filter((part) => part !== '').join(' ');
  return `第 ${row} 行${where === '' ? '' : `（${where}）`}：${hint}`;
}

function buttonsOf(card: string): PeopleButton[] {
  return [
    {
      name: 'evaluation',
      label: '导入评价库',
      type: 'default',
      value: { card, act: 'import-into', library: 'evaluation' },
    },
    {
      name: 'resource',
      label: '导入资源库',
      type: 'default',
      value: { card, act: 'import-into', library: 'resource' },
    },
    { name: 'cancel', label: '取消', type: 'danger', value: { card, act: 'cancel-import' } },
  ];
}

function briefOf({ preview }: PatentImport): ImportCard['brief'] {
  const { rows, fresh, changed, unchanged, refused } = preview;
  return [
    { ...fact('共', `${rows} 行`), url: '' },
    { ...fact('新增', `${fresh} 件`), url: '' },
    { ...fact('更新', `${changed} 件，未变 ${unchanged} 件`), url: '' },
    { ...fact('不能读取', `${refused} 行`), url: '' },
  ];
}
