import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, vi } from 'vitest';
import type { Answer, Channel, Delivery, DeliveryHandler, Lease } from '../../src/chat/port.ts';
import { wecomBotChannel } from '../../src/chat/wecom/bot/bot.ts';
import { connectionLease } from '../../src/jobs/lease.ts';
import type { WecomStandInOptions } from '../../src/sandbox/wecom/options.ts';
import { type Database, openDatabase } from '../../src/stores/database.ts';
import { type InTransaction, transactionsOn } from '../../src/stores/transactions.ts';
import { TEST_SEALS } from '../support/seals.ts';
import { afterwards, type Bench, BOT, startBench } from './wecom-stand-in-bench.ts';

/** What people call the bot. */
export const NAME = '盘活助手';
/** An answer that shows nothing. */
export const SILENCE: Answer = { notice: null, cardJson: null };
/** The steps in which time passes, in ms: every lease is kept on the way, as by a process that is alive. */
const STEP_MS = 5000;

let opening: Promise<Database> | undefined;

afterAll(async () => {
  await (await opening)?.close();
});

/** Waits for what real sockets bring about. */
export const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

/** One process with the channel. */
export interface BotProcess {
  readonly channel: Channel;
  /** Everything the channel has handed over. */
  readonly delivered: Delivery[];
  /** The lines of its log. */
  readonly logged: string[];
  /** What it logged for the operator to mend. */
  readonly alarms: () => string[];
}

/** How a process differs from the others. */
export interface ProcessOptions {
  readonly secret?: string;
  readonly url?: string;
  readonly name?: string;
  readonly handle?: DeliveryHandler;
  /** Absent for the database that all processes share. */
  readonly lease?: Lease;
}

/** The stand-in, and processes that share its bot by a lease in a database. */
export interface BotBench extends Bench {
  /** Makes a process whose channel is not started yet. */
  readonly process: (options?: ProcessOptions) => BotProcess;
  /** Starts the channel of a process; resolves when it has the connection, or waits for it. */
  readonly start: (one: BotProcess) => Promise<BotProcess>;
  /** Lets time pass for processes that are alive. */
  readonly pass: (ms: number) => Promise<void>;
  /** Makes the lease of one more process, whose clock may be ahead. */
  readonly newLease: (aheadMs?: number) => Lease;
}

/** Starts a stand-in whose bot nobody has yet. */
export async function startBotBench(options: Partial<WecomStandInOptions> = {}): Promise<BotBench> {
  const bench = await startBench({ bot: { ...BOT, name: NAME }, ...options });
  const { clock } = bench;
  const asked = new Set<Promise<unknown>>();
  opening ??= openMigrated();
  const { db } = await opening;
  const connection = randomUUID();
  const newLease = (aheadMs = 0) => {
    const now = () => new Date(clock.now().getTime() + aheadMs);
    const inTransaction = transactionsOn(db, { now, newId: randomUUID, seals: TEST_SEALS });
    return connectionLease(watched(inTransaction, asked), { owner: randomUUID(), connection });
  };
  const handlers = new Map<BotProcess, DeliveryHandler>();
  return {
    ...bench,
    newLease,
    process: ({ handle = async () => SILENCE, lease = newLease(), ...settings } = {}) => {
      const one = processOf(bench, { connection, lease, settings });
      handlers.set(one, handle);
      return one;
    },
    start: async (one) => {
      await one.channel.start((delivery) => {
        one.delivered.push(delivery);
        return handlers.get(one)?.(delivery) ?? Promise.resolve(SILENCE);
      });
      return one;
    },
    pass: async (ms) => {
      for (let left = ms; left > 0; left -= STEP_MS) {
        clock.advance(Math.min(STEP_MS, left));
        await settled(asked);
      }
    },
  };
}

/** Opens a database in memory with all tables. */
export async function openMigrated(): Promise<Database> {
  const database = openDatabase('sqlite::memory:');
  await database.migrate();
  return database;
}

/** The clock stands still while the database is asked, as it hardly moves in reality. */
function watched(inTransaction: InTransaction, asked: Set<Promise<unknown>>): InTransaction {
  return async (work) => {
    const answer = inTransaction(work);
    asked.add(answer);
    try {
      return await answer;
    } finally {
      asked.delete(answer);
    }
  };
}

async function settled(asked: ReadonlySet<Promise<unknown>>): Promise<void> {
  do {
    await Promise.allSettled(asked);
    await new Promise(setImmediate);
  } while (asked.size > 0);
}

function processOf(
  { clock, wecom }: Bench,
  made: { readonly connection: string; readonly lease: Lease; readonly settings: ProcessOptions },
): BotProcess {
  const { connection, lease, settings } = made;
  const logged: string[] = [];
  const channel = wecomBotChannel(
    { connection, botId: BOT.botId, secret: BOT.secret, name: NAME, url: wecom.socketUrl, ...settings },
    {
      log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
      now: clock.now,
      sleep: (ms) => new Promise((resolve) => void clock.timer(ms, () => resolve())),
      newId: randomUUID,
      timer: clock.timer,
      lease,
    },
  );
  afterwards(() => channel.stop());
  const alarms = () =>
    logged.map((line) => JSON.parse(line)).flatMap(({ level, msg }) => (level >= 50 ? [String(msg)] : []));
  return { channel, delivered: [], logged, alarms };
}
