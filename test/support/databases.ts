import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, describe, inject } from 'vitest';

/** The engines every query must work on. */
export type Engine = 'sqlite' | 'mysql' | 'mariadb';

/** One engine, handed to a suite that is to hold on it. */
export interface EngineUnderTest {
  readonly name: Engine;
  /** Makes a new empty database and returns its `DATABASE_URL`; it is deleted after the suite. */
  freshUrl(): Promise<string>;
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
  return {
    name,
    freshUrl: async () => {
      const { url, drop } = name === 'sqlite' ? await freshFile() : await freshDatabase(name);
      drops.push(drop);
      return url;
    },
  };
}

interface Fresh {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

async function freshFile(): Promise<Fresh> {
  const folder = await mkdtemp(join(tmpdir(), 'panhuo-sqlite-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  return { url: `sqlite:${join(folder, 'test.db')}`, drop };
}

// The collation stays the server's own, as on an operator's server: a table that needs another one must say so itself.
async function freshDatabase(engine: Engine): Promise<Fresh> {
  const server = await serverUrl(engine);
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `create database ${database} character set utf8mb4`);
  return { url: server + database, drop: () => run(server, `drop database ${database}`) };
}

async function serverUrl(engine: Engine): Promise<string> {
  const answer = await fetch(`${inject('databases').desk}/${engine}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function run(server: string, statement: string): Promise<void> {
  const connection = await createConnection(server);
  await connection.query(statement).finally(() => connection.end());
}
