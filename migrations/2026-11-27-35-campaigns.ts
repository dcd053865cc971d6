import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** What enterprises have set themselves beside their deadline; those without a row have the usual goal. */
export async function up(db: Knex): Promise<void> {
  await createTable(db, 'campaigns', (table) => {
    table.string('enterprise_id', 36).primary();
    table.string('goal', 12).notNullable();
  });
}

/** Removes all of it again. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'campaigns');
}
