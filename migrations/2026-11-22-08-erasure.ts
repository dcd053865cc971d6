import type { Knex } from 'knex';
import { addColumn, dropColumn } from './table.ts';

/** Members of whom nothing personal is left. */
export async function up(db: Knex): Promise<void> {
  await addColumn(db, 'members', 'erased', (table) => table.boolean('erased').notNullable().defaultTo(false));
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  await dropColumn(db, 'members', 'erased');
}
