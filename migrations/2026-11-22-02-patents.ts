import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Patents as the platform registers them, and their matches with enterprises. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'patents',
    (table) => {
      table.string('id', 36).primary();
      table.string('application_number', 40).notNullable();
      table.string('kind', 12).notNullable();
      table.string('title', 600).notNullable();
      table.string('applicant', 300).notNullable();
      table.string('state', 12).notNullable();
      // The whole record as JSON text: it is read whole, and columns above repeat only what is searched or shown in lists.
      table.text('record', 'mediumtext').notNullable();
      table.string('fingerprint', 64).notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
      table.datetime('changed_at', { precision: 3 }).notNullable();
    },
    { unique: [['application_number']], index: [['changed_at', 'id']] },
  );
  await createTable(
    db,
    'matches',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('patent_id', 36).notNullable();
      table.string('library', 12).notNullable();
      table.integer('score').notNullable();
      table.text('reasons', 'mediumtext').notNullable();
      table.string('state', 12).notNullable();
      table.datetime('pushed_at', { precision: 3 }).nullable();
      table.datetime('closed_at', { precision: 3 }).nullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    {
      unique: [['enterprise_id', 'patent_id']],
      index: [['enterprise_id', 'state', 'score', 'id'], ['enterprise_id', 'pushed_at'], ['patent_id']],
    },
  );
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['matches', 'patents']) await dropTable(db, name);
}
