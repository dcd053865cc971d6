import type { Knex } from 'knex';
import { createConnection } from 'mysql2/promise';
import { openDatabase } from '../../src/stores/database.ts';

/** Brings a new SQLite file to the newest tables, to be copied; returns its path. */
export async function migratedFile(file: string): Promise<string> {
  await migratedSchema(`sqlite:${file}`);
  return file;
}

/** Migrates a database, and returns the statements that make another one just like it. */
export async function migratedSchema(url: string): Promise<readonly string[]> {
  const { db, engine, migrate, close } = openDatabase(url);
  try {
    await migrate();
    return await (engine === 'sqlite' ? sqliteStatements(db) : statementsFor(db));
  } finally {
    await close();
  }
}

/** Migrates a database on a server once, and returns the statements that make another one just like it. */
export async function migratedStatements(server: string): Promise<string> {
  const database = 'panhuo_template';
  const connection = await createConnection(server);
  await connection.query(`create database ${database} character set utf8mb4`).finally(() => connection.end());
  return (await migratedSchema(server + database)).join(';\n');
}

async function statementsFor(db: Knex): Promise<string[]> {
  const statements: string[] = [];
  const [tables] = (await db.raw('show tables')) as [Record<string, string>[]];
  for (const name of tables.flatMap((row) => Object.values(row))) {
    const [made] = (await db.raw('show create table ??', [name])) as [Record<string, string>[]];
    statements.push(made[0]?.['Create Table'] ?? '');
    const rows: object[] = await db(name);
    // Rows that a migration writes belong to the tables; times of MySQL's own are not among them.
    if (rows.length > 0) statements.push(db(name).insert(rows).toString());
  }
  return statements;
}

async function sqliteStatements(db: Knex): Promise<string[]> {
  // A text index makes tables of its own, which nobody else may make.
  const made = await db('sqlite_master')
    .whereNotIn('name', db('pragma_table_list').where({ type: 'shadow' }).select('name'))
    .whereNotNull('sql')
    .whereNot('name', 'like', 'sqlite%')
    .orderByRaw("type = 'table' desc, rowid")
    .select<{ type: string; name: string; sql: string }[]>('type', 'name', 'sql');
  const statements = made.map(({ sql }) => sql);
  for (const { name } of made.filter(({ type }) => type === 'table')) {
    const rows: object[] = await db(name);
    if (rows.length > 0) statements.push(db(name).insert(rows).toString());
  }
  return statements;
}
