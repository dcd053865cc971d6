import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunKey } from '../../src/stores/run-store.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const ENDS = later(60_000);

onEveryDatabase('the run of a period', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const keyOf = (subject = ''): RunKey => ({ job: 'push', period: world.newId(), subject });
  const take = (key: RunKey, owner: string, at = AT, early = false) =>
    inTx((tx) => tx.runs.take(key, ENDS, { owner, at, until: new Date(at.getTime() + 1000), early }));

  it('goes to one of many processes that wake at once', async () => {
    const key = keyOf();
    const taken = await Promise.all(Array.from({ length: 8 }, (_, index) => take(key, `process-${index}`)));
    expect(taken.filter((attempt) => attempt !== null)).toEqual([1]);
  });

  it('is taken over when its process died, by one of many', async () => {
    const key = keyOf();
    await take(key, 'dead');
    expect(await take(key, 'early', later(999))).toBeNull();
    const heirs = Array.from({ length: 8 }, (_, index) => take(key, `heir-${index}`, later(1000)));
    expect((await Promise.all(heirs)).filter((attempt) => attempt !== null)).toEqual([2]);
  });

  it('is never done again once it is done, unless it is opened again', async () => {
    const key = keyOf();
    await take(key, 'one');
    expect(await inTx((tx) => tx.runs.finish(key, 1, later(1)))).toBe(true);
    expect(await take(key, 'two', later(99_999), true)).toBeNull();
    await inTx((tx) => tx.runs.reopen(key, later(2)));
    expect(await take(key, 'two', later(2))).toBe(2);
  });

  it('is not finished by a process that has lost it, nor by an older attempt of the same one', async () => {
    const key = keyOf();
    await take(key, 'one');
    await take(key, 'one', later(1000));
    expect(await inTx((tx) => tx.runs.finish(key, 1, later(1001)))).toBe(false);
    await inTx((tx) => tx.runs.fail(key, 1, { at: later(1001), dueAt: later(1001), code: 'late' }));
    expect(await take(key, 'three', later(1500))).toBeNull();
    expect(await take(key, 'three', later(2000))).toBe(3);
  });

  it('rests after a failure, and tells its code; an operator need not wait', async () => {
    const key = keyOf();
    await take(key, 'one');
    await inTx((tx) => tx.runs.fail(key, 1, { at: later(1), dueAt: later(5000), code: 'broken' }));
    expect(await inTx((tx) => tx.runs.ofPeriod('push', key.period))).toEqual([
      { subject: '', period: key.period, attempts: 1, doneAt: null, error: 'broken' },
    ]);
    expect(await take(key, 'two', later(4999))).toBeNull();
    expect(await take(key, 'two', later(4999), true)).toBe(2);
    await inTx((tx) => tx.runs.finish(key, 2, later(5000)));
    const [run] = await inTx((tx) => tx.runs.ofPeriod('push', key.period));
    expect(run).toMatchObject({ doneAt: later(5000), error: null });
  });

  it('belongs to one job, one subject and one period', async () => {
    const key = keyOf('one');
    await take(key, 'one');
    expect(await take({ ...key, job: 'digest' }, 'one')).toBe(1);
    expect(await take({ ...key, subject: 'two' }, 'one')).toBe(1);
    expect(await take(keyOf('one'), 'one')).toBe(1);
  });

  it('remembers since when a subject is known, and forgets periods that ended long ago, not that', async () => {
    const job = world.newId();
    await inTx((tx) => tx.runs.note(job, ['a', 'b'], AT));
    await inTx((tx) => tx.runs.note(job, ['b', 'c'], later(5)));
    await take({ job, period: '2026-11-23T01:00', subject: 'a' }, 'one');
    await take({ job, period: '2026-11-24T01:00', subject: 'a' }, 'one');
    expect((await inTx((tx) => tx.runs.ofJob(job, 9))).map(({ period }) => period)).toEqual([
      '2026-11-24T01:00',
      '2026-11-23T01:00',
    ]);
    await inTx((tx) => tx.runs.forgetBefore(new Date(ENDS.getTime() + 1)));
    expect(await inTx((tx) => tx.runs.ofJob(job, 9))).toEqual([]);
    expect(await inTx((tx) => tx.runs.known(job))).toEqual(
      new Map([
        ['a', AT],
        ['b', AT],
        ['c', later(5)],
      ]),
    );
  });
});
