import type { Knex } from 'knex';
import { addColumn, dropColumn } from './table.ts';

/** The way of an enterprise to the platform, where it differs from the one in the settings. */
export async function up(db: Knex): Promise<void> {
  await addColumn(db, 'enterprises', 'platform_mode', (table) => table.string('platform_mode', 8).nullable());
}

/** Removes it again. */
export async function down(db: Knex): Promise<void> {
  await dropColumn(db, 'enterprises', 'platform_mode');
}
