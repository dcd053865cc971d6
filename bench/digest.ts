import { v7 as newId } from 'uuid';
import { NO_HOLIDAYS } from '../src/domain/working-day.ts';
import { digestJob } from '../src/jobs/digest.ts';
import { runDue, type ScheduleWorld } from '../src/jobs/schedule.ts';
import { createLog } from '../src/log.ts';
import { cardView } from '../src/reads/card-view.ts';
import { type Database, openDatabase } from '../src/stores/database.ts';
import { NO_SEALS } from '../src/stores/seal.ts';
import { transactionsOn } from '../src/stores/transactions.ts';
import { loadTaxonomies } from '../src/taxonomies.ts';
import { claim, reportClaims } from './support/claims.ts';
import { bareDigests, foundEnterprises, LAST_WEEK, MONDAY, WEEKLY } from './support/digest-books.ts';
import { type BenchEngine, enginesAtHand } from './support/engines.ts';
import { printMachine } from './support/machine.ts';
import { MOST_PATENTS, QUICK } from './support/options.ts';
import { figure, table } from './support/table.ts';
import { inWorkshop } from './support/workshop.ts';

// The digests of one Monday for more and more enterprises: found to be due, counted, written and promised, each in a
// transaction of its own, against the same rows bare; then the card of each as it is drawn for its group.

const SIZES = QUICK ? [20, 60] : [100, 1000, 10_000];
/** Matches of one enterprise. */
const FEW = 20;
const MANY = 500;

await inWorkshop(async (folder) => {
  printMachine(folder);
  const rows = [
    ['', 'ms each', 'bare, ms', 'ratio', 'statements each', 'card, ms', 'statements', 'nothing due, ms'],
  ];
  for (const engine of await enginesAtHand(folder)) {
    const perSize: number[] = [];
    for (const enterprises of SIZES.filter((size) => size <= MOST_PATENTS)) {
      const found = await measure(engine, { enterprises, matches: FEW });
      perSize.push(found.statements);
      rows.push(rowOf(`${enterprises} enterprises, ${engine.name}`, found));
    }
    const most = Math.max(...perSize) - Math.min(...perSize);
    claim(`${engine.name}: no more statements each, however many enterprises`, most < 1);
    const crowded = { enterprises: QUICK ? 5 : 100, matches: MANY };
    rows.push(
      rowOf(`${crowded.enterprises} with ${MANY} matches, ${engine.name}`, await measure(engine, crowded)),
    );
  }
  console.log(table(rows));
});
reportClaims();

/** What one run came to; times are in ms. */
interface Figures {
  readonly each: number;
  readonly bare: number;
  readonly statements: number;
  readonly card: number;
  readonly cardStatements: number;
  readonly look: number;
}

function rowOf(label: string, { each, bare, statements, card, cardStatements, look }: Figures): string[] {
  const ratio = each / bare;
  return [label, ...[each, bare, ratio, statements, card, cardStatements, look].map(figure)];
}

async function measure(
  engine: BenchEngine,
  size: { readonly enterprises: number; readonly matches: number },
): Promise<Figures> {
  const made = await engine.fresh();
  const database = openDatabase(made.url);
  try {
    await database.migrate();
    return await digestsOf(database, engine.name, size);
  } finally {
    await database.close();
    await made.drop();
  }
}

async function digestsOf(
  database: Database,
  name: string,
  { enterprises, matches }: { readonly enterprises: number; readonly matches: number },
): Promise<Figures> {
  let now = LAST_WEEK;
  const clock = { now: () => now, sleep: async () => {} };
  const inTransaction = transactionsOn(database.db, {
    ...clock,
    newId,
    seals: NO_SEALS,
    taxonomies: loadTaxonomies(),
  });
  await foundEnterprises(inTransaction, { enterprises, matches });
  now = MONDAY;
  let statements = 0;
  database.db.on('query', () => {
    statements += 1;
  });
  const world: ScheduleWorld = { ...clock, inTransaction, log: createLog('silent'), owner: newId() };
  const job = digestJob({ ...world, schedule: WEEKLY, holidays: NO_HOLIDAYS });
  const timed = async (work: () => Promise<unknown>) => {
    const [startedAt, before] = [performance.now(), statements];
    await work();
    return { ms: performance.now() - startedAt, statements: statements - before };
  };
  const sent = await timed(() => runDue(world, job));
  const look = await timed(() => runDue(world, job));
  const cards = await cardIds(database);
  claim(`${name}, ${enterprises}: every group has one digest`, cards.length === enterprises);
  const view = { timeZone: 'Asia/Shanghai', platformByHand: false, pageLink: () => '' };
  const drawn = await timed(async () => {
    for (const id of cards)
      await inTransaction(async (tx) => {
        const card = await tx.cards.find(id);
        if (card) await cardView(tx, card, view);
      });
  });
  const bare = await timed(() => bareDigests(database, enterprises));
  return {
    each: sent.ms / enterprises,
    bare: bare.ms / enterprises,
    statements: sent.statements / enterprises,
    card: drawn.ms / enterprises,
    cardStatements: drawn.statements / enterprises,
    look: look.ms,
  };
}

async function cardIds({ db }: Database): Promise<string[]> {
  const rows: { id: string }[] = await db('cards').where({ kind: 'digest' }).select('id');
  return rows.map(({ id }) => id);
}
