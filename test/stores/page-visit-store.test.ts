import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('who opened a link first', ({ freshUrl }) => {
  let world: World;
  let link: string;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  beforeEach(() => {
    link = world.newId();
  });

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const take = (browser: string) =>
    inTx((tx) => tx.pageVisits.take({ link, browser, expiresAt: later(1000) }));

  it('may come again; nobody else may', async () => {
    expect(await inTx((tx) => tx.pageVisits.isTaken(link))).toBe(false);
    expect(await take('first')).toBe(true);
    expect(await take('second')).toBe(false);
    expect(await take('first')).toBe(true);
    expect(await inTx((tx) => tx.pageVisits.has(link, 'first'))).toBe(true);
    expect(await inTx((tx) => tx.pageVisits.has(link, 'second'))).toBe(false);
    expect(await inTx((tx) => tx.pageVisits.isTaken(link))).toBe(true);
  });

  it('is one browser, although many open it at once', async () => {
    const browsers = Array.from({ length: 6 }, (_, index) => `browser-${index}`);
    const taken = await Promise.all(browsers.map(take));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is forgotten when the link is good no more', async () => {
    await inTx((tx) => tx.pageVisits.forgetExpired(later(1e9)));
    await take('first');
    expect(await inTx((tx) => tx.pageVisits.forgetExpired(later(999)))).toBe(0);
    expect(await inTx((tx) => tx.pageVisits.forgetExpired(later(1000)))).toBe(1);
    expect(await inTx((tx) => tx.pageVisits.isTaken(link))).toBe(false);
  });
});
