import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** A run for each job, subject and period. Old rows go: every job takes note anew of where it begins. */
export async function up(db: Knex): Promise<void> {
  if (!(await db.schema.hasColumn('runs', 'subject'))) await dropTable(db, 'runs');
  await createTable(
    db,
    'runs',
    (table) => {
      table.string('job', 60).notNullable();
      // The first minute of the period in UTC; empty in the row that says since when the subject is known.
      table.string('period', 40).notNullable();
      table.string('subject', 100).notNullable();
      table.string('owner', 60).notNullable();
      table.datetime('until', { precision: 3 }).notNullable();
      table.integer('attempts').notNullable();
      table.datetime('due_at', { precision: 3 }).notNullable();
      table.datetime('ends_at', { precision: 3 }).nullable();
      table.datetime('done_at', { precision: 3 }).nullable();
      table.string('error', 120).nullable();
      table.primary(['job', 'period', 'subject']);
    },
    { index: [['ends_at']] },
  );
}

/** Brings back the table in which a run had no subject. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'runs');
  await createTable(db, 'runs', (table) => {
    table.string('job', 60).notNullable();
    table.string('period', 40).notNullable();
    table.string('owner', 60).notNullable();
    table.datetime('until', { precision: 3 }).notNullable();
    table.datetime('done_at', { precision: 3 }).nullable();
    table.primary(['job', 'period']);
  });
}
