import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { addColumn, addKey, createTable, dropColumn, dropKey, dropTable } from './table.ts';

/** The audit trail becomes a chain of hashes in each enterprise; entries that are there are chained as they stand. */
export async function up(db: Knex): Promise<void> {
  // SQLite adds no column that must not be null and has no default, and MySQL gives text none: all are filled below.
  await addColumn(db, 'audit', 'position', (table) => table.integer('position').nullable());
  for (const column of ['salt', 'digest', 'hash'])
    await addColumn(db, 'audit', column, (table) => table.string(column, 64).notNullable().defaultTo(''));
  await addColumn(db, 'audit', 'text', (table) => table.text('text', 'mediumtext').nullable());
  await addKey(db, 'audit', 'unique', ['enterprise_id', 'position']);
  await createTable(db, 'audit_heads', (table) => {
    table.string('enterprise_id', 36).primary();
    table.integer('position').notNullable();
    table.string('hash', 64).notNullable();
  });
  const owners: string[] = await db('audit').distinct('enterprise_id').pluck('enterprise_id');
  for (const owner of owners.sort()) await chainAll(db, owner);
}

/** Takes the chain away again. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'audit_heads');
  await dropKey(db, 'audit', ['enterprise_id', 'position']);
  for (const column of ['position', 'salt', 'digest', 'hash', 'text']) await dropColumn(db, 'audit', column);
}

interface Entry {
  readonly id: string;
  readonly at: Date | number | string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: string;
}

interface Head {
  readonly position: number;
  readonly hash: string;
}

const AT_ONCE = 500;

/** Goes on after the last entry that is chained, so that a stop half-way does no harm. */
async function chainAll(db: Knex, owner: string): Promise<void> {
  const last: Head | undefined = await db('audit')
    .where({ enterprise_id: owner })
    .whereNotNull('position')
    .orderBy('position', 'desc')
    .first('position', 'hash');
  let head: Head = last ?? { position: 0, hash: '0'.repeat(64) };
  for (;;) {
    const entries: Entry[] = await db('audit')
      .where({ enterprise_id: owner, position: null })
      .orderBy(['at', 'id'])
      .limit(AT_ONCE);
    for (const entry of entries) head = await chain(db, owner, head, entry);
    if (entries.length < AT_ONCE) break;
  }
  await db('audit_heads').where({ enterprise_id: owner }).delete();
  await db('audit_heads').insert({ enterprise_id: owner, ...head });
}

/** The form of the chain as it was when this was written; it is the chain's first, and what follows builds on it. */
async function chain(db: Knex, owner: string, before: Head, entry: Entry): Promise<Head> {
  const { id, at, actor, act, subject } = entry;
  const position = before.position + 1;
  const salt = randomBytes(16).toString('hex');
  const digest = sha256(salt + inOrder(JSON.parse(entry.detail)));
  const bound = [before.hash, position, id, new Date(at).getTime(), owner, actor, act, subject, digest];
  const hash = sha256(JSON.stringify(bound));
  await db('audit').where({ id }).update({ position, salt, digest, hash, text: '' });
  return { position, hash };
}

function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${inOrder(each)}`).join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
