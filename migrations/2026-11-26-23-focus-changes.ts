import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** How the focus of an enterprise has changed, what its admins are about to change, and suggestions they do not want. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'focus_changes',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      // A member's id, or `operator`.
      table.string('changed_by', 36).notNullable();
      table.text('before', 'mediumtext').notNullable();
      table.text('after', 'mediumtext').notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { index: [['enterprise_id', 'created_at', 'id']] },
  );
  await createTable(
    db,
    'focus_drafts',
    (table) => {
      table.string('member_id', 36).primary();
      table.string('id', 36).notNullable();
      table.string('enterprise_id', 36).notNullable();
      table.text('focus', 'mediumtext').notNullable();
      // The change that was the last when the draft was made; empty when there was none.
      table.string('based_on', 36).notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { index: [['created_at']] },
  );
  await createTable(db, 'focus_dismissals', (table) => {
    table.string('enterprise_id', 36).notNullable();
    table.string('suggestion', 80).notNullable();
    table.primary(['enterprise_id', 'suggestion']);
  });
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['focus_dismissals', 'focus_drafts', 'focus_changes']) await dropTable(db, name);
}
