import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditTrail, checkAudit } from '../../src/reads/audit-check.ts';
import type { AuditEntry } from '../../src/stores/audit-store.ts';
import type { InTransaction } from '../../src/stores/transactions.ts';
import { entryAt, TAMPERINGS } from '../support/audit-tampering.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { readSources } from '../support/source-files.ts';
import { openWorld, type World } from '../support/world.ts';

const TEXT = '合作需求：一台样机；联系人：13800000000';

/** Entries of one enterprise as actions add them, all in one transaction. */
async function add(world: World, enterpriseId: string, count: number): Promise<AuditEntry[]> {
  return world.inTransaction(async (tx) => {
    const entries = Array.from({ length: count }, (_, index) => ({
      id: tx.newId(),
      at: tx.at,
      enterpriseId,
      actor: 'operator',
      act: 'submit-intent',
      subject: `intent-${index}`,
      detail: { text: TEXT, origin: 'evaluation', before: { b: [1, { d: 'e', c: '\ud800' }], a: undefined } },
    }));
    for (const entry of entries) tx.audit.add(entry);
    return entries;
  });
}

async function all<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of generator) found.push(each);
  return found;
}

onEveryDatabase('the chain of the audit trail', ({ freshUrl }) => {
  let world: World;
  let other: World;

  beforeAll(async () => {
    const url = await freshUrl();
    world = await openWorld(url);
    other = url.startsWith('sqlite') ? world : await openWorld(url);
  });

  afterAll(async () => {
    if (other !== world) await other.close();
    await world.close();
  });

  const check = (owner: string, expected?: { position: number; hash: string }) =>
    checkAudit(world.inTransaction, owner, expected);

  it.each(Object.entries(TAMPERINGS))('shows that somebody changed %s', async (_, { do: tamper, flaw }) => {
    const [owner, neighbour] = [world.newId(), world.newId()];
    await add(world, owner, 6);
    await add(world, neighbour, 6);
    expect(await check(owner)).toMatchObject({ head: { position: 6 }, flaw: null });
    await tamper(world.database.db, owner);
    expect((await check(owner)).flaw).toEqual(flaw);
    expect((await check(neighbour)).flaw).toBeNull();
  });

  it('shows against a noted head that it was written anew or cut off with its end', async () => {
    const owner = world.newId();
    await add(world, owner, 3);
    const { head } = await check(owner);
    await add(world, owner, 2);
    expect((await check(owner, head)).flaw).toBeNull();
    expect((await check(owner, { ...head, hash: 'f'.repeat(64) })).flaw).toEqual({
      position: 3,
      kind: 'rewritten',
    });
    expect((await check(owner, { position: 9, hash: head.hash })).flaw).toEqual({
      position: 6,
      kind: 'cut-off',
    });
  });

  it('has neither gaps nor doubles when forty transactions of two processes add to it at once', async () => {
    const [one, two] = [world.newId(), world.newId()];
    let ids = 0;
    const both = Array.from({ length: 40 }, (_, index) => {
      const from = index % 2 === 0 ? world : other;
      return from.inTransaction(async (tx) => {
        // Each adds for both enterprises, half of them in the other order.
        for (const enterpriseId of index % 4 < 2 ? [one, two] : [two, one]) {
          ids += 1;
          const entry = { id: `at-once-${one}-${ids}`, at: tx.at, enterpriseId, subject: 'x', detail: {} };
          tx.audit.add({ ...entry, actor: 'operator', act: 'set-focus' });
        }
      });
    });
    await Promise.all(both);
    for (const owner of [one, two])
      expect(await check(owner)).toMatchObject({ head: { position: 40 }, flaw: null });
  });

  it('leaves no trace of what was rolled back', async () => {
    const owner = world.newId();
    await add(world, owner, 1);
    const failed = world.inTransaction(async (tx) => {
      const entry = { id: tx.newId(), at: tx.at, enterpriseId: owner, subject: 'x', detail: {} };
      tx.audit.add({ ...entry, actor: 'operator', act: 'set-focus' });
      throw new Error('not this time');
    });
    await expect(failed).rejects.toThrow('not this time');
    expect(await check(owner)).toMatchObject({ head: { position: 1 }, flaw: null });
  });

  it('keeps what it was told, the text of an intent sealed, and asks the database for nothing but that', async () => {
    const owner = world.newId();
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }) => void asked.push(sql);
    world.database.db.on('query', listen);
    const [entry] = await add(world, owner, 1);
    const [row] = await entryAt(world.database.db, owner, 1);
    expect(JSON.stringify(row)).not.toContain('13800000000');
    const trail = await all(auditTrail(world.inTransaction, owner));
    world.database.db.off('query', listen);
    const about = asked.filter((sql) => /[`"]audit[`"]/.test(sql)).map((sql) => sql.split(' ')[0]);
    expect(new Set(about)).toEqual(new Set(['insert', 'select']));
    expect(trail).toMatchObject([{ position: 1, ...entry, detail: { text: TEXT, origin: 'evaluation' } }]);
  });
});

describe('the audit trail', () => {
  it('of ten thousand entries is followed page by page, so that it never is in memory as a whole', async () => {
    const world = await openWorld();
    await add(world, 'long', 10_000);
    const pages: number[] = [];
    const inTransaction: InTransaction = (work) =>
      world.inTransaction(async (tx) => {
        const page = await work(tx);
        if (Array.isArray(page)) pages.push(page.length);
        return page;
      });
    expect(await checkAudit(inTransaction, 'long')).toMatchObject({ head: { position: 10_000 }, flaw: null });
    expect(pages).toEqual([...Array.from({ length: 20 }, () => 500), 0]);
    await world.close();
  });

  it('is written by inserts alone: nothing in the service changes or deletes an entry', () => {
    const touching = readSources(['src']).filter(({ text }) => /(?:db|trx|>)\('audit'\)/.test(text));
    expect(touching.map(({ path }) => path)).toEqual(['src/stores/audit-store.ts']);
    for (const { text } of touching) {
      const calls = [...text.matchAll(/\.(update|delete|del|truncate|merge|raw)\(/g)].map(([, name]) => name);
      // The one update is that of the head.
      expect(calls).toEqual(['update']);
      expect(text).toMatch(/\('audit_heads'\)\s*\.where\(\{[^}]*\}\)\s*\.update\(head\)/);
    }
  });
});
