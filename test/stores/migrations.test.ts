import type { Knex } from 'knex';
import { afterEach, expect, it } from 'vitest';
import { migrationSource } from '../../migrations/index.ts';
import { type Database, openDatabase, unlockMigrations } from '../../src/stores/database.ts';
import { onEveryDatabase } from '../support/databases.ts';

onEveryDatabase('the migrations', ({ emptyUrl }) => {
  const open: Database[] = [];
  const openFresh = async () => at(await emptyUrl());
  const at = (url: string) => {
    const database = openDatabase(url);
    open.push(database);
    return database;
  };

  afterEach(async () => {
    await Promise.all(open.splice(0).map((database) => database.close()));
  });

  it('lead up, down to nothing, and up again to the same tables and keys', async () => {
    const { db, migrate } = await openFresh();
    await migrate();
    const first = await shapeOf(db);
    expect(Object.keys(first).length).toBeGreaterThan(10);

    await db.migrate.rollback({ migrationSource }, true);
    expect(await shapeOf(db)).toEqual({});
    await migrate();
    expect(await shapeOf(db)).toEqual(first);
  });

  it('give every table a primary key', async () => {
    const { db, migrate } = await openFresh();
    await migrate();
    const keys = await primaryKeysOf(db);
    for (const table of Object.keys(await shapeOf(db))) expect(keys).toContain(table);
  });

  it('change nothing when there is nothing to do', async () => {
    const database = await openFresh();
    await database.migrate();
    const before = await shapeOf(database.db);
    await database.migrate();
    expect(await shapeOf(database.db)).toEqual(before);
  });

  it('may be started by several processes at once', async () => {
    const url = await emptyUrl();
    const processes = [at(url), at(url), at(url)];
    await Promise.all(processes.map(({ migrate }) => migrate()));
    const names = await processes[0]?.db('knex_migrations').orderBy('id').pluck('name');
    expect(names).toEqual((await migrationSource.getMigrations([])).map(({ name }) => name));
  });

  it('run again after one has stopped half-way', async () => {
    const whole = await openFresh();
    await whole.migrate();
    const { db, migrate } = await openFresh();
    // What MySQL keeps of a migration that was killed after its second table: tables, some without their keys.
    await migrate();
    await db.migrate.rollback({ migrationSource });
    const [first] = await migrationSource.getMigrations([]);
    await first?.up(db);
    await db.schema.alterTable('enterprises', (table) => table.dropUnique(['name'], 'enterprises_name'));
    await db.schema.dropTable('chats');

    await migrate();
    expect(await shapeOf(db)).toEqual(await shapeOf(whole.db));
  });

  it('run again after a process that held the lock was killed and the operator has freed it', async () => {
    const { db, migrate } = await openFresh();
    await migrate();
    await db('knex_migrations_lock').update({ is_locked: 1 });
    await unlockMigrations(db);
    await expect(migrate()).resolves.toBeUndefined();
  });
});

const isMysql = (db: Knex) => db.client.config.client === 'mysql2';

interface Column {
  readonly table: string;
  readonly name: string;
}

/** The tables of the service with the names of their keys; the migrations' own tables are left out. */
async function shapeOf(db: Knex): Promise<Record<string, string[]>> {
  const tables: Column[] = isMysql(db)
    ? await query(
        db,
        'select table_name as `table`, table_name as name from information_schema.tables where table_schema = database()',
      )
    : await query(db, "select tbl_name as 'table', name from sqlite_master where type = 'table'");
  const keys: Column[] = isMysql(db)
    ? await query(
        db,
        'select distinct table_name as `table`, index_name as name from information_schema.statistics where table_schema = database()',
      )
    : await query(db, "select tbl_name as 'table', name from sqlite_master where type = 'index'");
  const own = tables.filter(({ table }) => !/^(knex|sqlite)_/.test(table));
  return Object.fromEntries(
    own.map(({ table }) => [
      table,
      keys
        .filter((key) => key.table === table)
        .map(({ name }) => name)
        .sort(),
    ]),
  );
}

async function primaryKeysOf(db: Knex): Promise<string[]> {
  const found: Column[] = isMysql(db)
    ? await query(
        db,
        "select table_name as `table`, index_name as name from information_schema.statistics where table_schema = database() and index_name = 'PRIMARY'",
      )
    : await query(
        db,
        // An index that is a table has its rowid.
        "select m.name as 'table', p.name as name from sqlite_master m, pragma_table_info(m.name) p where m.type = 'table' and (p.pk > 0 or m.sql like 'create virtual table%')",
      );
  return found.map(({ table }) => table);
}

async function query(db: Knex, sql: string): Promise<Column[]> {
  const found: unknown = await db.raw(sql);
  // mysql2 answers with the rows and what it knows of the columns.
  return (isMysql(db) ? (found as Column[][])[0] : (found as Column[])) ?? [];
}
