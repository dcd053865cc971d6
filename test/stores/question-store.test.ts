import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('the questions people are asked', ({ freshUrl }) => {
  let world: World;
  let person: string;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  beforeEach(() => {
    person = world.newId();
  });

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const ask = (to: string, cardId = 'card', expiresAt = later(1000)) =>
    inTx((tx) => tx.questions.ask({ personId: person, cardId, press: { act: 'ask', to }, expiresAt }));
  const open = (at = AT) => inTx((tx) => tx.questions.open(person, at));

  it('carry what the button carried, until they are dropped', async () => {
    await ask('rejected', 'card-1');
    expect(await open()).toEqual({
      personId: person,
      cardId: 'card-1',
      press: { act: 'ask', to: 'rejected' },
      expiresAt: later(1000),
    });
    await inTx((tx) => tx.questions.drop(person));
    expect(await open()).toBeNull();
  });

  it('take the place of earlier ones: a person is asked one thing at a time', async () => {
    await ask('first');
    await ask('second', 'card-2', later(2000));
    expect(await open(later(1500))).toMatchObject({ cardId: 'card-2', press: { to: 'second' } });
  });

  it('are one, although two presses ask at once', async () => {
    await Promise.all([ask('one'), ask('two')]);
    const rows = await inTx(async (tx) => [await tx.questions.open(person, AT)]);
    expect(['one', 'two']).toContain(rows[0]?.press['to']);
    await inTx((tx) => tx.questions.drop(person));
    expect(await open()).toBeNull();
  });

  it('are answered once, although two answers come at once', async () => {
    await ask('anything');
    const drop = () => inTx((tx) => tx.questions.drop(person));
    expect((await Promise.all([drop(), drop()])).sort()).toEqual([false, true]);
  });

  it('run out, to the millisecond, and are forgotten then', async () => {
    await inTx((tx) => tx.questions.forgetExpired(later(1e9)));
    await ask('anything');
    expect(await open(later(999))).not.toBeNull();
    expect(await open(later(1000))).toBeNull();
    expect(await inTx((tx) => tx.questions.forgetExpired(later(999)))).toBe(0);
    expect(await inTx((tx) => tx.questions.forgetExpired(later(1000)))).toBe(1);
  });
});
