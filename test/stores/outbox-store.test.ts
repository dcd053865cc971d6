import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Job, Promised } from '../../src/stores/outbox-store.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('the outbox', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    await world.database.db('outbox').delete();
  });

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const aPromise = (key: string, over: Partial<Promised> = {}): Promised => {
    return { topic: 'card', key, lane: 'chat:1', connection: 'feishu', payload: { card: key }, ...over };
  };
  const promise = (promised: Promised, at = AT) =>
    inTx((tx) => tx.outbox.promise(promised, world.newId(), at));
  const head = async (lane = 'chat:1'): Promise<Job> => {
    const job = await inTx((tx) => tx.outbox.head(lane));
    if (!job) throw new Error(`${lane} is empty`);
    return job;
  };
  const due = (at: Date, limit = 10) => inTx((tx) => tx.outbox.dueLanes(at, limit));

  it('keeps what was promised, with emoji and the longest text', async () => {
    const text = `🔋${'长'.repeat(4000)}`;
    await promise(aPromise('a', { topic: 'text', payload: { chat: 'chat-1', text }, dueAt: later(5) }));
    expect(await head()).toMatchObject({
      topic: 'text',
      payload: { chat: 'chat-1', text },
      state: 'waiting',
      revision: 1,
      attempts: 0,
      promisedAt: AT,
      dueAt: later(5),
      firstTriedAt: null,
      uncertainSince: null,
    });
  });

  it('hands out a lane in the order of the promises, and by id within a moment', async () => {
    await promise(aPromise('b'), later(1));
    await promise(aPromise('c'), later(1));
    await promise(aPromise('a'), AT);
    await promise(aPromise('other', { lane: 'chat:2' }), later(-9));
    const keys: string[] = [];
    for (let left = 3; left > 0; left -= 1) {
      const job = await head();
      keys.push(job.key);
      await inTx((tx) => tx.outbox.settle(job, 'done', '', later(2)));
    }
    expect(keys).toEqual(['a', 'b', 'c']);
    expect(await inTx((tx) => tx.outbox.head('chat:1'))).toBeNull();
  });

  it('does not pile up the same promise, and keeps its place', async () => {
    await promise(aPromise('a'));
    await promise(aPromise('b'), later(1));
    await promise(aPromise('a'), later(2));
    expect(await head()).toMatchObject({ key: 'a', revision: 2, promisedAt: AT });
    expect(await inTx((tx) => tx.outbox.list('waiting', 10))).toHaveLength(2);
  });

  it('keeps a promise that was made anew while the earlier one was under way', async () => {
    await promise(aPromise('a'));
    const underWay = await head();
    await inTx((tx) => tx.outbox.begin(underWay, later(1)));
    await promise(aPromise('a'), later(2));
    await inTx((tx) => tx.outbox.settle(underWay, 'done', '', later(3)));
    const again = await head();
    expect(again).toMatchObject({
      state: 'waiting',
      revision: 2,
      attempts: 0,
      dueAt: later(3),
      firstTriedAt: null,
      uncertainSince: null,
    });

    await inTx((tx) => tx.outbox.settle(again, 'done', '', later(4)));
    expect(await inTx((tx) => tx.outbox.list('done', 10))).toMatchObject([{ id: again.id }]);
  });

  it.each(['done', 'dead'] as const)('promises anew what was %s, from the start', async (state) => {
    await promise(aPromise('a'));
    const job = await head();
    await inTx((tx) => tx.outbox.begin(job, AT));
    await inTx((tx) => tx.outbox.settle(job, state, 'why', later(1)));
    await promise(aPromise('a'), later(2));
    expect(await head()).toMatchObject({
      id: job.id,
      attempts: 0,
      lastError: '',
      promisedAt: later(2),
      dueAt: later(2),
      firstTriedAt: null,
    });
  });

  it('takes a promise for once only once, whatever became of it', async () => {
    const once = (text: string, at: Date) =>
      inTx((tx) => tx.outbox.promiseOnce(aPromise('a', { payload: { text } }), world.newId(), at));
    await once('first', AT);
    const job = await head();
    await inTx((tx) => tx.outbox.settle(job, 'done', '', later(1)));
    await once('second', later(2));
    expect(await inTx((tx) => tx.outbox.list('done', 10))).toMatchObject([{ payload: { text: 'first' } }]);
    expect(await inTx((tx) => tx.outbox.list('waiting', 10))).toHaveLength(0);
  });

  it('makes one job of a promise that many make at once', async () => {
    await Promise.all(Array.from({ length: 12 }, () => promise(aPromise('a'))));
    expect(await inTx((tx) => tx.outbox.list('waiting', 10))).toHaveLength(1);
    expect(await head()).toMatchObject({ revision: 12 });
  });

  it('loses none of many promises that are made at once', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `key-${index}`);
    await Promise.all(keys.map((key, index) => promise(aPromise(key, { lane: `chat:${index % 3}` }))));
    const jobs = await inTx((tx) => tx.outbox.list('waiting', 100));
    expect(jobs.map(({ key }) => key).sort()).toEqual([...keys].sort());
  });

  it('names the lanes with something due, the longest waiting first', async () => {
    await promise(aPromise('a', { lane: 'late' }), later(5));
    await promise(aPromise('b', { lane: 'early' }), AT);
    await promise(aPromise('c', { lane: 'not yet', dueAt: later(100) }), AT);
    await promise(aPromise('d', { lane: 'early' }), later(9));
    expect(await due(later(9))).toEqual(['early', 'late']);
    expect(await due(later(9), 1)).toEqual(['early']);
    expect(await due(later(100))).toEqual(['early', 'not yet', 'late']);
  });

  it('leaves out a lane whose first job must wait, so that stuck lanes crowd out no other', async () => {
    for (const lane of ['stuck:1', 'stuck:2', 'stuck:3']) {
      await promise(aPromise(`${lane} first`, { lane }));
      await promise(aPromise(`${lane} second`, { lane }), later(1));
      const job = await head(lane);
      await inTx((tx) => tx.outbox.postpone(job, later(1000), null, 'limit'));
    }
    await promise(aPromise('free', { lane: 'free' }), later(5));
    expect(await due(later(10), 3)).toEqual(['free']);
    expect(await due(later(1000))).toEqual(['stuck:1', 'stuck:2', 'stuck:3', 'free']);
  });

  it('remembers when a job was first tried, until it starts anew', async () => {
    await promise(aPromise('a'));
    for (const at of [later(1), later(7)]) {
      const job = await head();
      await inTx((tx) => tx.outbox.begin(job, at));
    }
    await promise(aPromise('a'), later(8));
    const job = await head();
    expect(job).toMatchObject({ attempts: 2, firstTriedAt: later(1), uncertainSince: later(1) });
    await inTx((tx) => tx.outbox.settle(job, 'dead', 'gone', later(9)));
    await inTx((tx) => tx.outbox.revive(job.id, later(10)));
    expect(await head()).toMatchObject({ attempts: 0, firstTriedAt: null });
  });

  it('puts a failed job off with what is known of it', async () => {
    await promise(aPromise('a'));
    const job = await head();
    await inTx((tx) => tx.outbox.begin(job, later(1)));
    await inTx((tx) => tx.outbox.postpone(job, later(50), later(1), 'timeout'));
    expect(await head()).toMatchObject({
      attempts: 1,
      dueAt: later(50),
      uncertainSince: later(1),
      lastError: 'timeout',
    });
  });

  it('revives a dead job for the operator, and nothing else', async () => {
    await promise(aPromise('a'));
    const job = await head();
    expect(await inTx((tx) => tx.outbox.revive(job.id, later(1)))).toBe(false);
    await inTx((tx) => tx.outbox.settle(job, 'dead', 'gone', later(1)));
    expect((await inTx((tx) => tx.outbox.list('dead', 10))).map(({ id }) => id)).toEqual([job.id]);
    expect(await inTx((tx) => tx.outbox.revive(job.id, later(2)))).toBe(true);
    expect(await head()).toMatchObject({ attempts: 0, dueAt: later(2) });
  });

  it('gives a job up for good, but none that has changed since it was read', async () => {
    await promise(aPromise('a'));
    const read = await head();
    await promise(aPromise('a'), later(1));
    expect(await inTx((tx) => tx.outbox.giveUp(read, 'no more', later(2)))).toBe(false);
    const job = await head();
    expect(await inTx((tx) => tx.outbox.giveUp(job, 'no more', later(2)))).toBe(true);
    expect(await inTx((tx) => tx.outbox.find(job.id))).toMatchObject({
      state: 'given-up',
      lastError: 'no more',
    });
    expect(await inTx((tx) => tx.outbox.head('chat:1'))).toBeNull();
    expect(await inTx((tx) => tx.outbox.revive(job.id, later(3)))).toBe(false);
    expect(await inTx((tx) => tx.outbox.forgetDoneBefore(later(3)))).toBe(1);
    expect(await inTx((tx) => tx.outbox.find(job.id))).toBeNull();
  });

  it('counts what waits and what is dead by topic, with the oldest promise of each', async () => {
    await promise(aPromise('old'), AT);
    await promise(aPromise('new'), later(5));
    await promise(aPromise('text', { topic: 'text', lane: 'chat:2' }), later(7));
    await promise(aPromise('done', { lane: 'chat:3' }), later(-9));
    const [done, dead] = [await head('chat:3'), await head('chat:2')];
    await inTx((tx) => tx.outbox.settle(done, 'done', '', later(8)));
    await inTx((tx) => tx.outbox.settle(dead, 'dead', 'gone', later(9)));
    const tallies = await inTx((tx) => tx.outbox.tally());
    expect(tallies.toSorted((one, other) => one.topic.localeCompare(other.topic))).toEqual([
      { topic: 'card', state: 'waiting', jobs: 2, oldest: AT },
      { topic: 'text', state: 'dead', jobs: 1, oldest: later(7) },
    ]);
  });

  it('forgets what was done long ago, and never what is dead or waiting', async () => {
    for (const [key, state] of [
      ['old', 'done'],
      ['dead', 'dead'],
    ] as const) {
      await promise(aPromise(key));
      const job = await head();
      await inTx((tx) => tx.outbox.settle(job, state, '', AT));
    }
    await promise(aPromise('waiting'));
    await promise(aPromise('new', { lane: 'chat:2' }));
    const recent = await head('chat:2');
    await inTx((tx) => tx.outbox.settle(recent, 'done', '', later(10)));
    expect(await inTx((tx) => tx.outbox.forgetDoneBefore(later(10)))).toBe(1);
    const states = ['done', 'dead', 'waiting'] as const;
    expect(
      await inTx((tx) =>
        Promise.all(states.map((state) => tx.outbox.list(state, 1000).then((jobs) => jobs.length))),
      ),
    ).toEqual([1, 1, 1]);
  });
});
