import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** How far each enterprise is matched anew after its focus has changed. */
export async function up(db: Knex): Promise<void> {
  await createTable(db, 'rematches', (table) => {
    table.string('enterprise_id', 36).primary();
    table.string('after_id', 36).notNullable();
    table.integer('done').notNullable();
    table.integer('total').nullable();
    table.datetime('started_at', { precision: 3 }).notNullable();
    table.datetime('ended_at', { precision: 3 }).nullable();
  });
}

/** Removes it again. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'rematches');
}
