import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FeishuStandIn } from '../src/sandbox/feishu/stand-in.ts';
import { claim, reportClaims } from './support/claims.ts';
import { compareBooks } from './support/click-books.ts';
import { cardsIn, clicksOn, type RatingClick } from './support/clicks.ts';
import { type BenchEngine, enginesAtHand } from './support/engines.ts';
import { settingsFor, startFeishu } from './support/feishu.ts';
import { type Answer, fire, type Round, type Shot } from './support/load.ts';
import { printMachine } from './support/machine.ts';
import { QUICK } from './support/options.ts';
import { startProgram, startService } from './support/programs.ts';
import { type Group, type Plan, settleDown } from './support/society.ts';
import { figure, percent, table } from './support/table.ts';
import { inWorkshop } from './support/workshop.ts';
import { serveYardstick } from './support/yardstick.ts';

// Clicks of experts, signed and encrypted as Feishu does, through HTTP to the committed evaluation and the answer;
// against bare Koa with one committed INSERT on the same engine. Each server is a process of its own.

const CONNECTIONS = [1, 8, 32] as const;
const PLAN: Plan = QUICK
  ? { enterprises: 20, experts: 10, patents: 2 }
  : { enterprises: 40, experts: 20, patents: 4 };
const WARM_UP = QUICK ? 40 : 200;
const PER_ROUND = QUICK ? 120 : 1000;
const CARDS_WITHIN_MS = 60_000;

if (process.argv.includes('yardstick')) await serveYardstick();
else {
  await inWorkshop(async (folder) => {
    printMachine(folder);
    for (const engine of await enginesAtHand(folder)) await measure(engine, folder);
  });
  reportClaims();
}

/** The yardstick is measured before and after the service: what happens to the machine meanwhile meets both. */
async function measure(engine: BenchEngine, folder: string): Promise<void> {
  const database = await engine.fresh();
  const feishu = await startFeishu();
  try {
    const groups = await settleDown(feishu, database.url, PLAN);
    const service = await startService(settingsFor(feishu, database.url, 'webhook'), folder);
    await cardsOf(feishu, groups, PLAN.enterprises * PLAN.patents);
    const clicks = clicksOn(feishu, groups);
    await service.stop();

    const before = await measureYardstick(engine, clicks, folder);
    const again = await startService(settingsFor(feishu, database.url, 'webhook'), folder);
    const rounds = await allRounds(`${again.url}/chat/feishu/default`, clicks);
    await again.stop();
    const after = await measureYardstick(engine, clicks, folder);

    print(engine, before, rounds, after);
    await checkBooks(engine, database.url, clicks, rounds);
  } finally {
    await feishu.close();
    await database.drop();
  }
}

async function measureYardstick(
  engine: BenchEngine,
  clicks: readonly Shot[],
  folder: string,
): Promise<Round[]> {
  const database = await engine.fresh();
  const words = [fileURLToPath(import.meta.url), 'yardstick'];
  const yardstick = await startProgram(words, { DATABASE_URL: database.url }, { folder, path: '/' });
  try {
    return await allRounds(yardstick.url, clicks);
  } finally {
    await yardstick.stop();
    await database.drop();
  }
}

/** Warms up, then sends one round for each number of connections; the warm-up's answers come first. */
async function allRounds(url: string, shots: readonly Shot[]): Promise<Round[]> {
  const rounds = [await fire(url, shots.slice(0, WARM_UP), 8)];
  for (const [index, connections] of CONNECTIONS.entries()) {
    const from = WARM_UP + index * PER_ROUND;
    rounds.push(await fire(url, shots.slice(from, from + PER_ROUND), connections));
  }
  return rounds;
}

function print(engine: BenchEngine, before: Round[], rounds: Round[], after: Round[]): void {
  const rows = CONNECTIONS.map((connections, index) => {
    const [first, round, second] = [before, rounds, after].map((each) => each[index + 1]);
    if (!first || !round || !second) throw new Error('a round is missing');
    const yardstick = (first.perSecond + second.perSecond) / 2;
    return [
      `${engine.name}, ${connections} at once`,
      figure(round.perSecond),
      figure(round.p99),
      `${figure(first.perSecond)}, ${figure(second.perSecond)}`,
      figure(Math.max(first.p99, second.p99)),
      percent(round.perSecond / yardstick),
    ];
  });
  const head = ['clicks', 'clicks/s', 'p99 ms', 'INSERTs/s before, after', 'p99 ms', 'clicks / INSERTs'];
  console.log(table([head, ...rows]));
}

async function checkBooks(
  engine: BenchEngine,
  databaseUrl: string,
  clicks: readonly RatingClick[],
  rounds: readonly Round[],
): Promise<void> {
  const sent = clicks.slice(0, WARM_UP + CONNECTIONS.length * PER_ROUND);
  const answers = rounds.flatMap((round) => round.answers);
  const confirmed = answers.filter(isConfirmed).length;
  const { committed, lost, doubled } = await compareBooks(databaseUrl, sent);
  console.log(
    `${sent.length} clicks: ${confirmed} confirmed in time, ${committed} evaluations, lost ${lost}, doubled ${doubled}\n`,
  );
  claim(`${engine.name}: every click is confirmed in time`, confirmed === sent.length);
  claim(`${engine.name}: no click is lost`, lost === 0);
  claim(`${engine.name}: no click counts twice`, doubled === 0);
}

/** A click that took too long is answered with another toast. */
function isConfirmed({ status, body }: Answer): boolean {
  if (status !== 200) return false;
  const answer = JSON.parse(body) as { toast?: { type?: string } };
  return answer.toast?.type === 'success';
}

/** Waits until the service has brought every card into its group. */
async function cardsOf(feishu: FeishuStandIn, groups: readonly Group[], expected: number): Promise<void> {
  const deadline = performance.now() + CARDS_WITHIN_MS;
  const sent = () => groups.reduce((sum, { chatId }) => sum + cardsIn(feishu, chatId).length, 0);
  while (sent() < expected) {
    if (performance.now() > deadline) throw new Error(`only ${sent()} of ${expected} cards arrived`);
    await sleep(50);
  }
}
