import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Binding codes by their fingerprints, and how many wrong ones a person has tried in an hour. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'binding_codes',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('fingerprint', 64).notNullable();
      table.datetime('expires_at', { precision: 3 }).notNullable();
      table.datetime('used_at', { precision: 3 }).nullable();
      table.datetime('revoked_at', { precision: 3 }).nullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { unique: [['fingerprint']], index: [['enterprise_id']] },
  );
  await createTable(db, 'code_tries', (table) => {
    table.string('person_id', 36).notNullable();
    // The hour in UTC, for example 2026-11-22T10.
    table.string('hour', 13).notNullable();
    table.integer('tries').notNullable();
    table.primary(['person_id', 'hour']);
  });
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['code_tries', 'binding_codes']) await dropTable(db, name);
}
