import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EnterpriseStore } from '../../src/stores/enterprise-store.ts';
import { type Tx, transactionsOn } from '../../src/stores/transactions.ts';
import { anEnterprise } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { TEST_SEALS } from '../support/seals.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('a transaction', ({ name, freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const anotherEnterprise = () => {
    const id = world.newId();
    return anEnterprise({ id, name: id, platformId: id });
  };
  const add = async (tx: Tx) => {
    const enterprise = anotherEnterprise();
    await tx.enterprises.add(enterprise, tx.at);
    return enterprise.id;
  };

  it('that fails leaves nothing behind', async () => {
    const names: string[] = [];
    const failed = world.inTransaction(async (tx) => {
      names.push(await add(tx), await add(tx));
      await tx.cursors.put('half-done', 'value');
      throw new Error('the work failed');
    });
    await expect(failed).rejects.toThrow('the work failed');
    await world.inTransaction(async (tx) => {
      for (const each of names) expect(await tx.enterprises.findByName(each)).toBeNull();
      expect(await tx.cursors.get('half-done')).toBeNull();
    });
  });

  it('goes on after a taken key was met in it', async () => {
    const first = await world.inTransaction(async (tx) => {
      expect(await tx.deliveries.take('feishu', 'same', tx.at)).toBe(true);
      expect(await tx.deliveries.take('feishu', 'same', tx.at)).toBe(false);
      return add(tx);
    });
    expect(await world.inTransaction((tx) => tx.enterprises.findByName(first))).not.toBeNull();
  });

  it('throws what is wrong with a row instead of storing something else', async () => {
    const nameless = { ...anotherEnterprise(), name: null as unknown as string };
    await expect(world.inTransaction((tx) => tx.enterprises.add(nameless, tx.at))).rejects.toThrow();
  });

  it.skipIf(name === 'sqlite')('refuses text that is too long for its column', async () => {
    const long = { ...anotherEnterprise(), name: '长'.repeat(121) };
    await expect(world.inTransaction((tx) => tx.enterprises.add(long, tx.at))).rejects.toThrow(/too long/i);
  });

  it('has one instant for all that is written in it', async () => {
    await world.inTransaction(async (tx) => {
      const { at } = tx;
      await add(tx);
      expect(tx.at).toBe(at);
    });
  });

  it.skipIf(name === 'sqlite')('that met a deadlock is run again, and both happen', async () => {
    const [left, right] = await world.inTransaction(async (tx) => [await add(tx), await add(tx)]);
    const meeting = meetingOfTwo();
    let runs = 0;
    const crossing = (first: string, second: string) =>
      world.inTransaction(async (tx) => {
        runs += 1;
        const held = await tx.enterprises.lock(first);
        await meeting();
        await increase(tx.enterprises, second);
        await tx.enterprises.replace({ ...held, dailyPushLimit: held.dailyPushLimit + 1 });
      });
    await Promise.all([crossing(left, right), crossing(right, left)]);
    expect(runs).toBe(3);
    const limits = await world.inTransaction(async (tx) => [
      (await tx.enterprises.get(left)).dailyPushLimit,
      (await tx.enterprises.get(right)).dailyPushLimit,
    ]);
    expect(limits).toEqual([7, 7]);
  });

  it('that fails for another reason is not run again', async () => {
    let runs = 0;
    const failed = world.inTransaction(async () => {
      runs += 1;
      throw Object.assign(new Error('a syntax error'), { errno: 1064 });
    });
    await expect(failed).rejects.toThrow('a syntax error');
    expect(runs).toBe(1);
  });

  it('that can never win gives up in the end', async () => {
    let runs = 0;
    const lost = world.inTransaction(async () => {
      runs += 1;
      throw Object.assign(new Error('deadlock'), { errno: 1213 });
    });
    await expect(lost).rejects.toThrow('deadlock');
    expect(runs).toBeGreaterThan(1);
  });

  it('keeps milliseconds in every time zone of the machine, also where clocks are put forward', async () => {
    const moments = ['2026-03-08T07:30:00.001Z', '2026-10-25T01:30:00.999Z', '1999-12-31T23:59:59.500Z'];
    for (const timeZone of ['America/New_York', 'Europe/Berlin', 'Asia/Shanghai', 'UTC']) {
      vi.stubEnv('TZ', timeZone);
      for (const moment of moments) {
        const at = new Date(moment);
        const read = await entryAt(at);
        expect([timeZone, read]).toEqual([timeZone, at]);
      }
    }
  });

  /** Writes an audit entry at a moment and reads the moment back. */
  async function entryAt(at: Date): Promise<Date | undefined> {
    const enterpriseId = world.newId();
    const inTransaction = transactionsOn(world.database.db, {
      now: () => at,
      newId: world.newId,
      seals: TEST_SEALS,
    });
    const entry = {
      id: world.newId(),
      enterpriseId,
      actor: 'operator',
      act: 'test',
      subject: 'none',
      detail: {},
    };
    await inTransaction(async (tx) => tx.audit.add({ ...entry, at: tx.at }));
    const [found] = await inTransaction((tx) => tx.audit.ofEnterprise(enterpriseId));
    return found?.at;
  }
});

describe('a query that leaks out of its transaction', () => {
  it('is noticed on SQLite, because it waits for the one connection', async () => {
    const world = await openWorld();
    // The pool's own patience is a minute; nobody wants to wait for it here.
    world.database.db.client.pool.acquireTimeoutMillis = 50;
    vi.spyOn(world.database.db.client.logger, 'warn').mockReturnValue(undefined);
    const leaked = world.inTransaction(async () => world.database.db('enterprises').first());
    await expect(leaked).rejects.toThrow(/Timeout acquiring a connection/);
    await world.close();
  });
});

async function increase(enterprises: EnterpriseStore, id: string): Promise<void> {
  const enterprise = await enterprises.lock(id);
  await enterprises.replace({ ...enterprise, dailyPushLimit: enterprise.dailyPushLimit + 1 });
}

/** Lets the first two who come wait for each other, and everybody after them pass. */
function meetingOfTwo(): () => Promise<void> {
  let arrived = 0;
  let open = () => {};
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived === 2) open();
    await both;
  };
}
