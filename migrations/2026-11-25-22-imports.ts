import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Files that admins send to be taken in, and their records until that is done. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'imports',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('member_id', 36).notNullable();
      table.string('chat_id', 36).notNullable();
      table.string('connection', 40).notNullable();
      table.text('name').notNullable();
      table.text('message_id').notNullable();
      table.text('source', 'mediumtext').notNullable();
      table.string('state', 12).notNullable();
      table.string('library', 12).nullable();
      table.string('decided_by', 36).nullable();
      table.text('preview', 'mediumtext').notNullable();
      table.integer('taken').notNullable();
      table.integer('added').notNullable();
      table.integer('changed').notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { index: [['state', 'created_at']] },
  );
  await createTable(db, 'import_batches', (table) => {
    table.string('import_id', 36).notNullable();
    table.integer('position').notNullable();
    table.text('records', 'longtext').notNullable();
    table.primary(['import_id', 'position']);
  });
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['import_batches', 'imports']) await dropTable(db, name);
}
