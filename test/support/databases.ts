import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, describe, inject } from 'vitest';
import { quickestFolder } from './quickest-folder.ts';

/** The engines every query must work on. */
export type Engine = 'sqlite' | 'mysql' | 'mariadb';

/** One engine, handed to a suite that is to hold on it. */
export interface EngineUnderTest {
  readonly name: Engine;
  /** Makes a new database with the newest tables and nothing in them; returns its `DATABASE_URL`. It is deleted after the suite. */
  freshUrl(): Promise<string>;
  /** Makes one without any tables, for what is about the migrations themselves. */
  emptyUrl(): Promise<string>;
}

const ENGINES: readonly Engine[] = ['sqlite', 'mysql', 'mariadb'];

/** Defines the same suite once for each engine; where an engine is missing its tests show as skipped, with the reason. */
export function onEveryDatabase(name: string, suite: (engine: EngineUnderTest) => void): void {
  onEngines(ENGINES, name, suite);
}

/** Defines the same suite for the engines that serve several processes at once. */
export function onEveryServer(name: string, suite: (engine: EngineUnderTest) => void): void {
  onEngines(['mysql', 'mariadb'], name, suite);
}

function onEngines(engines: readonly Engine[], name: string, suite: (engine: EngineUnderTest) => void): void {
  const { missing } = inject('databases');
  for (const engine of engines) {
    const reason = missing[engine];
    const title = reason === undefined ? `${name} [${engine}]` : `${name} [${engine}, ${reason}]`;
    describe.skipIf(reason !== undefined)(title, () => suite(underTest(engine)));
  }
}

function underTest(name: Engine): EngineUnderTest {
  const drops: (() => Promise<void>)[] = [];
  // Registered before the suite's own hooks and therefore run after them, when its connections are closed.
  afterAll(async () => {
    await Promise.all(drops.map((drop) => drop()));
  });
  const make = async (migrated: boolean): Promise<string> => {
    const { url, drop } =
      name === 'sqlite' ? await freshSqlite(migrated) : await freshDatabase(name, migrated);
    drops.push(drop);
    return url;
  };
  return { name, freshUrl: () => make(true), emptyUrl: () => make(false) };
}

/** A database of its own, and how it is deleted. */
export interface Fresh {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Makes a SQLite file, with the newest tables in it unless it is to be empty. */
export async function freshSqlite(migrated = true): Promise<Fresh> {
  const folder = await mkdtemp(join(await quickestFolder(), 'panhuo-sqlite-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  const file = join(folder, 'test.db');
  if (migrated) await copyFile(await ask('sqlite/template'), file);
  return { url: `sqlite:${file}`, drop };
}

// The collation stays the server's own, as on an operator's server: a table that needs another one must say so itself.
async function freshDatabase(engine: Engine, migrated: boolean): Promise<Fresh> {
  const server = await ask(engine);
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${database} character set utf8mb4`);
  // The very tables that the migrations have made on this server, in one go: they take it seconds each time.
  if (migrated) await run(server + database, await ask(`${engine}/template`));
  return { url: server + database, drop: () => run(server, `drop database ${database}`) };
}

async function ask(what: string): Promise<string> {
  const answer = await fetch(`${inject('databases').desk}/${what}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function run(server: string, statements: string): Promise<void> {
  const connection = await createConnection({ uri: server, multipleStatements: true });
  await connection.query(statements).finally(() => connection.end());
}
