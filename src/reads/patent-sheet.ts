import type { Match } from '../domain/match.ts';
import type { Patent } from '../domain/patent.ts';
import type { Taxonomies, TaxonomyKind } from '../domain/taxonomy.ts';
import { searchWishOf } from '../matching/search-entry.ts';
import { nearestOf } from '../matching/taxonomy.ts';
import { technicalFields } from '../matching/taxonomy-ipc.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { matchStanding } from './detail-standing.ts';
import { placeOf } from './library-card.ts';
import { dayName } from './people-wording.ts';
import { registerStateName } from './portfolio-members.ts';
import { libraryName, typeOf } from './wording.ts';
import type { Sheet } from './work-sheet.ts';

/** The columns, under the headings of the platform's own export: 基本信息, 组合专利信息, 建档信息; then where one stands. */
const COLUMNS: readonly (readonly [string, (patent: Patent, taxonomies: Taxonomies) => string])[] = [
  ['申请号', ({ applicationNumber }) => applicationNumber],
  ['公开号', ({ publicationNumber }) => publicationNumber],
  ['名称', ({ title }) => title],
  ['专利类型', typeOf],
  ['申请人', ({ applicant }) => applicant],
  ['发明人', ({ inventors }) => inventors.join('；')],
  ['申请日', ({ applicationDate }) => applicationDate ?? ''],
  ['公开日', ({ publicationDate }) => publicationDate ?? ''],
  ['IPC', ({ ipc }) => ipc.join('；')],
  ['技术领域', ({ ipc }, taxonomies) => technicalFields(taxonomies, ipc).join('；')],
  ['摘要', ({ abstract }) => abstract],
  ['组合成员', ({ members }) => members.join('；')],
  ['登记状态', ({ state }) => registerStateName(state)],
  ['登记入库时间', ({ registeredOn }) => registeredOn ?? ''],
  ['合作方式', ({ cooperationModes }) => cooperationModes.join('；')],
  ['技术成熟度', ({ maturity }) => maturity],
  ['战略性新兴产业', ({ sei }, taxonomies) => named(taxonomies, 'sei', sei)],
  ['国民经济行业', ({ industries }, taxonomies) => named(taxonomies, 'industry', industries)],
  ['地区', ({ region }) => region],
  [
    '截至2023年底有效',
    ({ validAtEndOf2023 }) => (validAtEndOf2023 === null ? '' : validAtEndOf2023 ? '是' : '否'),
  ],
];

/** Each code with its name behind it, which the import reads as the code. */
function named(taxonomies: Taxonomies, kind: TaxonomyKind, codes: readonly string[]): string {
  return codes.map((code) => `${code} ${nearestOf(taxonomies, kind, code)?.name ?? ''}`.trim()).join('；');
}

/** The longest text a cell of a spreadsheet takes, in characters. */
const CELL = 32_000;

/**
 * Reads what a library's card lists, all its pages, one row a patent and at most `most` rows (rule 21); what goes beyond is
 * left out, and the last row says how much that is. No expert's word is in it.
 */
export async function patentSheet(
  tx: Tx,
  card: SentCard,
  { timeZone, most }: { readonly timeZone: string; readonly most: number },
): Promise<Sheet> {
  const { query } = await placeOf(tx, card);
  const wish = searchWishOf(query);
  const count = wish ? await tx.search.count(card.enterpriseId, wish, null) : 0;
  const limit = count > most ? most - 1 : most;
  const ids = wish ? await tx.search.hits(card.enterpriseId, wish, { limit, offset: 0 }) : [];
  const rows: string[][] = [];
  for (const patent of await tx.patents.byIds(ids)) {
    const match = await tx.matches.find(card.enterpriseId, patent.id);
    rows.push([
      ...COLUMNS.map(([, value]) => value(patent, tx.taxonomies).slice(0, CELL)),
      ...(await standing(tx, match)),
    ]);
  }
  const left =
    count > rows.length ? [[`还有 ${count - rows.length} 件没有列出，请缩小检索范围后再次导出。`]] : [];
  return {
    name: `专利清单 ${dayName(tx.at, timeZone)}.xlsx`,
    header: [...COLUMNS.map(([name]) => name), '所在库', '本企业'],
    rows: [...rows, ...left],
  };
}

async function standing(tx: Tx, match: Match | null): Promise<string[]> {
  return match ? [libraryName(match.library), await matchStanding(tx, match)] : ['转化资源库', ''];
}
