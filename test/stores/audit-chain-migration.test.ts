import { expect, it } from 'vitest';
import { migrationSource } from '../../migrations/index.ts';
import { checkAudit } from '../../src/reads/audit-check.ts';
import { type Db, openDatabase } from '../../src/stores/database.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { TEST_SEALS } from '../support/seals.ts';

const NAME = '2026-11-24-11-audit-chain';
const [ONE, TWO] = ['enterprise-1', 'enterprise-2'];
const COUNT = 620;

/** Brings a database to the day before the chain, with entries of two enterprises, two of them in each moment. */
async function before(db: Db): Promise<void> {
  const names = (await migrationSource.getMigrations([])).map(({ name }) => name);
  for (const _ of names.slice(0, names.indexOf(NAME))) await db.migrate.up({ migrationSource });
  for (const owner of [ONE, TWO])
    for (let from = 0; from < COUNT; from += 20) await db('audit').insert(rows(owner, from, 20));
}

function rows(owner: string, from: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `${owner}-${String(COUNT - from - index).padStart(4, '0')}`,
    at: new Date(Date.parse('2026-11-20T00:00:00.001Z') + Math.floor((from + index) / 2)),
    enterprise_id: owner,
    actor: 'operator',
    act: 'submit-evaluation',
    subject: 'evaluation-1',
    detail: JSON.stringify({
      stars: 4,
      opinion: '可用于冷却',
      before: { keywords: ['电池'], industries: [] },
    }),
  }));
}

onEveryDatabase('the migration to a chain', ({ emptyUrl }) => {
  it('chains what is there in the order of time and ids, also after it was stopped half-way', async () => {
    const { db, migrate, close } = openDatabase(await emptyUrl());
    await before(db);
    const migrations = await migrationSource.getMigrations([]);
    const chain = migrations.find(({ name }) => name === NAME);
    await chain?.up(db);
    // What a kill in the middle of the second enterprise leaves behind.
    const late = db('audit').where({ enterprise_id: TWO }).where('position', '>', 333);
    await late.update({ position: null, salt: '', digest: '', hash: '', text: null });
    await db('audit_heads').where({ enterprise_id: TWO }).delete();
    await migrate();

    const inTransaction = transactionsOn(db, {
      now: () => new Date('2026-11-24T00:00:00.000Z'),
      newId: () => 'the-next-one',
      seals: TEST_SEALS,
    });
    for (const owner of [ONE, TWO]) {
      const verdict = await checkAudit(inTransaction, owner);
      expect(verdict).toMatchObject({ head: { position: COUNT }, flaw: null });
      const byPosition = await db('audit').where({ enterprise_id: owner }).orderBy('position').pluck('id');
      expect(byPosition).toEqual(
        await db('audit').where({ enterprise_id: owner }).orderBy(['at', 'id']).pluck('id'),
      );
    }
    const next = { actor: 'operator', act: 'set-focus', subject: ONE, detail: {} };
    await inTransaction(async (tx) =>
      tx.audit.add({ id: tx.newId(), at: tx.at, enterpriseId: ONE, ...next }),
    );
    expect(await checkAudit(inTransaction, ONE)).toMatchObject({ head: { position: COUNT + 1 }, flaw: null });
    await close();
  });
});
