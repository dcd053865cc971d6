import { type ImportPreview, NOTHING_READ, type PatentImport } from '../domain/patent-import.ts';
import type { Tx } from '../stores/transactions.ts';
import type { PeopleSample } from './sample-facts.ts';

/** What the platform's own export looks like to a reader. */
export const USUAL_PREVIEW: ImportPreview = {
  ...NOTHING_READ,
  recognised: ['申请号', '专利名称', '申请人', '发明人', 'IPC分类号', '摘要', '合作方式'],
  unused: ['序号', '联系电话'],
  rows: 36,
  fresh: 30,
  changed: 4,
  unchanged: 2,
};

/** Stores the file behind a sample and returns its id. */
export async function storeImport(
  tx: Tx,
  { file = {} }: PeopleSample,
  enterpriseId: string,
  memberId: string,
): Promise<string> {
  const stored: PatentImport = {
    id: tx.newId(),
    ...{ enterpriseId, memberId, chatId: tx.newId(), connection: 'sample', messageId: '', source: '' },
    ...{ name: '评价库导出 2026-11.xlsx', state: 'asking', library: null, decidedBy: null },
    ...{ preview: USUAL_PREVIEW, taken: 0, added: 0, changed: 0, createdAt: tx.at },
    ...file,
  };
  await tx.imports.add(stored);
  return stored.id;
}
