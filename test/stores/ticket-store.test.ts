import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('the tickets of a card', ({ freshUrl }) => {
  let world: World;
  let card: string;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  beforeEach(() => {
    card = world.newId();
  });

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const add = (code: string, expiresAt: Date) =>
    inTx((tx) => tx.tickets.add(tx.newId(), card, { code, expiresAt }));
  const take = (at = AT) => inTx((tx) => tx.tickets.take(card, at));

  it('are taken once each, the one that lasts longest first', async () => {
    await add('first', later(1000));
    await add('second', later(2000));
    expect((await take())?.code).toBe('second');
    expect(await take()).toEqual({ code: 'first', expiresAt: later(1000) });
    expect(await take()).toBeNull();
  });

  it('are good until they run out, to the millisecond', async () => {
    await add('only', later(1000));
    expect(await take(later(1000))).toBeNull();
    expect((await take(later(999)))?.code).toBe('only');
  });

  it('belong to one card', async () => {
    await add('mine', later(1000));
    expect(await inTx((tx) => tx.tickets.take(world.newId(), AT))).toBeNull();
  });

  it('go each to one of many who take at once', async () => {
    await add('one', later(1000));
    await add('two', later(2000));
    const taken = await Promise.all(Array.from({ length: 6 }, () => take()));
    expect(taken.flatMap((ticket) => ticket?.code ?? []).sort()).toEqual(['one', 'two']);
  });

  it('are forgotten when they are good no more, and not before', async () => {
    await inTx((tx) => tx.tickets.forgetExpired(later(1e9)));
    await add('old', later(1000));
    await add('new', later(5000));
    expect(await inTx((tx) => tx.tickets.forgetExpired(later(1000)))).toBe(1);
    expect((await take())?.code).toBe('new');
  });
});
