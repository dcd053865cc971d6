import type { Knex } from 'knex';

/** The columns of a table, in knex's words. */
type Columns = (table: Knex.CreateTableBuilder) => void;

/** The keys beside the primary one; names are made from the columns. */
interface Keys {
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
}

/**
 * Creates a table whose text compares byte by byte on every engine. Each step looks first whether it was done, because
 * MySQL keeps DDL that ran before a failure: a migration that stopped half-way can simply run again.
 */
export async function createTable(db: Knex, name: string, columns: Columns, keys: Keys = {}): Promise<void> {
  if (!(await db.schema.hasTable(name))) {
    await db.schema.createTable(name, (table) => {
      if (onMysql(db)) {
        table.charset('utf8mb4');
        table.collate('utf8mb4_bin');
      }
      columns(table);
    });
  }
  for (const each of keys.unique ?? []) await addKey(db, name, 'unique', each);
  for (const each of keys.index ?? []) await addKey(db, name, 'index', each);
}

/** Removes a table when it is there. */
export async function dropTable(db: Knex, name: string): Promise<void> {
  await db.schema.dropTableIfExists(name);
}

/** Adds a column unless it is there. */
export async function addColumn(
  db: Knex,
  table: string,
  column: string,
  add: (table: Knex.AlterTableBuilder) => unknown,
): Promise<void> {
  if (await db.schema.hasColumn(table, column)) return;
  await db.schema.alterTable(table, (change) => void add(change));
}

/** Removes a column when it is there. */
export async function dropColumn(db: Knex, table: string, column: string): Promise<void> {
  if (await db.schema.hasColumn(table, column))
    await db.schema.alterTable(table, (change) => void change.dropColumn(column));
}

/** Gives a column another name unless it has it; every engine panhuo runs on knows this statement. */
export async function renameColumn(db: Knex, table: string, from: string, to: string): Promise<void> {
  if (await db.schema.hasColumn(table, from))
    await db.raw('alter table ?? rename column ?? to ??', [table, from, to]);
}

function onMysql(db: Knex): boolean {
  return db.client.config.client === 'mysql2';
}

/** Adds a key to a table unless it is there. */
export async function addKey(
  db: Knex,
  table: string,
  kind: 'unique' | 'index',
  columns: readonly string[],
): Promise<void> {
  const name = keyName(table, columns);
  if (await hasIndex(db, table, name)) return;
  await db.schema.alterTable(table, (change) => {
    if (kind === 'unique') change.unique([...columns], { indexName: name });
    else change.index([...columns], name);
  });
}

/** Removes a key when it is there. */
export async function dropKey(db: Knex, table: string, columns: readonly string[]): Promise<void> {
  const name = keyName(table, columns);
  if (await hasIndex(db, table, name))
    await db.schema.alterTable(table, (change) => void change.dropIndex([...columns], name));
}

function keyName(table: string, columns: readonly string[]): string {
  return `${table}_${columns.join('_')}`.slice(0, 60);
}

async function hasIndex(db: Knex, table: string, name: string): Promise<boolean> {
  const query = onMysql(db)
    ? db('information_schema.statistics').where({
        table_schema: db.raw('database()'),
        table_name: table,
        index_name: name,
      })
    : db('sqlite_master').where({ type: 'index', tbl_name: table, name });
  return (await query.first()) !== undefined;
}

/**
 * Creates a table of words for full-text search: a number for each text in `row`, and one column of tokens that are plain
 * ASCII words already. SQLite has an index that is a table, MySQL and MariaDB a table with an index.
 */
export async function createTextIndex(db: Knex, name: string, column: string): Promise<void> {
  if (await db.schema.hasTable(name)) return;
  if (!onMysql(db)) {
    // Contentless: the words are in the index alone, and a text is found by its row.
    const options = ["content=''", 'contentless_delete=1', "tokenize='unicode61'"];
    await db.raw(`create virtual table ${name} using fts5(${[column, ...options].join(', ')})`);
    return;
  }
  await db.raw(
    'create table ?? (?? int unsigned primary key, ?? mediumtext not null, fulltext index ?? (??)) character set ascii collate ascii_bin',
    [name, 'row', column, keyName(name, [column]), column],
  );
}
