import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('the lease of a lane', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const take = (lane: string, owner: string, at = AT, until = later(60_000)) =>
    inTx((tx) => tx.lanes.take(lane, owner, at, until));
  /** A new lane, held by one until a minute has passed. */
  const held = async () => {
    const lane = world.newId();
    const lease = await take(lane, 'one');
    if (!lease) throw new Error('a new lane could not be taken');
    return lease;
  };

  it('goes to one of many who ask at once', async () => {
    const lane = world.newId();
    const owners = Array.from({ length: 8 }, (_, index) => `worker-${index}`);
    const leases = await Promise.all(owners.map((owner) => take(lane, owner)));
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('is refused to everybody else until it runs out, to the millisecond', async () => {
    const { lane } = await held();
    expect(await take(lane, 'two', later(59_999))).toBeNull();
    expect(await take(lane, 'two', later(60_000))).toEqual({ lane, owner: 'two', fence: 2 });
  });

  it('that ran out goes to one of many who ask at once', async () => {
    const { lane } = await held();
    const owners = Array.from({ length: 8 }, (_, index) => `worker-${index}`);
    const leases = await Promise.all(owners.map((owner) => take(lane, owner, later(60_000), later(90_000))));
    expect(leases.filter((lease) => lease !== null)).toMatchObject([{ fence: 2 }]);
  });

  it('can be kept for longer by its holder', async () => {
    const lease = await held();
    expect(await inTx((tx) => tx.lanes.keep(lease, later(120_000)))).toBe(true);
    expect(await take(lease.lane, 'two', later(119_999))).toBeNull();
  });

  it('can be kept twice to the same moment', async () => {
    const lease = await held();
    const keep = () => inTx((tx) => tx.lanes.keep(lease, later(120_000)));
    expect([await keep(), await keep()]).toEqual([true, true]);
  });

  it('is neither kept nor given back by one who has lost it', async () => {
    const lost = await held();
    await take(lost.lane, 'two', later(60_000), later(120_000));
    expect(await inTx((tx) => tx.lanes.keep(lost, later(300_000)))).toBe(false);
    await inTx((tx) => tx.lanes.release(lost, later(60_001)));
    expect(await take(lost.lane, 'three', later(60_002))).toBeNull();
  });

  it('is another one when the same worker takes the lane again', async () => {
    const first = await held();
    const second = await take(first.lane, 'one', later(60_000), later(120_000));
    expect(second).toMatchObject({ owner: 'one', fence: 2 });
    expect(await inTx((tx) => tx.lanes.keep(first, later(300_000)))).toBe(false);
  });

  it('is free at once when it was given back', async () => {
    const lease = await held();
    await inTx((tx) => tx.lanes.release(lease, later(1)));
    expect(await take(lease.lane, 'two', later(1))).toMatchObject({ fence: 2 });
  });

  it('is free when all were given back', async () => {
    const lease = await held();
    await inTx((tx) => tx.lanes.releaseAll(later(1)));
    expect(await take(lease.lane, 'two', later(1))).toMatchObject({ fence: 2 });
  });
});
