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
import * as cooperation from './2026-11-24-10-cooperation.ts';
import * as auditChain from './2026-11-24-11-audit-chain.ts';
import * as firstTry from './2026-11-24-13-first-try.ts';
import * as platformMode from './2026-11-24-14-platform-mode.ts';
import * as search from './2026-11-25-21-search.ts';
import * as imports from './2026-11-25-22-imports.ts';
import * as focusChanges from './2026-11-26-23-focus-changes.ts';
import * as rematches from './2026-11-26-24-rematches.ts';
import * as savedSearches from './2026-11-26-25-saved-searches.ts';
import * as loadedTaxonomies from './2026-11-26-26-loaded-taxonomies.ts';
import * as runsBySubject from './2026-11-26-28-runs-by-subject.ts';
import * as ratingReasons from './2026-11-26-31-rating-reasons.ts';
import * as digests from './2026-11-26-33-digests.ts';
import * as reminders from './2026-11-26-34-reminders.ts';
import * as campaigns from './2026-11-27-35-campaigns.ts';
import * as setAsides from './2026-11-27-36-set-asides.ts';

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
  { name: '2026-11-24-10-cooperation', ...cooperation },
  { name: '2026-11-24-11-audit-chain', ...auditChain },
  { name: '2026-11-24-13-first-try', ...firstTry },
  { name: '2026-11-24-14-platform-mode', ...platformMode },
  { name: '2026-11-25-21-search', ...search },
  { name: '2026-11-25-22-imports', ...imports },
  { name: '2026-11-26-23-focus-changes', ...focusChanges },
  { name: '2026-11-26-24-rematches', ...rematches },
  { name: '2026-11-26-25-saved-searches', ...savedSearches },
  { name: '2026-11-26-26-loaded-taxonomies', ...loadedTaxonomies },
  { name: '2026-11-26-28-runs-by-subject', ...runsBySubject },
  { name: '2026-11-26-31-rating-reasons', ...ratingReasons },
  { name: '2026-11-26-33-digests', ...digests },
  { name: '2026-11-26-34-reminders', ...reminders },
  { name: '2026-11-27-35-campaigns', ...campaigns },
  { name: '2026-11-27-36-set-asides', ...setAsides },
];

/** The migrations as knex wants them; static imports, because knex's own loader cannot read TypeScript. */
export const migrationSource: Knex.MigrationSource<NamedMigration> = {
  getMigrations: async () => [...MIGRATIONS],
  getMigrationName: ({ name }) => name,
  getMigration: async (migration) => migration,
};
