import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('the memory of deliveries', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);

  it('gives a delivery to one of many who bring it at once, and the others its answer', async () => {
    const id = world.newId();
    const bring = (answer: string) =>
      inTx(async (tx) => {
        if (!(await tx.deliveries.take('feishu', id, tx.at))) return tx.deliveries.recall('feishu', id);
        await tx.deliveries.remember('feishu', id, answer);
        return answer;
      });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => bring(`回答 ${index} 🔋`)));
    expect(new Set(answers).size).toBe(1);
  });

  it('knows a delivery by its connection too, and by every letter of its id', async () => {
    const id = world.newId();
    const take = (connection: string, deliveryId: string) =>
      inTx((tx) => tx.deliveries.take(connection, deliveryId, AT));
    expect(await take('one', `${id}a`)).toBe(true);
    expect(await take('two', `${id}a`)).toBe(true);
    expect(await take('one', `${id}A`)).toBe(true);
    expect(await take('one', `${id}á`)).toBe(true);
    expect(await take('one', `${id}a`)).toBe(false);
  });

  it('has no answer for a delivery that had none', async () => {
    const id = world.newId();
    await inTx((tx) => tx.deliveries.take('feishu', id, AT));
    expect(await inTx((tx) => tx.deliveries.recall('feishu', id))).toBeNull();
    expect(await inTx((tx) => tx.deliveries.recall('feishu', 'never seen'))).toBeNull();
  });

  it('does not keep a delivery whose work failed', async () => {
    const id = world.newId();
    const failed = inTx(async (tx) => {
      await tx.deliveries.take('feishu', id, AT);
      throw new Error('the work failed');
    });
    await expect(failed).rejects.toThrow('the work failed');
    expect(await inTx((tx) => tx.deliveries.take('feishu', id, AT))).toBe(true);
  });

  it('forgets what is older than a moment, to the millisecond', async () => {
    const connection = world.newId();
    const take = (id: string, at: Date) => inTx((tx) => tx.deliveries.take(connection, id, at));
    await take('old', new Date(0));
    await take('edge', later(-1_000_000));
    await inTx((tx) => tx.deliveries.forgetBefore(later(-1_000_000)));
    expect(await take('old', AT)).toBe(true);
    expect(await take('edge', AT)).toBe(false);
  });
});

onEveryDatabase('a cursor', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  it('is unknown at first, then where it was put last, also when that is the same place', async () => {
    const get = () => world.inTransaction((tx) => tx.cursors.get('patents'));
    const put = (value: string) => world.inTransaction((tx) => tx.cursors.put('patents', value));
    expect(await get()).toBeNull();
    for (const value of ['page-1', 'page-1', 'page-2']) {
      await put(value);
      expect(await get()).toBe(value);
    }
  });
});
