import { containsNationalId } from '../../domain/national-id.ts';
import { excerpt } from './row-problems.ts';

interface FieldRule {
  /** The most characters a cell may have. */
  readonly limit: number;
  /** Headers seen in exports of the platform and of patent databases, strongest first. */
  readonly aliases: readonly string[];
}

/** What panhuo takes from a patent file: the headers by which each field is known, and how long its cells may be. */
export const FIELDS = {
  applicationNumber: {
    limit: 500,
    aliases: [
      '申请号',
      '申请(专利)号',
      '专利申请号',
      '专利号',
      '申请号/专利号',
      'application_number',
      'application_no',
      'patent_number',
    ],
  },
  publicationNumber: {
    limit: 500,
    aliases: [
      ...['公开(公告)号', '公开公告号', '公开号', '授权公告号', '公告号'],
      ...['publication_number', 'publication_numbers', 'publication_no'],
    ],
  },
  title: { limit: 500, aliases: ['标题', '名称', '专利名称', '发明名称', '专利标题', '标题(中文)', 'title'] },
  abstract: { limit: 20_000, aliases: ['摘要', '申请摘要', '专利摘要', '摘要(中文)', 'abstract'] },
  applicant: {
    limit: 1000,
    aliases: [
      ...['当前申请(专利权)人', '当前专利权人', '申请(专利权)人', '专利权人', '申请人', '第一申请人'],
      ...['applicant', 'applicants', 'assignee'],
    ],
  },
  inventors: { limit: 2000, aliases: ['发明人', '发明(设计)人', '设计人', 'inventors', 'inventor'] },
  ipc: {
    limit: 5000,
    aliases: [
      ...['IPC分类号', 'IPC', '分类号', 'IPC主分类号', '主分类号', 'IPC主分类'],
      ...['ipc_subclasses', 'ipc_codes'],
    ],
  },
  // CPC grew out of IPC and shares its sections, classes and subclasses, so it serves where a file has no IPC.
  cpc: { limit: 5000, aliases: ['CPC分类号', 'CPC', 'cpc_codes'] },
  sei: {
    limit: 1000,
    aliases: ['战略性新兴产业', '战略性新兴产业分类', '战略性新兴产业领域', '战略性新兴产业代码', 'sei'],
  },
  industries: {
    limit: 1000,
    aliases: [
      '国民经济行业',
      '国民经济行业分类',
      '国民经济行业代码',
      '国民经济分类',
      'industries',
      'industry',
    ],
  },
  cooperationModes: {
    limit: 500,
    aliases: [
      '合作方式',
      '转化方式',
      '可接受的转化方式',
      '转化意愿',
      '转化意愿(可接受的转化方式)',
      'cooperation_modes',
    ],
  },
  maturity: { limit: 200, aliases: ['技术成熟度', '成熟度', 'maturity'] },
  region: { limit: 200, aliases: ['国省代码', '省份', '地区', '所在地区', '所在省市', 'region'] },
  applicationDate: { limit: 100, aliases: ['申请日', '申请日期', 'application_date', 'filing_date'] },
  publicationDate: {
    limit: 100,
    aliases: ['公开(公告)日', '公开公告日', '公开日', '授权公告日', '公告日', '授权日', 'publication_date'],
  },
  registeredOn: {
    limit: 100,
    aliases: ['登记入库时间', '登记入库日期', '入库时间', '入库日期', 'registered_on'],
  },
  state: {
    limit: 500,
    aliases: [
      ...['登记状态', '简单法律状态', '法律状态', '专利权状态', '法律状态/事件', '当前法律状态'],
      ...['state', 'legal_status'],
    ],
  },
  validAtEndOf2023: {
    limit: 100,
    aliases: ['截至2023年底有效', '是否截至2023年底有效', '截至2023年底是否有效', 'valid_at_end_of_2023'],
  },
} as const satisfies Readonly<Record<string, FieldRule>>;

/** The name of a field that a column can fill. */
export type Field = keyof typeof FIELDS;

/** A column of the file that fills a field. */
export interface Column {
  readonly index: number;
  /** The header as the file writes it. */
  readonly name: string;
}

/** What became of a file's columns, reported once a file, before its first row. */
export interface ColumnReport {
  readonly recognised: readonly { readonly column: string; readonly field: Field }[];
  /** Columns that panhuo has no use for; nothing of them is stored. */
  readonly unused: readonly string[];
  /** Columns of ID numbers, which are never read (rule 27). */
  readonly withheld: readonly string[];
}

/** Which column fills which field; several columns of one field are in order of preference. */
export interface Layout {
  readonly columns: ReadonlyMap<Field, readonly Column[]>;
  /** How many columns the header has. */
  readonly width: number;
  readonly report: ColumnReport;
}

/** A required column that a row of headers lacks. */
export type Lacking = 'number' | 'title';

const ID_COLUMN = /身份证|证件号|idcard|idnumber/;

const RANKS: ReadonlyMap<string, { readonly field: Field; readonly rank: number }> = new Map(
  fieldNames().flatMap((field) =>
    FIELDS[field].aliases.map((alias, rank) => [foldHeader(alias), { field, rank }] as const),
  ),
);

/**
 * Reads a row as the header of a patent file, or says which required column it lacks:
 * `number` when it has neither application nor publication number, `title` when it has a number but no title.
 */
export function layoutOf(cells: readonly string[]): Layout | Lacking {
  const known: (Column & { readonly field: Field; readonly rank: number })[] = [];
  const unused: string[] = [];
  const withheld: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const folded = foldHeader(cell);
    const found = RANKS.get(folded);
    const name = containsNationalId(cell) ? '…' : excerpt(cell);
    if (ID_COLUMN.test(folded)) withheld.push(name);
    else if (found !== undefined) known.push({ ...found, index, name });
    else if (folded !== '') unused.push(name);
  }
  const fields = new Set(known.map(({ field }) => field));
  if (!fields.has('applicationNumber') && !fields.has('publicationNumber')) return 'number';
  if (!fields.has('title')) return 'title';
  const ranked = known.toSorted((a, b) => a.rank - b.rank);
  const columns = new Map(
    [...fields].map((field) => [field, ranked.filter((column) => column.field === field)]),
  );
  const recognised = known.map(({ name, field }) => ({ column: name, field }));
  return { columns, width: cells.length, report: { recognised, unused, withheld } };
}

/** Makes spellings of one header equal: width of characters, case, spaces, `_`, a `[标]` in front, a `*` or colon behind. */
function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\p{Cc}\p{Cf}]/gu, '')
    .replace(/^\*?(?:\[[^\]]*\])?/, '')
    .replace(/(?:\*|\(必填\)|\(选填\)|:)+$/, '');
}

function fieldNames(): Field[] {
  return Object.keys(FIELDS) as Field[];
}
