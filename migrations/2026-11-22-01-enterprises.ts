import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Enterprises, their members, the persons behind them and the chats they are in. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'enterprises',
    (table) => {
      table.string('id', 36).primary();
      table.string('name', 120).notNullable();
      table.string('platform_id', 120).notNullable();
      table.text('focus').notNullable();
      table.string('deadline', 10).nullable();
      table.integer('daily_push_limit').notNullable();
      table.string('state', 12).notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { unique: [['name'], ['platform_id']] },
  );
  await createTable(
    db,
    'members',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('name', 60).notNullable();
      table.boolean('is_admin').notNullable();
      table.string('expert', 12).notNullable();
      table.boolean('removed').notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { index: [['enterprise_id', 'id']] },
  );
  await createTable(
    db,
    'persons',
    (table) => {
      table.string('id', 36).primary();
      table.string('connection', 60).notNullable();
      table.string('user_id', 100).notNullable();
      table.datetime('seen_at', { precision: 3 }).notNullable();
    },
    { unique: [['connection', 'user_id']] },
  );
  await createTable(
    db,
    'person_members',
    (table) => {
      table.string('person_id', 36).notNullable();
      table.string('member_id', 36).notNullable();
      table.primary(['person_id', 'member_id']);
    },
    { index: [['member_id']] },
  );
  await createTable(
    db,
    'chats',
    (table) => {
      table.string('id', 36).primary();
      table.string('connection', 60).notNullable();
      table.string('kind', 8).notNullable();
      table.string('address', 100).notNullable();
      table.string('channel_chat_id', 100).nullable();
      table.string('enterprise_id', 36).nullable();
      table.string('name', 200).notNullable();
      table.boolean('external').notNullable();
      table.boolean('lost').notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    {
      unique: [['connection', 'address']],
      index: [
        ['connection', 'channel_chat_id'],
        ['enterprise_id', 'kind'],
      ],
    },
  );
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  for (const name of ['chats', 'person_members', 'persons', 'members', 'enterprises'])
    await dropTable(db, name);
}
