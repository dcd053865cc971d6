import type { Knex } from 'knex';
import { createTable, createTextIndex, dropTable } from './table.ts';

/**
 * What the three libraries are searched by: one row for each patent with what it is sorted by, its codes at every level,
 * and the tokens of its texts. Empty after the migration; `search rebuild` fills it for patents that were there before.
 */
export async function up(db: Knex): Promise<void> {
  await createTable(
    db,
    'patent_search',
    (table) => {
      table.increments('row');
      table.string('patent_id', 36).notNullable();
      table.string('state', 12).notNullable();
      // Calendar dates as text sort as dates; an unknown one comes last.
      table.string('registered_on', 10).notNullable();
      table.string('applied_on', 10).notNullable();
      // The tokens of the title between blanks, to tell hits in it from hits elsewhere.
      table.text('title').notNullable();
    },
    {
      unique: [['patent_id']],
      index: [
        ['state', 'registered_on', 'patent_id'],
        ['state', 'applied_on', 'patent_id'],
      ],
    },
  );
  await createTable(
    db,
    'patent_facets',
    (table) => {
      table.string('kind', 12).notNullable();
      table.string('code', 120).notNullable();
      table.string('patent_id', 36).notNullable();
      table.primary(['kind', 'code', 'patent_id']);
    },
    { index: [['patent_id']] },
  );
  await createTextIndex(db, 'patent_words', 'words');
  // What members have searched for, so that a page of hits can be turned by a short code.
  await createTable(
    db,
    'searches',
    (table) => {
      table.string('id', 36).primary();
      table.string('enterprise_id', 36).notNullable();
      table.string('member_id', 36).notNullable();
      table.text('query').notNullable();
      table.datetime('created_at', { precision: 3 }).notNullable();
    },
    { index: [['created_at']] },
  );
}

export async function down(db: Knex): Promise<void> {
  await dropTable(db, 'searches');
  await dropTable(db, 'patent_words');
  await dropTable(db, 'patent_facets');
  await dropTable(db, 'patent_search');
}
