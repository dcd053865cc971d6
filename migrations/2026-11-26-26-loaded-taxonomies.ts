import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** The full tables of classifications that operators have loaded, and when each was. */
export async function up(db: Knex): Promise<void> {
  await createTable(db, 'loaded_taxonomies', (table) => {
    table.string('kind', 16).primary();
    table.datetime('loaded_at', { precision: 3 }).notNullable();
  });
  await createTable(db, 'loaded_codes', (table) => {
    table.string('kind', 16).notNullable();
    table.integer('position').notNullable();
    table.string('code', 20).notNullable();
    table.string('name', 500).notNullable();
    table.string('parent', 20).nullable();
    table.primary(['kind', 'position']);
  });
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['loaded_codes', 'loaded_taxonomies']) await dropTable(db, name);
}
