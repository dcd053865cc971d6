import { afterAll, beforeAll, expect, it } from 'vitest';
import { runOncePer } from '../../src/jobs/schedule.ts';
import { createLog } from '../../src/log.ts';
import { type Database, openDatabase } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { TEST_SEALS } from '../support/seals.ts';

onEveryDatabase('a scheduled job', (engine) => {
  let database: Database;
  let now = new Date('2026-11-23T02:00:00Z');

  beforeAll(async () => {
    database = openDatabase(await engine.freshUrl());
    await database.migrate();
  });

  afterAll(() => database.close());

  /** What one of several processes brings along. */
  function processNamed(owner: string) {
    const inTransaction = transactionsOn(database.db, {
      now: () => now,
      newId: () => owner,
      seals: TEST_SEALS,
    });
    return { inTransaction, log: createLog('silent'), now: () => now, sleep: async () => {}, owner };
  }

  it('runs once per period, whichever of several processes wakes first', async () => {
    const runs: string[] = [];
    const jobOf = (owner: string) => ({ name: 'push', cron: '* * * * *', run: async () => runs.push(owner) });
    const owners = ['a', 'b', 'c'];
    const wake = (period: string) =>
      Promise.all(owners.map((owner) => runOncePer(processNamed(owner), jobOf(owner), period)));
    expect((await wake('2026-11-23T02:00')).filter(Boolean)).toHaveLength(1);
    expect(await wake('2026-11-23T02:00')).toEqual([false, false, false]);
    expect((await wake('2026-11-24T02:00')).filter(Boolean)).toHaveLength(1);
    expect(runs).toHaveLength(2);
  });

  it('is taken up by another process when its first one died, and not before', async () => {
    const dying = { name: 'pull', cron: '* * * * *', run: () => Promise.reject(new Error('killed')) };
    await expect(runOncePer(processNamed('a'), dying, 'p')).rejects.toThrow('killed');
    const living = { ...dying, run: async () => 'done' };
    expect(await runOncePer(processNamed('b'), living, 'p')).toBe(false);
    now = new Date(now.getTime() + 600_001);
    expect(await runOncePer(processNamed('b'), living, 'p')).toBe(true);
    expect(await runOncePer(processNamed('a'), living, 'p')).toBe(false);
  });
});
