import type { Knex } from 'knex';
import { addColumn, addKey, createTable, dropColumn, dropKey, dropTable } from './table.ts';

/** Digests: one a reader and moment, the plans of enterprises that have their own, and since when a group is bound. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'digests',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('reader_id', 36).notNullable();
      table.datetime('since', { precision: 3 }).notNullable();
      table.datetime('until', { precision: 3 }).notNullable();
    },
    { unique: [['reader_id', 'until']], index: [['until']] },
  );
  await createTable(db, 'digest_plans', (table) => {
    table.string('enterprise_id', 36).primary();
    table.integer('weekday').nullable();
    table.integer('minute').nullable();
    table.string('when_quiet', 12).notNullable();
    table.boolean('off').notNullable();
    table.datetime('changed_at', { precision: 3 }).nullable();
  });
  // What the focus has found in a period is counted without reading all it ever found.
  await addKey(db, 'matches', 'index', ['enterprise_id', 'created_at']);
  await addColumn(db, 'chats', 'bound_at', (table) =>
    table.datetime('bound_at', { precision: 3 }).nullable(),
  );
}

/** Removes all of it again. */
export async function down(db: Knex): Promise<void> {
  await dropColumn(db, 'chats', 'bound_at');
  await dropKey(db, 'matches', ['enterprise_id', 'created_at']);
  await dropTable(db, 'digest_plans');
  await dropTable(db, 'digests');
}
