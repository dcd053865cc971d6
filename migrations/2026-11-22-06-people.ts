import type { Knex } from 'knex';
import { addColumn, createTable, dropColumn, dropTable, renameColumn } from './table.ts';

/**
 * What people say of themselves, the way into the expert library, groups with a purpose, and cards that are about
 * other things than a match.
 */
export async function up(db: Knex): Promise<void> {
  await createTable(db, 'admin_profiles', (table) => {
    table.string('member_id', 36).primary();
    table.string('department', 60).notNullable();
    table.string('position', 60).notNullable();
    // Sealed; see docs/operations.md.
    table.text('mobile').notNullable();
    table.text('mail').notNullable();
    table.datetime('updated_at', { precision: 3 }).notNullable();
  });
  await createTable(
    db,
    'applications',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('member_id', 36).notNullable();
      table.string('name', 60).notNullable();
      table.string('position', 60).notNullable();
      table.string('unit', 60).notNullable();
      table.string('field', 60).notNullable();
      table.datetime('applied_at', { precision: 3 }).notNullable();
      table.string('state', 12).notNullable();
      table.text('opinion').notNullable();
      table.string('decided_by', 36).nullable();
      table.datetime('decided_at', { precision: 3 }).nullable();
    },
    {
      index: [
        ['member_id', 'applied_at'],
        ['enterprise_id', 'state'],
      ],
    },
  );
  await createTable(
    db,
    'contact_lists',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('connection', 60).notNullable();
      table.string('asked_by', 36).notNullable();
      // Sealed while people are looked up, empty afterwards.
      table.text('contacts').notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { index: [['enterprise_id']] },
  );
  await renameColumn(db, 'cards', 'match_id', 'subject_id');
  await addColumn(db, 'cards', 'turned_to', (table) =>
    table.string('turned_to', 100).notNullable().defaultTo(''),
  );
  await addColumn(db, 'chats', 'purpose', (table) =>
    table.string('purpose', 10).notNullable().defaultTo('experts'),
  );
  await addColumn(db, 'person_members', 'bound_at', (table) =>
    table.datetime('bound_at', { precision: 3 }).nullable(),
  );
  await addColumn(db, 'binding_codes', 'member_id', (table) => table.string('member_id', 36).nullable());
}

/** Removes them again. */
export async function down(db: Knex): Promise<void> {
  await dropColumn(db, 'binding_codes', 'member_id');
  await dropColumn(db, 'person_members', 'bound_at');
  await dropColumn(db, 'chats', 'purpose');
  await dropColumn(db, 'cards', 'turned_to');
  await renameColumn(db, 'cards', 'subject_id', 'match_id');
  for (const name of ['contact_lists', 'applications', 'admin_profiles']) await dropTable(db, name);
}
