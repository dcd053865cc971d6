import { randomUUID } from 'node:crypto';

import { openDatabase } from '../src/stores/database.ts';
import { NO_SEALS } from '../src/stores/seal.ts';
import { type InTransaction, transactionsOn } from '../src/stores/transactions.ts';
import { claim, reportClaims } from './support/claims.ts';
import { type BenchEngine, enginesAtHand } from './support/engines.ts';
import { printMachine } from './support/machine.ts';
import { MOST_PATENTS, QUICK } from './support/options.ts';
import { type Growth, grow } from './support/search-growth.ts';
import { QUESTIONS, type Question, type Questions } from './support/search-questions.ts';
import { type Rival, rivalsOn } from './support/search-rivals.ts';
import { figure, quantile, table } from './support/table.ts';
import { inWorkshop } from './support/workshop.ts';

// Searches as a card asks them, counted and with one page of hits, over more and more made-up patents; against the
// engine's own full text and against LIKE over the same texts in the same database.

const SIZES = (QUICK ? [500, 2000] : [10_000, 100_000, 1_000_000]).filter((size) => size <= MOST_PATENTS);
const FIRST = { limit: 5, offset: 0 };
const TWENTIETH = { limit: 5, offset: 95 };
/** What issue and readme promise of a search. */
const LIMIT_MS = 2000;
/** How long one way of searching is asked questions of one kind, in ms, and how often at least and at most. */
const PATIENCE_MS = QUICK ? 100 : 5000;
const LEAST = QUICK ? 2 : 8;
const MOST = QUICK ? 12 : 200;

await inWorkshop(async (folder) => {
  printMachine(folder);
  for (const engine of await enginesAtHand(folder)) await measure(engine);
});
reportClaims();

async function measure(engine: BenchEngine): Promise<void> {
  const made = await engine.fresh();
  const database = openDatabase(made.url);
  try {
    await database.migrate();
    const inTransaction = transactionsOn(database.db, {
      now: () => new Date(),
      newId: randomUUID,
      seals: NO_SEALS,
    });
    const { like, own } = rivalsOn(database, engine.name);
    for (const rival of [like, own]) await rival.prepare();
    for (const [at, size] of SIZES.entries()) {
      const growth = await grow(
        database,
        inTransaction,
        { from: SIZES[at - 1] ?? 0, to: size },
        { like, own },
      );
      const rows: string[][] = [];
      for (const questions of QUESTIONS)
        rows.push(await ask(engine.name, size, questions, { inTransaction, like, own }));
      print(`${engine.name}, ${size} patents`, own.name, growth, rows);
    }
  } finally {
    await database.close();
    await made.drop();
  }
}

/** Everything that questions are put to. */
interface Desk {
  readonly inTransaction: InTransaction;
  readonly like: Rival;
  readonly own: Rival;
}

async function ask(
  engine: string,
  size: number,
  { name, all }: Questions,
  { inTransaction, like, own }: Desk,
): Promise<string[]> {
  const look = ({ wish }: Question, page: typeof FIRST) =>
    inTransaction(async (tx) => {
      const count = await tx.search.count('nobody', wish);
      await tx.search.hits('nobody', wish, page);
      return count;
    });
  for (const question of all) {
    const [ours, theirs] = [await look(question, FIRST), await like.look(question, FIRST)];
    claim(`${engine}: ${question.words.join(' ')} is found ${theirs} times, not ${ours}`, ours === theirs);
  }
  const first = await times(all, (question) => look(question, FIRST));
  const deep = await times(all, (question) => look(question, TWENTIETH));
  const p99 = quantile(first, 0.99);
  claim(`${engine}, ${size} patents, ${name}: answered within ${LIMIT_MS} ms`, !(p99 > LIMIT_MS));
  const p50 = quantile(first, 0.5);
  const rivals: string[] = [];
  for (const rival of [own, like]) {
    const took = quantile(await times(all, (question) => rival.look(question, FIRST)), 0.5);
    rivals.push(...(Number.isNaN(took) ? ['-', '-'] : [figure(took), figure(p50 / took)]));
  }
  return [name, ...[p50, p99, quantile(deep, 0.5)].map(figure), ...rivals];
}

/** How long each answer took, in ms; questions that cannot be asked count for nothing. */
async function times(
  all: readonly Question[],
  look: (question: Question) => Promise<number>,
): Promise<number[]> {
  const taken: number[] = [];
  const until = performance.now() + PATIENCE_MS;
  for (let at = 0; at < MOST && (at < LEAST || performance.now() < until); at += 1) {
    const question = all[at % all.length];
    if (!question) break;
    const startedAt = performance.now();
    if (!Number.isNaN(await look(question))) taken.push(performance.now() - startedAt);
  }
  return taken;
}

function print(
  label: string,
  rival: string,
  { patents, index, own }: Growth,
  rows: readonly string[][],
): void {
  const head = [label, 'p50, ms', 'p99', 'page 20', rival, 'ours/it', 'LIKE', 'ours/it'];
  console.log(table([head, ...rows]));
  const [time, bytes] = [figure(index.ms / patents.ms), figure(index.bytes / patents.bytes)];
  const theirs = [figure(own.ms / patents.ms), figure(own.bytes / patents.bytes)];
  console.log(
    `index written in ${figure(index.ms / 1000)} s, ${time} times as long and ${bytes} times as large as the bare patents; ` +
      `${rival}: ${theirs.join(' and ')}\n`,
  );
}
