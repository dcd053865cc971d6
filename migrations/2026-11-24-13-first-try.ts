import type { Knex } from 'knex';
import { addColumn, dropColumn } from './table.ts';

/** When a promise was first tried: from then on its patience counts, not from the promise, which may have had to wait. */
export async function up(db: Knex): Promise<void> {
  await addColumn(db, 'outbox', 'first_tried_at', (table) =>
    table.datetime('first_tried_at', { precision: 3 }).nullable(),
  );
}

/** Removes it again. */
export async function down(db: Knex): Promise<void> {
  await dropColumn(db, 'outbox', 'first_tried_at');
}
