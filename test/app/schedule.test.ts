import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { weekly } from '../../src/domain/period.ts';
import { runDue, type ScheduledJob, type Subject } from '../../src/jobs/schedule.ts';
import { createLog } from '../../src/log.ts';
import { type Database, openDatabase } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { TEST_SEALS } from '../support/seals.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const MONDAY = new Date('2026-11-23T09:00:00+08:00');
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

onEveryDatabase('a scheduled job', (engine) => {
  let database: Database;
  let now = MONDAY;
  let jobs = 0;

  beforeAll(async () => {
    database = openDatabase(await engine.freshUrl());
    await database.migrate();
  });

  beforeEach(() => {
    now = MONDAY;
    jobs += 1;
  });

  afterAll(() => database.close());

  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };

  /** What one of several processes brings along. */
  function processNamed(owner: string) {
    const world = { now: () => now, newId: () => owner, seals: TEST_SEALS };
    const inTransaction = transactionsOn(database.db, world);
    return { inTransaction, log: createLog('silent'), now: () => now, sleep: async () => {}, owner };
  }

  /** A weekly job, with a list of what it did for whom in which period. */
  function jobFor(subjects: readonly Subject[], fault: (subject: string) => void = () => {}) {
    const done: string[] = [];
    const job: ScheduledJob = {
      name: `job-${jobs}`,
      schedule: weekly(),
      subjects: async () => subjects,
      run: async (subject, { from }) => {
        fault(subject);
        done.push(`${subject} ${from.toISOString().slice(0, 10)}`);
      },
      repeatable: false,
    };
    return { job, done };
  }

  const wake = (job: ScheduledJob, ...owners: string[]) =>
    Promise.all(owners.map((owner) => runDue(processNamed(owner), job)));

  const old = (...ids: string[]): Subject[] => ids.map((id) => ({ id, since: LONG_AGO }));

  it('is done once a subject and period, whichever of several processes wakes first and however often', async () => {
    const { job, done } = jobFor(old('a', 'b', 'c'));
    await wake(job, 'one', 'two', 'three');
    await wake(job, 'one', 'two', 'three');
    expect(done.sort()).toEqual(['a 2026-11-23', 'b 2026-11-23', 'c 2026-11-23']);
    pass(7 * DAY - 1);
    await wake(job, 'one', 'two');
    expect(done).toHaveLength(3);
    pass(1);
    await wake(job, 'one', 'two');
    expect(done.slice(3).sort()).toEqual(['a 2026-11-30', 'b 2026-11-30', 'c 2026-11-30']);
  });

  it('is caught up once after weeks in which nobody was there, and not again by a clock set back', async () => {
    const { job, done } = jobFor(old('a'));
    await wake(job, 'one');
    pass(24 * DAY);
    await wake(job, 'one');
    expect(done).toEqual(['a 2026-11-23', 'a 2026-12-14']);
    pass(-24 * DAY);
    await wake(job, 'one', 'two');
    expect(done).toHaveLength(2);
  });

  it('begins for a new subject with the next period, also when nobody says since when it is one', async () => {
    pass(DAY);
    const { job, done } = jobFor([
      { id: 'bound-today', since: now },
      { id: 'first-seen', since: null },
    ]);
    await wake(job, 'one', 'two');
    pass(DAY);
    await wake(job, 'one');
    expect(done).toEqual([]);
    pass(5 * DAY);
    await wake(job, 'one');
    expect(done).toEqual(['bound-today 2026-11-30', 'first-seen 2026-11-30']);
  });

  it('keeps to the schedule of a subject that has its own', async () => {
    const friday = { id: 'b', since: LONG_AGO, schedule: weekly('Asia/Shanghai', 5, 18) };
    const { job, done } = jobFor([...old('a'), friday]);
    await wake(job, 'one');
    pass(4 * DAY + 9 * 60 * MINUTE);
    await wake(job, 'one');
    expect(done).toEqual(['a 2026-11-23', 'b 2026-11-20', 'b 2026-11-27']);
  });

  it('is taken up by another process when its first one was killed, and not before', async () => {
    const { job, done } = jobFor(old('a'));
    const key = { job: job.name, subject: 'a', period: '2026-11-23T01:00' };
    const until = new Date(now.getTime() + 10 * MINUTE);
    await processNamed('killed').inTransaction((tx) =>
      tx.runs.take(key, new Date(now.getTime() + 7 * DAY), { owner: 'killed', at: now, until }),
    );
    pass(10 * MINUTE - 1);
    await wake(job, 'heir');
    expect(done).toEqual([]);
    pass(1);
    await wake(job, 'heir', 'other');
    expect(done).toEqual(['a 2026-11-23']);
  });

  it('is tried again after a failure, each time later, and keeps no other subject waiting', async () => {
    let tries = 0;
    const { job, done } = jobFor(old('a', 'b'), (subject) => {
      if (subject === 'a' && ++tries < 4) throw new Error('no luck');
    });
    await wake(job, 'one');
    expect(done).toEqual(['b 2026-11-23']);
    const seen: number[] = [];
    for (let minute = 1; minute <= 8; minute += 1) {
      pass(MINUTE);
      await wake(job, 'one', 'two');
      seen.push(tries);
    }
    expect(seen).toEqual([2, 2, 3, 3, 3, 3, 4, 4]);
    expect(done).toEqual(['b 2026-11-23', 'a 2026-11-23']);
  });

  it('that kept failing is left when its period ends', async () => {
    let broken = true;
    const { job, done } = jobFor(old('a'), () => {
      if (broken) throw new Error('no luck');
    });
    await wake(job, 'one');
    pass(7 * DAY);
    broken = false;
    await wake(job, 'one');
    expect(done).toEqual(['a 2026-11-30']);
  });

  it('knows a subject from the first look on, also at a moment at which it may not run', async () => {
    const { job, done } = jobFor([{ id: 'a', since: null }]);
    pass(DAY);
    await wake({ ...job, mayRunAt: () => false }, 'one');
    pass(7 * DAY);
    await wake(job, 'one');
    expect(done).toEqual(['a 2026-11-30']);
  });

  it('waits for a moment at which it may run', async () => {
    const { job, done } = jobFor(old('a'));
    const patient = { ...job, mayRunAt: (at: Date) => at.getTime() >= MONDAY.getTime() + DAY };
    await wake(patient, 'one');
    expect(done).toEqual([]);
    pass(DAY);
    await wake(patient, 'one');
    expect(done).toEqual(['a 2026-11-23']);
  });
});
