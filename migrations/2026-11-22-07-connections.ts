import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Connections beside the one from the settings. */
export async function up(db: Knex): Promise<void> {
  await createTable(db, 'connections', (table) => {
    table.string('name', 60).primary();
    table.string('channel', 20).notNullable();
    // Sealed; see docs/operations.md.
    table.text('settings').notNullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
  });
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'connections');
}
