import type { Knex } from 'knex';
import { addColumn, addKey, dropColumn, dropKey } from './table.ts';

/**
 * Searches that members keep under a name, when each was looked at last, and when each patent could be found first.
 * Patents that are there already count as found when they came in.
 */
export async function up(db: Knex): Promise<void> {
  await addColumn(db, 'searches', 'name', (table) => table.string('name', 60).nullable());
  for (const column of ['saved_at', 'looked_at'])
    await addColumn(db, 'searches', column, (table) => table.datetime(column, { precision: 3 }).nullable());
  await addKey(db, 'searches', 'index', ['member_id']);
  await addKey(db, 'searches', 'index', ['enterprise_id']);
  await addColumn(db, 'patent_search', 'found_at', (table) =>
    table.datetime('found_at', { precision: 3 }).nullable(),
  );
  await db('patent_search')
    .where({ state: 'registered' })
    .whereNull('found_at')
    .update({
      found_at: db
        .select('created_at')
        .from('patents')
        .where('patents.id', db.ref('patent_search.patent_id')),
    });
  await addKey(db, 'patent_search', 'index', ['found_at']);
}

/** Removes all of it again. */
export async function down(db: Knex): Promise<void> {
  await dropKey(db, 'patent_search', ['found_at']);
  await dropColumn(db, 'patent_search', 'found_at');
  await dropKey(db, 'searches', ['enterprise_id']);
  await dropKey(db, 'searches', ['member_id']);
  for (const column of ['looked_at', 'saved_at', 'name']) await dropColumn(db, 'searches', column);
}
