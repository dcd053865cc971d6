import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { NamedLimit } from '../../src/stores/limit-store.ts';
import { AT } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const CALLERS = 4;
const CALLS = 2000;
const CHATS = 10;

onEveryDatabase('the limits', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    await world.database.db('limits').delete();
  });

  const reserve = (limits: readonly NamedLimit[], now: number) =>
    world.inTransaction((tx) => tx.limits.reserve(limits, now));

  it('let a burst pass and then one call after the other', async () => {
    const limit = { id: 'app', everyMs: 100, burst: 2 };
    const waits: number[] = [];
    for (let call = 0; call < 5; call += 1) waits.push((await reserve([limit], AT.getTime())) - AT.getTime());
    expect(waits).toEqual([0, 0, 0, 100, 200]);
  });

  it('forget a burst only as time passes', async () => {
    const limit = { id: 'app', everyMs: 100, burst: 1 };
    const at = (ms: number) => reserve([limit], AT.getTime() + ms).then((moment) => moment - AT.getTime());
    expect([await at(0), await at(0), await at(50), await at(1000), await at(1000), await at(1000)]).toEqual([
      0, 0, 100, 1000, 1000, 1100,
    ]);
  });

  it('hold a call until the strictest of several allows it, in whatever order they are named', async () => {
    const app = { id: 'app', everyMs: 10, burst: 0 };
    const chat = { id: 'chat', everyMs: 250, burst: 0 };
    const now = AT.getTime();
    await reserve([app, chat], now);
    expect(await reserve([chat, app], now)).toBe(now + 250);
    expect(await reserve([{ ...chat, id: 'other chat' }], now)).toBe(now);
  });

  it('do not believe a row that a machine with a wrong clock has written', async () => {
    const limit = { id: 'app', everyMs: 100, burst: 0 };
    const now = AT.getTime();
    await reserve([limit], now + 3_600_000);
    expect(await reserve([limit], now)).toBe(now);
    expect(await reserve([limit], now)).toBe(now + 100);
  });

  it('ask nothing of a call without limits', async () => {
    expect(await reserve([], 5)).toBe(5);
  });

  it('are forgotten when they would allow a call at once anyway', async () => {
    await reserve([{ id: 'old', everyMs: 100, burst: 0 }], 1000);
    await reserve([{ id: 'new', everyMs: 100, burst: 0 }], 9000);
    expect(await world.inTransaction((tx) => tx.limits.forgetBefore(5000))).toBe(1);
    expect(await reserve([{ id: 'new', everyMs: 100, burst: 0 }], 9000)).toBe(9100);
  });

  it('hold in every sliding window, whoever calls at once', { timeout: 180_000 }, async () => {
    const app = { id: 'app', everyMs: 62, burst: 32 };
    const all: number[] = [];
    const byChat = Array.from({ length: CHATS }, (): number[] => []);
    // Each caller has a clock of its own, which goes on only while he waits for his turn.
    const call = async (caller: number): Promise<void> => {
      let now = AT.getTime();
      for (let turn = 0; turn < CALLS / CALLERS; turn += 1) {
        const chat = (turn * 7 + caller) % CHATS;
        now = await reserve([app, { id: `chat:${chat}`, everyMs: 250, burst: 0 }], now);
        all.push(now);
        byChat[chat]?.push(now);
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));

    expect(all).toHaveLength(CALLS);
    expect(mostWithin(all, 1000)).toBeLessThanOrEqual(50);
    expect(mostWithin(all, 60_000)).toBeLessThanOrEqual(1000);
    for (const calls of byChat) expect(mostWithin(calls, 1000)).toBeLessThanOrEqual(5);
    // The limits are used, not only kept: 2000 calls at 62 ms take two minutes.
    expect(Math.max(...all) - AT.getTime()).toBeLessThan(CALLS * 62 + 1000);
  });
});

/** The most calls in any window of so many ms. */
function mostWithin(moments: readonly number[], ms: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + ms).length));
}
