import { setTimeout as sleep } from 'node:timers/promises';
import type { FeishuStandIn } from '../src/sandbox/feishu/stand-in.ts';
import { claim, reportClaims } from './support/claims.ts';
import { type BenchEngine, enginesAtHand } from './support/engines.ts';
import { settingsFor, startFeishu } from './support/feishu.ts';
import { printMachine } from './support/machine.ts';
import { QUICK } from './support/options.ts';
import { type Pace, paceOf } from './support/pace.ts';
import { startService } from './support/programs.ts';
import { allCards, compareBooks, type PushBooks } from './support/push-books.ts';
import { type Group, settleDown } from './support/society.ts';
import { percent, table } from './support/table.ts';
import { inWorkshop } from './support/workshop.ts';

// Cards through the whole service into the stand-in that holds Feishu's real limits, as a share of the limit that
// binds: 1000 calls a minute for the app, 5 messages a second for one group. Nothing may be refused, lost or doubled.

/** One way to run: so many groups get so many cards each, sent by so many processes. */
interface Setup {
  readonly engine: BenchEngine;
  readonly processes: number;
  readonly groups: number;
  readonly cardsEach: number;
}

/** Feishu's limits, in messages a second. */
const APP_LIMIT = 1000 / 60;
const GROUP_LIMIT = 5;

const MANY = QUICK ? { groups: 40, cardsEach: 6 } : { groups: 40, cardsEach: 30 };
const ONE = QUICK ? { groups: 1, cardsEach: 40 } : { groups: 1, cardsEach: 150 };

/** When no card has come for so long, the run is over whatever is missing. */
const SILENCE_MS = 20_000;

await inWorkshop(async (folder) => {
  printMachine(folder);
  const head = [
    'cards',
    'cards/min',
    'of the limit',
    'most in 1 s',
    'most in 60 s',
    'rejected',
    'lost',
    'doubled',
  ];
  const rows = [head];
  for (const setup of setups(await enginesAtHand(folder))) rows.push(await measure(setup, folder));
  console.log(table(rows));
});
reportClaims();

/** SQLite serves one process; two share a server. */
function setups(engines: readonly BenchEngine[]): Setup[] {
  return engines.flatMap((engine) => {
    const processes = engine.name === 'SQLite' ? 1 : 2;
    return [MANY, ONE].map((size) => ({ engine, processes, ...size }));
  });
}

async function measure(setup: Setup, folder: string): Promise<string[]> {
  const database = await setup.engine.fresh();
  const feishu = await startFeishu();
  try {
    const plan = { enterprises: setup.groups, experts: 0, patents: setup.cardsEach };
    const groups = await settleDown(feishu, database.url, plan);
    await deliver(setup, feishu, groups, database.url, folder);
    const pace = paceOf(allCards(feishu, groups).map(({ sentAt }) => sentAt.getTime()));
    return judge(setup, pace, await compareBooks(feishu, groups, database.url));
  } finally {
    await feishu.close();
    await database.drop();
  }
}

/** Lets the processes work until all cards are there, or none has come for long. */
async function deliver(
  { processes, groups: count, cardsEach }: Setup,
  feishu: FeishuStandIn,
  groups: readonly Group[],
  databaseUrl: string,
  folder: string,
): Promise<void> {
  const settings = settingsFor(feishu, databaseUrl, 'websocket');
  const started = Array.from({ length: processes }, () =>
    startService(settings, { folder, path: '/healthz' }),
  );
  const services = await Promise.all(started);
  let seen = 0;
  let lastAt = performance.now();
  while (seen < count * cardsEach && performance.now() - lastAt < SILENCE_MS) {
    await sleep(200);
    const now = allCards(feishu, groups).length;
    if (now > seen) lastAt = performance.now();
    seen = now;
  }
  await Promise.all(services.map((service) => service.stop()));
}

function judge(setup: Setup, pace: Pace, { rejected, lost, doubled }: PushBooks): string[] {
  const { engine, processes, groups, cardsEach } = setup;
  const label = `${groups * cardsEach} into ${groups === 1 ? 'one group' : `${groups} groups`}, ${processes} on ${engine.name}`;
  claim(`${label}: Feishu refuses nothing because of a limit`, rejected === 0);
  claim(`${label}: no card is lost`, lost === 0);
  claim(`${label}: no card is sent twice`, doubled === 0);
  const limit = groups === 1 ? GROUP_LIMIT : APP_LIMIT;
  return [
    label,
    (pace.perSecond * 60).toFixed(0),
    percent(pace.perSecond / limit),
    ...[pace.mostInSecond, pace.mostInMinute, rejected, lost, doubled].map(String),
  ];
}
