import type { Knex } from 'knex';
import { addColumn, createTable, dropColumn, dropTable } from './table.ts';

/** What channels need whose cards hold little, are edited by tickets or not at all, and whose connection one process holds. */
export async function up(db: Knex): Promise<void> {
  await addColumn(db, 'cards', 'connection', (table) =>
    table.string('connection', 60).notNullable().defaultTo(''),
  );
  await addColumn(db, 'cards', 'matters', (table) => table.string('matters', 80).notNullable().defaultTo(''));
  await addColumn(db, 'outbox', 'connection', (table) =>
    table.string('connection', 60).notNullable().defaultTo(''),
  );
  await addColumn(db, 'chats', 'silent', (table) => table.boolean('silent').notNullable().defaultTo(false));
  await db.raw(
    "update cards set connection = (select chats.connection from chats where chats.id = cards.chat_id) where connection = ''",
  );
  await createTable(
    db,
    'card_tickets',
    (table) => {
      table.string('id', 36).primary();
      table.string('card_id', 36).notNullable();
      table.string('code', 500).notNullable();
      table.datetime('expires_at', { precision: 3 }).notNullable();
    },
    { index: [['card_id'], ['expires_at']] },
  );
  await createTable(
    db,
    'questions',
    (table) => {
      table.string('person_id', 36).primary();
      table.string('card_id', 36).notNullable();
      // What the button carried; ids and a verb.
      table.text('press').notNullable();
      table.datetime('expires_at', { precision: 3 }).notNullable();
    },
    { index: [['expires_at']] },
  );
  await createTable(
    db,
    'page_visits',
    (table) => {
      // Fingerprints: neither the link nor the browser's secret can be read here.
      table.string('link', 64).primary();
      table.string('browser', 64).notNullable();
      table.datetime('expires_at', { precision: 3 }).notNullable();
    },
    { index: [['expires_at']] },
  );
}

/** Removes it again. */
export async function down(db: Knex): Promise<void> {
  for (const table of ['page_visits', 'questions', 'card_tickets']) await dropTable(db, table);
  await dropColumn(db, 'chats', 'silent');
  await dropColumn(db, 'outbox', 'connection');
  for (const column of ['matters', 'connection']) await dropColumn(db, 'cards', column);
}
