import { type Db, openDatabase } from '../../src/stores/database.ts';

/** What a table holds, as rows of text; for comparing before with after. */
export type Stored = Readonly<Record<string, readonly string[]>>;

/** Kept for the running of the service alone: who works where, and how fast. */
const MACHINERY: ReadonlySet<string> = new Set(['lanes', 'limits', 'runs', 'cursors']);
/** What a refusal may leave behind: the memory of the delivery and the answer promised to whoever wrote. */
const MEMORY: ReadonlySet<string> = new Set(['deliveries', 'outbox', 'persons', 'chats']);

/** Reads every table of a service's database, through a connection of its own. */
export function everythingStored(databaseUrl: string): Promise<Stored> {
  return read(databaseUrl, (name) => !MACHINERY.has(name));
}

/** Reads every table but those in which a refused delivery is remembered and answered. */
export function recordsStored(databaseUrl: string): Promise<Stored> {
  return read(databaseUrl, (name) => !MACHINERY.has(name) && !MEMORY.has(name));
}

/** Reads one table. */
export async function rowsOf(databaseUrl: string, table: string): Promise<Record<string, unknown>[]> {
  const { db, close } = openDatabase(databaseUrl);
  return await db<Record<string, unknown>>(table).finally(close);
}

async function read(databaseUrl: string, wanted: (table: string) => boolean): Promise<Stored> {
  const { db, engine, close } = openDatabase(databaseUrl);
  try {
    const stored: Record<string, readonly string[]> = {};
    for (const name of (await tablesOf(db, engine)).filter(wanted)) {
      const rows: unknown[] = await db(name);
      stored[name] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return stored;
  } finally {
    await close();
  }
}

async function tablesOf(db: Db, engine: 'sqlite' | 'mysql'): Promise<string[]> {
  const query =
    engine === 'sqlite'
      ? db('sqlite_master').where({ type: 'table' }).select({ name: 'name' })
      : db('information_schema.tables')
          .where({ table_schema: db.raw('database()') })
          .select({ name: 'table_name' });
  const rows = await query;
  return rows
    .map(({ name }: { name: string }) => name)
    .filter((name) => !/^(knex_|sqlite_|patent_words)/.test(name))
    .sort();
}
