import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findChromium } from './browser.ts';
import { migratedFile, migratedSchema, migratedStatements } from './migrated-template.ts';
import { findProgram } from './programs.ts';
import { quickestFolder } from './quickest-folder.ts';
import { realPatents } from './real-patents.ts';
import {
  findServer,
  HOW_TO_GET,
  type ServerEngine,
  startServer,
  type ThrowawayServer,
} from './throwaway-server.ts';

/** What the tests are told about the databases of this run. */
export interface DatabasesOfThisRun {
  /**
   * `GET <desk>/<engine>` starts that server, if it does not run yet, and answers its URL; `GET <desk>/<engine>/template`
   * answers the statements that make a migrated database there, and for `sqlite` the path of a migrated file.
   */
  readonly desk: string;
  /** Why an engine is left out; engines that are there are absent. */
  readonly missing: Readonly<Partial<Record<string, string>>>;
  /** The statements that make a migrated database in memory. */
  readonly sqlite: readonly string[];
}

declare module 'vitest' {
  export interface ProvidedContext {
    databases: DatabasesOfThisRun;
  }
}

const SERVER_ENGINES: readonly ServerEngine[] = ['mysql', 'mariadb'];

/** Opens the desk that starts database servers on demand; what it returns closes it and kills the servers. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const missing = findMissing();
  demand(missing);
  const servers = new Map<ServerEngine, Promise<ThrowawayServer>>();
  const folder = await mkdtemp(join(await quickestFolder(), 'panhuo-template-'));
  const template = onceFor(migratedFile);
  const serverOf = onceFor(start, servers);
  const statementsOf = onceFor(async (engine: ServerEngine) =>
    migratedStatements((await serverOf(engine)).url),
  );
  const answerTo = async (url: string): Promise<string | null> => {
    if (url === '/sqlite/template') return template(join(folder, 'template.db'));
    const engine = SERVER_ENGINES.find((name) => url === `/${name}` || url === `/${name}/template`);
    if (engine === undefined) return null;
    return url.endsWith('/template') ? statementsOf(engine) : (await serverOf(engine)).url;
  };
  const desk = createServer((request, response) => {
    answerTo(request.url ?? '').then(
      (answer) => (answer === null ? response.writeHead(404).end() : response.end(answer)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const sqlite = await migratedSchema('sqlite::memory:');
  project.provide('databases', { desk: await listen(desk), missing, sqlite });
  return async () => {
    desk.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
    desk.close();
    sayWhatWasSkipped(missing);
    const started = await Promise.allSettled(servers.values());
    await Promise.all(
      started.map((result) => (result.status === 'fulfilled' ? result.value.stop() : undefined)),
    );
  };
}

/** Makes each thing when it is first asked for, and never again. */
function onceFor<K, T>(make: (of: K) => Promise<T>, made = new Map<K, Promise<T>>()): (of: K) => Promise<T> {
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}

function findMissing(): Partial<Record<string, string>> {
  const wanted = list('TEST_ENGINES');
  const missing: Partial<Record<string, string>> = {};
  for (const engine of ['sqlite', ...SERVER_ENGINES]) {
    if (wanted.length > 0 && !wanted.includes(engine)) missing[engine] = 'left out by TEST_ENGINES';
  }
  for (const engine of SERVER_ENGINES) {
    if (findServer(engine) === null) missing[engine] ??= `not on this machine: ${HOW_TO_GET[engine]}`;
  }
  return missing;
}

/** The reporter counts what was skipped and does not say why: the last lines of the run do. */
function sayWhatWasSkipped(missing: Partial<Record<string, string>>): void {
  for (const [engine, reason] of Object.entries(missing))
    console.log(`skipped: tests on ${engine}, ${reason}`);
  if (findChromium() === null) {
    console.log('skipped: tests in a browser, no Chromium: apt-get install chromium, or set CHROMIUM');
  }
  const { present, path } = realPatents('patents-with-abstracts.json');
  if (!present) console.log(`skipped: tests with real patents, there is no ${path}`);
}

/** Where nothing may be skipped, what is missing ends the run before it begins. */
function demand(missing: Partial<Record<string, string>>): void {
  for (const engine of list('REQUIRE_ENGINES')) {
    if (missing[engine] !== undefined)
      throw new Error(`REQUIRE_ENGINES names ${engine}, which is ${missing[engine]}`);
  }
  const browser = findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (process.env['REQUIRE_BROWSER'] === '1' && browser === null)
    throw new Error('REQUIRE_BROWSER is set, and there is no Chromium: apt-get install chromium');
}

async function start(engine: ServerEngine): Promise<ThrowawayServer> {
  const program = findServer(engine);
  if (program === null) throw new Error(`${engine} is not on this machine: ${HOW_TO_GET[engine]}`);
  const server = await startServer(engine, program);
  console.log(`${engine}: version ${server.version}`);
  return server;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the desk has no port');
  return `http://127.0.0.1:${address.port}`;
}

function list(variable: string): string[] {
  return (process.env[variable] ?? '').split(',').filter((word) => word !== '');
}
