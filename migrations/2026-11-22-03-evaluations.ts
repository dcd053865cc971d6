import type { Knex } from 'knex';
import { createTable, dropTable } from './table.ts';

/** Expert evaluations with their history, the enterprise's evaluations, and the audit trail. */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'expert_evaluations',
    (table) => {
      table.string('id', 36).primary();
      table.string('match_id', 36).notNullable();
      table.string('member_id', 36).notNullable();
      table.integer('stars').notNullable();
      table.text('opinion').notNullable();
      table.string('state', 12).notNullable();
      table.text('reason').notNullable();
      table.string('reviewed_by', 36).nullable();
      table.datetime('reviewed_at', { precision: 3 }).nullable();
      table.datetime('rated_at', { precision: 3 }).notNullable();
      table.integer('version').notNullable();
    },
    { unique: [['match_id', 'member_id']] },
  );
  await createTable(db, 'expert_evaluation_history', (table) => {
    table.string('evaluation_id', 36).notNullable();
    table.integer('version').notNullable();
    table.integer('stars').notNullable();
    table.text('opinion').notNullable();
    table.string('state', 12).notNullable();
    table.text('reason').notNullable();
    table.string('by_member', 36).notNullable();
    table.datetime('at', { precision: 3 }).notNullable();
    table.primary(['evaluation_id', 'version']);
  });
  await createTable(
    db,
    'enterprise_evaluations',
    (table) => {
      table.string('id', 36).primary();
      table.string('match_id', 36).notNullable();
      table.integer('stars').notNullable();
      table.text('opinion').notNullable();
      table.string('state', 12).notNullable();
      table.integer('revision').notNullable();
      table.string('drafted_by', 36).notNullable();
      table.string('submitted_by', 36).nullable();
      table.datetime('submitted_at', { precision: 3 }).nullable();
      table.string('receipt', 120).nullable();
      table.datetime('posted_at', { precision: 3 }).nullable();
      table.string('posted_by', 36).nullable();
      table.text('refusal').notNullable();
    },
    { unique: [['match_id']] },
  );
  await createTable(
    db,
    'audit',
    (table) => {
      table.string('id', 36).primary();
      table.datetime('at', { precision: 3 }).notNullable();
      table.string('enterprise_id', 36).notNullable();
      table.string('actor', 60).notNullable();
      table.string('act', 40).notNullable();
      table.string('subject', 60).notNullable();
      table.text('detail', 'mediumtext').notNullable();
    },
    { index: [['enterprise_id', 'at', 'id'], ['subject']] },
  );
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  const names = ['audit', 'enterprise_evaluations', 'expert_evaluation_history', 'expert_evaluations'];
  for (const name of names) await dropTable(db, name);
}
