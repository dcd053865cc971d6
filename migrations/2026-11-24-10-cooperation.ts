import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Intents and demands. What was filled in, and what universities answer, is sealed. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'intents',
    (table) => {
      confirmedText(table);
      table.string('patent_id', 36).notNullable();
      table.string('match_id', 36).nullable();
      table.string('origin', 12).notNullable();
      // Enterprise and patent while the intent lives, its own id afterwards.
      table.string('place', 80).notNullable();
      table.text('answer', 'mediumtext').notNullable();
      table.string('withdrawn_by', 36).nullable();
      table.datetime('withdrawn_at', { precision: 3 }).nullable();
    },
    { unique: [['place']], index: [['enterprise_id', 'created_at', 'id'], ['patent_id']] },
  );
  await createTable(
    db,
    'demands',
    (table) => {
      confirmedText(table);
      table.text('title').notNullable();
      table.boolean('warned').notNullable();
      table.string('closed_by', 36).nullable();
      table.datetime('closed_at', { precision: 3 }).nullable();
    },
    { index: [['enterprise_id', 'created_at', 'id']] },
  );
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['demands', 'intents']) await dropTable(db, name);
}

/** The columns that intents and demands have in common. */
function confirmedText(table: Knex.CreateTableBuilder): void {
  table.string('id', 36).primary();
  table.string('enterprise_id', 36).notNullable();
  table.text('fields', 'mediumtext').notNullable();
  table.text('text', 'mediumtext').notNullable();
  table.string('state', 12).notNullable();
  table.integer('revision').notNullable();
  table.string('drafted_by', 36).notNullable();
  table.string('submitted_by', 36).nullable();
  table.datetime('submitted_at', { precision: 3 }).nullable();
  table.string('receipt', 120).nullable();
  table.datetime('posted_at', { precision: 3 }).nullable();
  table.string('posted_by', 36).nullable();
  table.text('refusal').notNullable();
  table.datetime('end_reported_at', { precision: 3 }).nullable();
  table.datetime('created_at', { precision: 3 }).notNullable();
}
