import type { Knex } from 'knex';
import { migrationSource } from '../../migrations/index.ts';
import { AppError } from '../errors.ts';
import { openMysql } from './mysql.ts';
import { openSqlite } from './sqlite.ts';

/** The engines panhuo runs on; MariaDB speaks as MySQL. */
export type EngineName = 'sqlite' | 'mysql';

/** An open database or a transaction on it; stores take either. */
export type Db = Knex;

/** A connection pool and what is known about the engine behind it. */
export interface Database {
  readonly db: Db;
  readonly engine: EngineName;
  /** Brings the tables up to date; safe to call from several processes at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Opens `sqlite:<file>`, `sqlite::memory:` or `mysql://user:password@host:port/name`; connects on first use. */
export function openDatabase(url: string): Database {
  const sqlite = url.startsWith('sqlite:');
  const db = sqlite ? openSqlite(url.slice('sqlite:'.length)) : openMysql(url);
  return {
    db,
    engine: sqlite ? 'sqlite' : 'mysql',
    migrate: () => migrate(db),
    close: () => db.destroy(),
  };
}

/** How often a start waits for another process that is migrating, and how long each time, in ms. */
const MIGRATION_TRIES = 60;
const MIGRATION_PAUSE_MS = 500;

async function migrate(db: Db): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ensureLockRow(db);
      await db.migrate.latest({ migrationSource });
      return;
    } catch (error) {
      if (!isMigrationRace(error) || attempt === MIGRATION_TRIES) throw migrationError(error);
      await new Promise((resolve) => setTimeout(resolve, MIGRATION_PAUSE_MS));
    }
  }
}

const LOCK_TABLE = 'knex_migrations_lock';

/**
 * Makes the one row of knex's migration lock. knex looks before it inserts, so two processes that start on an empty
 * database at once leave two rows, and with two rows no lock can ever be taken again.
 */
async function ensureLockRow(db: Db): Promise<void> {
  if (!(await db.schema.hasTable(LOCK_TABLE))) {
    await db.schema.createTable(LOCK_TABLE, (table) => {
      table.increments('index').primary();
      table.integer('is_locked');
    });
  }
  await insertOnce(db(LOCK_TABLE).insert({ index: 1, is_locked: 0 }));
  await db(LOCK_TABLE).whereNot({ index: 1 }).delete();
}

/** True when another process is migrating, or created the migration tables at the same moment. */
function isMigrationRace(error: unknown): boolean {
  const text = error instanceof Error ? `${error.name} ${error.message}` : '';
  return /MigrationLocked|already locked|already exists|UNIQUE constraint|ER_DUP_ENTRY|Duplicate entry/.test(
    text,
  );
}

function migrationError(error: unknown): AppError {
  const advice = isMigrationRace(error)
    ? 'the migration lock is held; if no other process is migrating, run: npm run migrate -- --unlock'
    : 'the database could not be migrated; check DATABASE_URL and that the user may create tables';
  return new AppError('outside', 'migration_failed', advice, {
    cause: error,
    outside: { reaction: 'give-up' },
  });
}

/** Frees a migration lock that a killed process left behind. */
export async function unlockMigrations(db: Db): Promise<void> {
  await db.migrate.forceFreeMigrationsLock({ migrationSource });
}

interface DriverError {
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly message?: unknown;
}

/** Inserts a row unless its key is taken; says which. A plain insert, because INSERT IGNORE hides bad data on MySQL. */
export async function insertOnce(insert: PromiseLike<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

function isDuplicate(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as DriverError;
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** True for failures that a repeated transaction may well not meet again: deadlocks, lock waits, a busy SQLite file. */
export function isTransient(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as DriverError;
  return errno === 1213 || errno === 1205 || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}

/** Reads a time column: a Date from MySQL, epoch milliseconds from SQLite. */
export function dateOf(value: Date | number | string): Date {
  return new Date(value);
}

/** Reads a time column that may be empty. */
export function dateOrNull(value: Date | number | string | null): Date | null {
  return value === null ? null : new Date(value);
}

/** The time as a database column gives it back. */
export type TimeColumn = Date | number | string;

/** Cuts a list into pieces small enough for one statement on every engine. */
export function chunksOf<T>(items: readonly T[], size = 500): T[][] {
  const chunks: T[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}
