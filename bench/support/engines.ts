import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { openDatabase } from '../../src/stores/database.ts';

/** A new empty database of a run. */
export interface BenchDatabase {
  /** The value for `DATABASE_URL`. */
  readonly url: string;
  drop(): Promise<void>;
}

/** An engine that can be measured now. */
export interface BenchEngine {
  readonly name: 'SQLite' | 'MySQL' | 'MariaDB';
  /** The version, and the settings that decide how much a commit costs. */
  readonly version: string;
  fresh(): Promise<BenchDatabase>;
}

/** A run that has kept this process busy for long still waits for its server. */
const PATIENCE_MS = 60_000;

const SERVERS = [
  ['MySQL', 'BENCH_MYSQL_URL'],
  ['MariaDB', 'BENCH_MARIADB_URL'],
] as const;

/** SQLite in the folder, and every server that the environment names; says how to add those it does not. */
export async function enginesAtHand(folder: string): Promise<BenchEngine[]> {
  const engines = [await sqliteIn(folder)];
  for (const [name, variable] of SERVERS) {
    const url = process.env[variable];
    if (url !== undefined) engines.push(await serverAt(name, new URL(url)));
    else
      console.log(
        `${name} is skipped: set ${variable}=mysql://user:password@host:port/ to a server of your own`,
      );
  }
  for (const { name, version } of engines) console.log(`${name} ${version}`);
  console.log();
  return engines;
}

async function sqliteIn(folder: string): Promise<BenchEngine> {
  const database = openDatabase('sqlite::memory:');
  const question = database.db.select(database.db.raw('sqlite_version() as version'));
  const found: { version: string } | undefined = await question.first();
  await database.close();
  return {
    name: 'SQLite',
    version: `${found?.version}, WAL, synchronous=FULL`,
    fresh: async () => ({
      url: `sqlite:${join(folder, `${randomUUID()}.db`)}`,
      // The folder goes as a whole.
      drop: async () => {},
    }),
  };
}

async function serverAt(name: 'MySQL' | 'MariaDB', server: URL): Promise<BenchEngine> {
  const facts = 'select version() as version, @@innodb_flush_log_at_trx_commit as flush, @@log_bin as binlog';
  const [found] = await run(server, facts);
  return {
    name,
    version: `${found?.['version']}, flush_log_at_trx_commit=${found?.['flush']}, log_bin=${found?.['binlog']}`,
    fresh: async () => {
      const database = `panhuo_bench_${randomUUID().replaceAll('-', '')}`;
      await run(server, `create database ${database} character set utf8mb4`);
      return {
        url: new URL(`/${database}`, server).href,
        drop: async () => void (await run(server, `drop database ${database}`)),
      };
    },
  };
}

async function run(server: URL, statement: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: new URL('/', server).href, connectTimeout: PATIENCE_MS });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(statement);
    return rows;
  } finally {
    await connection.end();
  }
}
