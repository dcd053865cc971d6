import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FeishuStandIn } from '../src/sandbox/feishu/stand-in.ts';
import { claim, reportClaims } from './support/claims.ts';
import { compareBooks } from './support/click-books.ts';
import { clicksOn, type RatingClick } from './support/clicks.ts';
import { type Duel, duel } from './support/duel.ts';
import { type BenchEngine, enginesAtHand } from './support/engines.ts';
import { cardsIn, settingsFor, startFeishu } from './support/feishu.ts';
import { type Answer, p99, perSecond, type Shot } from './support/load.ts';
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

async function measure(engine: BenchEngine, folder: string): Promise<void> {
  const [database, other] = [await engine.fresh(), await engine.fresh()];
  const feishu = await startFeishu();
  try {
    const groups = await settleDown(feishu, database.url, PLAN);
    const place = { folder, path: '/healthz' } as const;
    const service = await startService(settingsFor(feishu, database.url, 'webhook'), place);
    const words = [fileURLToPath(import.meta.url), 'yardstick'];
    const yardstick = await startProgram(words, { DATABASE_URL: other.url }, { folder, path: '/' });
    await cardsOf(feishu, groups, PLAN.enterprises * PLAN.patents);

    const clicks = clicksOn(feishu, groups);
    const duels = await allDuels(
      {
        service: { program: service, url: `${service.url}/chat/feishu/default` },
        yardstick: { program: yardstick, url: yardstick.url },
      },
      clicks,
    );
    await Promise.all([service.stop(), yardstick.stop()]);
    print(engine, duels.slice(1));
    await checkBooks(engine, database.url, clicks, duels);
  } finally {
    await feishu.close();
    await Promise.all([database.drop(), other.drop()]);
  }
}

/** Warms both sides up, then compares them for each number of connections; the warm-up comes first. */
async function allDuels(sides: Parameters<typeof duel>[0], clicks: readonly Shot[]): Promise<Duel[]> {
  const duels = [await duel(sides, clicks.slice(0, WARM_UP), 8)];
  for (const [index, connections] of CONNECTIONS.entries()) {
    const from = WARM_UP + index * PER_ROUND;
    duels.push(await duel(sides, clicks.slice(from, from + PER_ROUND), connections));
  }
  return duels;
}

function print(engine: BenchEngine, duels: readonly Duel[]): void {
  const rows = duels.map(({ service, yardstick }, index) => [
    `${engine.name}, ${CONNECTIONS[index]} at once`,
    figure(perSecond(service)),
    figure(p99(service)),
    figure(perSecond(yardstick)),
    figure(p99(yardstick)),
    percent(perSecond(service) / perSecond(yardstick)),
  ]);
  const head = ['clicks', 'clicks/s', 'p99 ms', 'INSERTs/s', 'p99 ms', 'clicks / INSERTs'];
  console.log(table([head, ...rows]));
}

async function checkBooks(
  engine: BenchEngine,
  databaseUrl: string,
  clicks: readonly RatingClick[],
  duels: readonly Duel[],
): Promise<void> {
  const sent = clicks.slice(0, WARM_UP + CONNECTIONS.length * PER_ROUND);
  const answers = duels.flatMap(({ service }) => service.answers);
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
