import type { Knex } from 'knex';
import { addColumn, dropColumn } from './table.ts';

const TABLES = ['expert_evaluations', 'expert_evaluation_history'] as const;

/** The reasons of a rating, as codes with a comma between; those given before this have none. */
export async function up(db: Knex): Promise<void> {
  for (const table of TABLES)
    await addColumn(db, table, 'reasons', (columns) =>
      columns.string('reasons', 120).notNullable().defaultTo(''),
    );
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const table of TABLES) await dropColumn(db, table, 'reasons');
}
