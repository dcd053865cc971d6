import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import writeExcelFile from 'write-excel-file/node';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { madeUpPatents } from './made-up-patents.ts';

/** The columns of a file, by the platform's headers. */
const COLUMNS: readonly (readonly [header: string, read: (patent: PatentRecord) => string])[] = [
  ['申请号', ({ applicationNumber }) => applicationNumber],
  ['专利名称', ({ title }) => title],
  ['摘要', ({ abstract }) => abstract],
  ['申请人', ({ applicant }) => applicant],
  ['发明人', ({ inventors }) => inventors.join('；')],
  ['IPC分类号', ({ ipc }) => ipc.join('；')],
  ['战略性新兴产业', ({ sei }) => sei.join('；')],
  ['国民经济行业', ({ industries }) => industries.join('；')],
  ['合作方式', ({ cooperationModes }) => cooperationModes.join('；')],
  ['技术成熟度', ({ maturity }) => maturity],
  ['地区', ({ region }) => region],
  ['申请日', ({ applicationDate }) => applicationDate ?? ''],
  ['登记入库时间', ({ registeredOn }) => registeredOn ?? ''],
];

/** Lines that are written together. */
const TOGETHER = 1000;

/** Writes made-up patents as a CSV file; no value of theirs holds a comma, a quote or a line's end. */
export async function writeCsv(file: string, from: number, to: number): Promise<void> {
  await pipeline(Readable.from(linesOf(from, to)), createWriteStream(file));
}

/** Writes made-up patents as a workbook. */
export async function writeWorkbook(file: string, from: number, to: number): Promise<void> {
  const rows = [COLUMNS.map(([header]) => header), ...madeUpPatents(from, to).map(cellsOf)];
  const sheet = rows.map((row) => row.map((value) => ({ value, type: String })));
  await writeFile(file, await writeExcelFile(sheet).toBuffer());
}

function* linesOf(from: number, to: number): Generator<string> {
  yield `${COLUMNS.map(([header]) => header).join(',')}\r\n`;
  for (let at = from; at < to; at += TOGETHER) {
    const lines = madeUpPatents(at, Math.min(at + TOGETHER, to)).map((patent) => cellsOf(patent).join(','));
    yield `${lines.join('\r\n')}\r\n`;
  }
}

function cellsOf(patent: PatentRecord): string[] {
  return COLUMNS.map(([, read]) => read(patent));
}
