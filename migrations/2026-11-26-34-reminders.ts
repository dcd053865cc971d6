import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Reminders: at most one a private chat and day; and the members who want none. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'reminders',
    (table) => {
      table.string('chat_id', 36).notNullable();
      // A day in the service's time zone, as 2026-11-23.
      table.string('day', 10).notNullable();
      table.string('member_id', 36).notNullable();
      table.datetime('sent_at', { precision: 3 }).notNullable();
      table.primary(['chat_id', 'day']);
    },
    { index: [['member_id'], ['sent_at']] },
  );
  await createTable(db, 'reminder_mutes', (table) => {
    table.string('member_id', 36).primary();
    table.datetime('muted_at', { precision: 3 }).notNullable();
  });
}

/** Removes all of it again. */
export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'reminder_mutes');
  await dropTable(db, 'reminders');
}
