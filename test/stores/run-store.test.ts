import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('the run of a period', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const take = (period: string, owner: string, at = AT, job = 'push') =>
    inTx((tx) => tx.runs.take(job, period, owner, at, new Date(at.getTime() + 1000)));

  it('goes to one of many processes that wake at once', async () => {
    const period = world.newId();
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, index) => take(period, `process-${index}`)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is taken over when its process died, by one of many', async () => {
    const period = world.newId();
    await take(period, 'dead');
    expect(await take(period, 'early', later(999))).toBe(false);
    const heirs = Array.from({ length: 8 }, (_, index) => take(period, `heir-${index}`, later(1000)));
    expect((await Promise.all(heirs)).filter(Boolean)).toHaveLength(1);
  });

  it('is never done again once it is done', async () => {
    const period = world.newId();
    await take(period, 'one');
    await inTx((tx) => tx.runs.finish('push', period, 'one', later(1)));
    expect(await take(period, 'two', later(99_999))).toBe(false);
  });

  it('is not finished by a process that has lost it', async () => {
    const period = world.newId();
    await take(period, 'one');
    await take(period, 'two', later(1000));
    await inTx((tx) => tx.runs.finish('push', period, 'one', later(1001)));
    expect(await take(period, 'three', later(2000))).toBe(true);
  });

  it('belongs to one job and one period', async () => {
    const period = world.newId();
    await take(period, 'one');
    expect(await take(period, 'one', AT, 'digest')).toBe(true);
    expect(await take(world.newId(), 'one')).toBe(true);
  });
});
