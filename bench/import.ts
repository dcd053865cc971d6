import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../src/stores/database.ts';
import { insertBare } from './support/books-of-patents.ts';
import { claim, reportClaims } from './support/claims.ts';
import { type Dropped, takeDrop } from './support/drop.ts';
import { type BenchEngine, enginesAtHand } from './support/engines.ts';
import { printMachine } from './support/machine.ts';
import { MOST_PATENTS, QUICK } from './support/options.ts';
import { writeCsv, writeWorkbook } from './support/patent-files.ts';
import { benchPatents } from './support/search-growth.ts';
import { figure, table } from './support/table.ts';
import { type Watched, watchedRun } from './support/watched-child.ts';
import { inWorkshop } from './support/workshop.ts';

// Patents from a file into the register and the index, by the operator's command and from a file in a chat, against a
// bare batch insert of the same rows; and how much memory the importing process holds at most.

/** The file that `import` takes; 200,000 rows with their head are the most it may have, so that a million are five of them. */
const ROWS = QUICK ? 400 : 100_000;
const LARGE = { rows: 199_999, files: QUICK ? 0 : Math.min(5, Math.floor(MOST_PATENTS / 200_000)) };
/** As many as a workbook may have with its head. */
const DROPPED = QUICK ? 200 : 19_999;
/** Rows of one transaction of the yardstick, as many as the command commits together. */
const BATCH = 200;
const MEMORY_LIMIT_MB = 400;

const [, , word, dropped] = process.argv;
if (word === 'drop' && dropped !== undefined) await takeDrop(dropped);
else await inWorkshop(compare);

async function compare(folder: string): Promise<void> {
  printMachine(folder);
  const csv = join(folder, 'patents.csv');
  const workbook = join(folder, 'patents.xlsx');
  await writeCsv(csv, 0, ROWS);
  await writeWorkbook(workbook, 0, DROPPED);
  const rows: string[][] = [];
  for (const engine of await enginesAtHand(folder)) {
    const bare = await rateOfBare(engine);
    rows.push(await commanded(engine, csv, bare), await dropInto(engine, workbook, bare));
    if (engine.name === 'SQLite') rows.push(...(await million(engine, folder, bare)));
  }
  const head = ['', 'rows/s', 'bare insert', 'ratio', 'peak, MB', 'longest pause, ms'];
  console.log(table([head, ...rows]));
  reportClaims();
}

/** Rows a second that the same rows take at least: inserted, and committed as often. */
async function rateOfBare(engine: BenchEngine): Promise<number> {
  const made = await engine.fresh();
  const database = openDatabase(made.url);
  try {
    await database.migrate();
    let ms = 0;
    for (let from = 0; from < ROWS; from += BATCH) {
      const patents = benchPatents(from, Math.min(from + BATCH, ROWS));
      const startedAt = performance.now();
      await database.db.transaction((trx) => insertBare(trx, patents));
      ms += performance.now() - startedAt;
    }
    return (ROWS * 1000) / ms;
  } finally {
    await database.close();
    await made.drop();
  }
}

async function commanded(engine: BenchEngine, csv: string, bare: number): Promise<string[]> {
  return inFresh(engine, async (url) => {
    const done = await importCsv(csv, url);
    return rowOf(`${ROWS} rows of CSV, ${engine.name}`, ROWS, done, bare);
  });
}

/** One file after the other, into one database: what the last ones cost says how it grows. */
async function million(engine: BenchEngine, folder: string, bare: number): Promise<string[][]> {
  return inFresh(engine, async (url) => {
    const rows: string[][] = [];
    for (let at = 0; at < LARGE.files; at += 1) {
      const file = join(folder, `large-${at}.csv`);
      await writeCsv(file, at * LARGE.rows, (at + 1) * LARGE.rows);
      const label = `rows up to ${(at + 1) * LARGE.rows} of CSV, ${engine.name}`;
      rows.push(rowOf(label, LARGE.rows, await importCsv(file, url), bare));
      await rm(file);
    }
    return rows;
  });
}

async function importCsv(file: string, url: string): Promise<Watched> {
  return watchedRun(['dist/src/cli/main.js', '--json', 'import', file], { DATABASE_URL: url });
}

async function dropInto(engine: BenchEngine, workbook: string, bare: number): Promise<string[]> {
  return inFresh(engine, async (url) => {
    const done = await watchedRun(['dist/bench/import.js', 'drop', workbook], { DATABASE_URL: url });
    const { rows, longestPauseMs } = JSON.parse(done.stdout) as Dropped;
    const label = `${DROPPED} rows of Excel, ${engine.name}`;
    claim(`${label}: all are taken in`, rows === DROPPED);
    return rowOf(label, rows, done, bare, longestPauseMs);
  });
}

function rowOf(label: string, rows: number, { ms, peakMb }: Watched, bare: number, pauseMs = Number.NaN) {
  claim(`${label}: memory stays under ${MEMORY_LIMIT_MB} MB`, !(peakMb > MEMORY_LIMIT_MB));
  const rate = (rows * 1000) / ms;
  return [
    label,
    ...[rate, bare, rate / bare, peakMb, pauseMs].map((value) => (Number.isNaN(value) ? '-' : figure(value))),
  ];
}

async function inFresh<T>(engine: BenchEngine, work: (url: string) => Promise<T>): Promise<T> {
  const made = await engine.fresh();
  try {
    const database = openDatabase(made.url);
    await database.migrate().finally(() => database.close());
    return await work(made.url);
  } finally {
    await made.drop();
  }
}
