import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** What experts put off, passed on or have no interest in: one row for each of them and match. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'set_asides',
    (table) => {
      table.string('match_id', 36).notNullable();
      table.string('member_id', 36).notNullable();
      table.string('kind', 16).notNullable();
      table.datetime('until', { precision: 3 }).nullable();
      table.string('passed_to', 36).nullable();
      table.string('reason', 16).notNullable();
      table.datetime('set_at', { precision: 3 }).notNullable();
      table.primary(['match_id', 'member_id']);
    },
    { index: [['member_id']] },
  );
}

/** Removes all of it again. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'set_asides');
}
