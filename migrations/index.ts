import type { Knex } from 'knex';
import * as enterprises from './2026-11-22-01-enterprises.ts';
import * as patents from './2026-11-22-02-patents.ts';
import * as evaluations from './2026-11-22-03-evaluations.ts';
import * as deliveries from './2026-11-22-04-deliveries.ts';
import * as bindingCodes from './2026-11-22-05-binding-codes.ts';
import * as people from './2026-11-22-06-people.ts';
import * as connections from './2026-11-22-07-connections.ts';
import * as erasure from './2026-11-22-08-erasure.ts';
import * as wecom from './2026-11-23-09-wecom.ts';

interface NamedMigration extends Knex.Migration {
  readonly name: string;
}

/** Every migration in order; names are never changed and files never edited once released. */
const MIGRATIONS: readonly NamedMigration[] = [
  { name: '2026-11-22-01-enterprises', ...enterprises },
  { name: '2026-11-22-02-patents', ...patents },
  { name: '2026-11-22-03-evaluations', ...evaluations },
  { name: '2026-11-22-04-deliveries', ...deliveries },
  { name: '2026-11-22-05-binding-codes', ...bindingCodes },
  { name: '2026-11-22-06-people', ...people },
  { name: '2026-11-22-07-connections', ...connections },
  { name: '2026-11-22-08-erasure', ...erasure },
  { name: '2026-11-23-09-wecom', ...wecom },
];

/** The migrations as knex wants them; static imports, because knex's own loader cannot read TypeScript. */
export const migrationSource: Knex.MigrationSource<NamedMigration> = {
  getMigrations: async () => [...MIGRATIONS],
  getMigrationName: ({ name }) => name,
  getMigration: async (migration) => migration,
};
