import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { classReader } from '../actions/read-class.ts';
import { takeInPatents } from '../actions/take-in-patents.ts';
import type { PatentRecord } from '../domain/patent.ts';
import type { ColumnReport } from '../platform/spreadsheet/columns.ts';
import { readPatentFile } from '../platform/spreadsheet/patent-file.ts';
import type { RowResult } from '../platform/spreadsheet/row-results.ts';
import type { InTransaction } from '../stores/transactions.ts';
import { type Context, onDatabase } from './context.ts';
import { enterpriseNamed } from './enterprise.ts';

interface ImportOptions {
  readonly pushTo?: string;
  readonly sample?: boolean;
}

/** How many records are committed together. */
const BATCH = 200;

/** Adds `import`. */
export function importCommand(program: Command, context: () => Context): void {
  program
    .command('import <file>')
    .description('take in patents from a .xlsx, .csv or .json file; the same file again changes nothing')
    .option(
      '--push-to <enterprise>',
      "the file is this enterprise's evaluation library (专利转化评价库): its patents will be pushed for rating",
    )
    .option('--sample', 'stamp every patent as made-up sample data')
    .action((file: string, options: ImportOptions) => importFile(context(), file, options));
}

interface Report {
  added: number;
  changed: number;
  unchanged: number;
  readonly refused: Extract<RowResult, { ok: false }>[];
  unusedColumns: readonly string[];
}

async function importFile(context: Context, file: string, options: ImportOptions): Promise<void> {
  const report: Report = { added: 0, changed: 0, unchanged: 0, refused: [], unusedColumns: [] };
  const watched = await withProgress(file);
  try {
    await onDatabase(context, async (inTransaction) => {
      const take = batchTaker(inTransaction, options, report);
      const onColumns = ({ unused, withheld }: ColumnReport) => {
        report.unusedColumns = [...unused, ...withheld];
      };
      const readClass = await inTransaction(async (tx) => classReader(tx));
      const { sample = false } = options;
      const rows = readPatentFile(watched.source, { sample, onColumns, readClass });
      let batch: PatentRecord[] = [];
      for await (const row of rows) {
        if (!row.ok) report.refused.push(row);
        else batch.push(row.record);
        if (batch.length < BATCH) continue;
        await take(batch);
        batch = [];
      }
      await take(batch);
    });
  } finally {
    watched.stop();
  }
  context.print(report, textOf(report));
}

function batchTaker(inTransaction: InTransaction, { pushTo }: ImportOptions, report: Report) {
  return async (records: readonly PatentRecord[]): Promise<void> => {
    if (records.length === 0) return;
    const { added, changed, unchanged } = await inTransaction(async (tx) => {
      const push =
        pushTo === undefined
          ? null
          : { enterprise: await enterpriseNamed(tx, pushTo), reason: '评价库导出文件' };
      return takeInPatents(tx, records, push);
    });
    report.added += added;
    report.changed += changed;
    report.unchanged += unchanged;
  };
}

/** Lets a bar follow the bytes of the file; only on a terminal, so that logs and pipes stay clean. */
async function withProgress(file: string) {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: 'import {bar} {percentage}% | {eta_formatted}', stream: process.stderr })
    : null;
  bar?.start(size, 0);
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bar?.increment(chunk.length);
      done(null, chunk);
    },
  });
  const input = createReadStream(file);
  input.on('error', (error) => counter.destroy(error));
  return { source: { name: basename(file), stream: input.pipe(counter) }, stop: () => bar?.stop() };
}

function textOf({ added, changed, unchanged, refused, unusedColumns }: Report): string {
  const lines = refused.map(({ row, problem }) => `第 ${row} 行：${problem.hint}`);
  if (unusedColumns.length > 0) lines.push(`未使用的列：${unusedColumns.join('、')}`);
  return [...lines, `新增 ${added}，更新 ${changed}，未变 ${unchanged}，拒绝 ${refused.length}`].join('\n');
}
