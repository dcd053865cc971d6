import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';

const require = createRequire(import.meta.url);

/** How long a SQLite connection waits for another process's write, in ms. */
const SQLITE_BUSY_MS = 10_000;

/** How long a query waits for the one connection before it fails as one that leaked out of its transaction, in ms. */
const ACQUIRE_MS = 10_000;

/** Opens a SQLite file or `:memory:` with one connection, in WAL mode. */
export function openSqlite(file: string): Knex {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  return knex({
    client: libsqlDialect(),
    // Error messages must not repeat the values of a statement: they may be what people wrote.
    compileSqlOnError: false,
    connection: { filename: file },
    useNullAsDefault: true,
    // One connection: SQLite has one writer, and a query that leaks out of its transaction then waits and is noticed.
    acquireConnectionTimeout: ACQUIRE_MS,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (
        connection: { exec(sql: string): void },
        done: (error: unknown, connection: unknown) => void,
      ) => {
        connection.exec(`PRAGMA busy_timeout = ${SQLITE_BUSY_MS}`);
        connection.exec('PRAGMA journal_mode = WAL');
        // FULL: an answered click survives a power cut, not only a crash of the process.
        connection.exec('PRAGMA synchronous = FULL');
        done(null, connection);
      },
    },
  });
}

interface KnexTransaction {
  begin(connection: unknown): unknown;
  query(connection: unknown, sql: string): unknown;
}

/** knex's better-sqlite3 dialect over libsql, whose binaries come inside npm packages. */
function libsqlDialect(): typeof Knex.Client {
  const Base = require('knex/lib/dialects/better-sqlite3/index.js') as {
    new (config: Knex.Config): { transaction(...given: unknown[]): KnexTransaction };
  };
  class Libsql extends Base {
    _driver(): unknown {
      return require('libsql');
    }

    /** Takes the write lock at once: a transaction that reads first would fail when another process wrote in between. */
    override transaction(...given: unknown[]): KnexTransaction {
      const transaction = super.transaction(...given);
      transaction.begin = (connection) => transaction.query(connection, 'BEGIN IMMEDIATE;');
      return transaction;
    }
  }
  return Libsql as unknown as typeof Knex.Client;
}
