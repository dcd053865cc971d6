import { randomBytes } from 'node:crypto';
import { setTimeout as realSleep } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { onTestFinished, vi } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import type { FeishuStandInOptions } from '../../src/sandbox/feishu/options.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { type PlatformStandIn, startPlatformStandIn } from '../../src/sandbox/platform/stand-in.ts';
import { freshSqlite } from './databases.ts';
import { TEST_KEY } from './seals.ts';

/** A Monday morning at ten in Shanghai, when cards may be pushed. */
const MONDAY = new Date('2026-11-23T02:00:00.000Z');

/** The app the stand-in of Feishu is set up for. */
export const FEISHU_APP = {
  appId: 'cli_0f1e2d3c4b5a6978',
  appSecret: 'secret-of-the-app-tests',
  encryptKey: 'encrypt-key-of-the-app-tests',
  verificationToken: 'verification-token-of-the-app-tests',
} as const;

const PLATFORM_TOKEN = 'platform-token-of-the-app-tests';

/** A clock that moves when somebody sleeps on it or sets it, never by itself. */
export interface Clock {
  now(): Date;
  /** Moves on by so many ms. */
  advance(ms: number): void;
  /** Moves on by so many ms and resolves at once. */
  sleep(ms: number): Promise<void>;
}

/** Makes a clock that shows a moment. */
export function clockAt(moment: Date): Clock {
  let ms = moment.getTime();
  const advance = (by: number): void => {
    ms += Math.max(0, by);
  };
  return { now: () => new Date(ms), advance, sleep: async (by) => advance(by) };
}

/** How a service of a test is set up; what is absent is as in production. */
export interface ServiceOptions {
  /** A SQLite file of its own when absent. */
  readonly databaseUrl?: string;
  readonly transport?: 'websocket' | 'webhook';
  readonly platformMode?: 'http' | 'manual';
  readonly clock?: Clock;
  readonly feishu?: Partial<FeishuStandInOptions>;
  /** False lets a click take as long as it needs, for tests of what it does and not of how fast. */
  readonly hurry?: boolean;
  /** Put over the settings of every test. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False returns although something cannot be reached, for tests of just that. */
  readonly ready?: boolean;
}

/** The whole service on real sockets, with what it talks to. */
export interface Service {
  readonly app: App;
  readonly feishu: FeishuStandIn;
  readonly platform: PlatformStandIn;
  readonly clock: Clock;
  readonly databaseUrl: string;
  /** Every line logged so far, as JSON. */
  readonly logged: readonly string[];
  /** How often the service has set itself a time limit; every click taken in hand gets one. */
  limitsSet(): number;
  /** Waits until every promise is kept that falls due within so many ms, a minute if nothing is said, on the clock. */
  drain(withinMs?: number): Promise<void>;
  /** Stops the service and what it talks to; the end of the test does it, if nobody has before. */
  stop(): Promise<void>;
}

/** Starts the service with its stand-ins for the running test, and waits until it can be reached. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const clock = options.clock ?? clockAt(MONDAY);
  const world = { now: clock.now, sleep: clock.sleep, newId };
  const urls: string[] = [];
  const feishu = await startFeishuStandIn({
    ...FEISHU_APP,
    ...world,
    webhookUrl: () => urls.map((url) => `${url}/chat/feishu/default`)[0],
    ...(options.hurry === false ? { answerWithinMs: 60_000 } : {}),
    ...options.feishu,
  });
  const platform = await startPlatformStandIn({ token: PLATFORM_TOKEN, ...world });
  const logged: string[] = [];
  const log = createLog('trace', { write: (line: string) => void logged.push(line) });
  const databaseUrl = options.databaseUrl ?? (await freshFile());
  const config = parseConfig(settings(databaseUrl, options, feishu.url, platform.url));
  let limitsSet = 0;
  const app = await startApp(config, {
    ...world,
    log,
    random: randomBytes,
    timeout: (ms) => {
      limitsSet += 1;
      return options.hurry === false ? new Promise(() => {}) : realSleep(ms, undefined, { ref: false });
    },
  });
  urls.push(app.url);
  const stop = once(async () => {
    await app.stop();
    await feishu.close();
    await platform.close();
  });
  onTestFinished(stop);
  // A connection that is open on the stand-in's side may not listen yet on ours.
  if (options.ready !== false)
    await vi.waitUntil(async () => (await fetch(`${app.url}/readyz`)).ok, { timeout: 15_000, interval: 5 });
  const drain = (withinMs = 60_000) => drained(app, feishu, clock, withinMs);
  return { app, feishu, platform, clock, databaseUrl, logged, limitsSet: () => limitsSet, drain, stop };
}

/** Names a SQLite file that is not there yet and is gone after the test. */
export async function freshFile(): Promise<string> {
  const { url, drop } = await freshSqlite();
  onTestFinished(drop);
  return url;
}

function settings(
  databaseUrl: string,
  options: ServiceOptions,
  feishuUrl: string,
  platformUrl: string,
): Record<string, string> {
  return {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SECRET_KEY: TEST_KEY,
    LOG_LEVEL: 'debug',
    TZ: 'Asia/Shanghai',
    FEISHU_APP_ID: FEISHU_APP.appId,
    FEISHU_APP_SECRET: FEISHU_APP.appSecret,
    FEISHU_ENCRYPT_KEY: FEISHU_APP.encryptKey,
    FEISHU_VERIFICATION_TOKEN: FEISHU_APP.verificationToken,
    FEISHU_TRANSPORT: options.transport ?? 'websocket',
    FEISHU_DOMAIN: feishuUrl,
    PLATFORM_MODE: options.platformMode ?? 'http',
    PLATFORM_URL: platformUrl,
    PLATFORM_TOKEN,
    // Tests push by hand; the real clock, which wakes schedules, meets a leap day hardly ever.
    PUSH_CRON: '0 0 29 2 *',
    DIGEST_CRON: '0 0 29 2 *',
    ...options.settings,
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}

const FAR = new Date('9999-01-01T00:00:00Z');
/** How long a look at the outbox waits for the next one, in real ms. */
const LOOK_MS = 3;

/** The relay works by itself; this only watches the outbox, and moves the clock to where the next promise falls due. */
async function drained(app: App, feishu: FeishuStandIn, clock: Clock, withinMs: number): Promise<void> {
  const until = clock.now().getTime() + withinMs;
  for (;;) {
    await feishu.settled();
    const next = await nextDue(app);
    const now = clock.now().getTime();
    if (next === null || (next > now && next > until)) return;
    clock.advance(next - now);
    app.relay.poke();
    await realSleep(LOOK_MS);
  }
}

/** When the first job of any lane falls due, in ms since 1970; jobs behind it wait for it. */
function nextDue(app: App): Promise<number | null> {
  return app.inTransaction(async (tx) => {
    const dues: number[] = [];
    for (const lane of await tx.outbox.dueLanes(FAR, 1000)) {
      const head = await tx.outbox.head(lane);
      if (head) dues.push(head.dueAt.getTime());
    }
    return dues.length === 0 ? null : Math.min(...dues);
  });
}
