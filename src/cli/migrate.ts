import type { Command } from 'commander';
import { openDatabase, unlockMigrations } from '../stores/database.ts';
import type { Context } from './context.ts';

/** Adds `migrate`. */
export function migrateCommand(program: Command, context: () => Context): void {
  program
    .command('migrate')
    .description('bring the database up to date; the service does it at every start')
    .option('--unlock', 'first free the lock that a killed process left behind')
    .action((options: { unlock?: boolean }) => migrate(context(), options.unlock ?? false));
}

async function migrate(context: Context, unlock: boolean): Promise<void> {
  const database = openDatabase(context.config.databaseUrl);
  try {
    if (unlock) await unlockMigrations(database.db);
    await database.migrate();
  } finally {
    await database.close();
  }
  context.print({ migrated: true }, 'the database is up to date');
}
