import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Cards sent, deliveries remembered, promises waiting, lanes, limits, leases, runs and cursors. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'cards',
    (table) => {
      table.string('id', 36).primary();
      table.string('kind', 30).notNullable();
      table.string('match_id', 36).notNullable();
      table.string('enterprise_id', 36).notNullable();
      table.string('chat_id', 36).notNullable();
      table.string('viewer_id', 36).nullable();
      // Names the place of a card: the same kind, match and chat have one living card; an old generation frees it.
      table.string('place', 160).notNullable();
      table.string('message_id', 100).nullable();
      table.string('channel_chat_id', 100).nullable();
      table.string('shown', 64).nullable();
      table.string('state', 12).notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
      table.datetime('sent_at', { precision: 3 }).nullable();
    },
    { unique: [['place']], index: [['match_id'], ['message_id'], ['chat_id', 'sent_at']] },
  );
  await createTable(
    db,
    'deliveries',
    (table) => {
      table.string('connection', 60).notNullable();
      table.string('delivery_id', 120).notNullable();
      table.text('answer').nullable();
      table.datetime('at', { precision: 3 }).notNullable();
      table.primary(['connection', 'delivery_id']);
    },
    { index: [['at']] },
  );
  await createTable(
    db,
    'outbox',
    (table) => {
      table.string('id', 36).primary();
      table.string('lane', 160).notNullable();
      table.string('topic', 40).notNullable();
      table.string('key', 160).notNullable();
      table.text('payload').notNullable();
      table.string('state', 8).notNullable();
      table.integer('revision').notNullable();
      table.integer('attempts').notNullable();
      table.datetime('position', { precision: 3 }).notNullable();
      table.datetime('due_at', { precision: 3 }).notNullable();
      table.datetime('uncertain_since', { precision: 3 }).nullable();
      table.datetime('done_at', { precision: 3 }).nullable();
      table.text('last_error').notNullable();
    },
    {
      unique: [['key']],
      index: [
        ['state', 'due_at'],
        ['lane', 'state', 'position', 'id'],
      ],
    },
  );
  await createTable(db, 'lanes', (table) => {
    table.string('id', 160).primary();
    table.string('owner', 60).notNullable();
    table.integer('fence').notNullable();
    table.datetime('until', { precision: 3 }).notNullable();
  });
  await createTable(db, 'limits', (table) => {
    table.string('id', 190).primary();
    // The theoretical arrival time of GCRA, in ms since 1970.
    table.bigInteger('tat').notNullable();
  });
  await createTable(db, 'runs', (table) => {
    table.string('job', 60).notNullable();
    table.string('period', 40).notNullable();
    table.string('owner', 60).notNullable();
    table.datetime('until', { precision: 3 }).notNullable();
    table.datetime('done_at', { precision: 3 }).nullable();
    table.primary(['job', 'period']);
  });
  await createTable(db, 'cursors', (table) => {
    table.string('id', 60).primary();
    table.string('value', 500).notNullable();
  });
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['cursors', 'runs', 'limits', 'lanes', 'outbox', 'deliveries', 'cards'])
    await dropTable(db, name);
}
