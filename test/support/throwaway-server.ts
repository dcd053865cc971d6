import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { findProgram } from './programs.ts';
import { quickestFolder } from './quickest-folder.ts';

/** A database server that the tests start themselves. */
export type ServerEngine = 'mysql' | 'mariadb';

/** A server that runs now, with an empty data folder of its own. */
export interface ThrowawayServer {
  /** Ends with a slash; the name of a database goes behind it. */
  readonly url: string;
  readonly version: string;
  /** Kills the server and deletes its data. */
  stop(): Promise<void>;
}

/** What a person does about a missing engine, by engine. */
export const HOW_TO_GET: Readonly<Record<ServerEngine, string>> = {
  mysql: 'run scripts/get-mysql.sh',
  mariadb: 'apt-get install --no-install-recommends mariadb-server',
};

const START_LIMIT_MS = 60_000;

// Nothing here outlives the run, so nothing waits for the disk.
const FAST = ['--skip-log-bin', '--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=128M'];

// Reads process ids until the test run is gone, however it ended: the kernel closes the pipe even after a SIGKILL.
const WATCHDOG =
  'pids=; while read -r pid; do pids="$pids $pid"; done; kill -9 $pids 2>/dev/null; rm -rf "$1"';

/** Finds an engine's server program, or returns null when this machine has none. */
export function findServer(engine: ServerEngine): string | null {
  if (engine === 'mariadb') return findProgram('mariadbd');
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const fetched = join(cache, 'panhuo', 'mysql', 'bin', 'mysqld');
  if (existsSync(fetched)) return fetched;
  const program = findProgram('mysqld');
  // MariaDB's packages install its own server under MySQL's name too.
  return program !== null && versionLine(program).includes('MariaDB') ? null : program;
}

/** Starts a server on a free port of the loopback address; takes about one second (MariaDB) or five (MySQL). */
export async function startServer(engine: ServerEngine, program: string): Promise<ThrowawayServer> {
  const folder = await mkdtemp(join(await quickestFolder(), `panhuo-${engine}-`));
  const watchdog = watch(folder);
  const log = join(folder, 'error.log');
  try {
    const port = await freePort();
    const common = ['--no-defaults', ...userOption(), `--datadir=${join(folder, 'data')}`];
    await initialise(engine, program, common, watchdog);
    const place = [`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(folder, 's')}`];
    const files = [`--pid-file=${join(folder, 'pid')}`, `--log-error=${log}`];
    const extra = engine === 'mysql' ? ['--mysqlx=OFF', '--performance-schema=OFF'] : [];
    const options = [...common, ...place, ...files, ...extra, ...FAST];
    // Its own process group: Ctrl-C in the terminal must not reach the server before its clients are done.
    const server = spawn(program, options, { detached: true, stdio: 'ignore' });
    watchdog.guard(server);
    return {
      url: `mysql://root@127.0.0.1:${port}/`,
      version: await ready(server, port),
      stop: watchdog.stop,
    };
  } catch (cause) {
    const words = await readFile(log, 'utf8').catch(() => '');
    await watchdog.stop();
    throw new Error(`${engine} did not start: ${words.slice(-2000)}`, { cause });
  }
}

function versionLine(program: string): string {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
}

function userOption(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

interface Watchdog {
  /** Kills this process too when the run ends. */
  readonly guard: (child: ChildProcess) => void;
  /** Kills what is guarded and deletes the folder. */
  readonly stop: () => Promise<void>;
}

function watch(folder: string): Watchdog {
  const shell = spawn('sh', ['-c', WATCHDOG, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return {
    guard: (child) => shell.stdin.write(`${child.pid}\n`),
    stop: async () => {
      shell.stdin.end();
      if (shell.exitCode === null) await once(shell, 'exit');
    },
  };
}

async function initialise(
  engine: ServerEngine,
  program: string,
  common: readonly string[],
  watchdog: Watchdog,
): Promise<void> {
  const [command, options] =
    engine === 'mysql'
      ? [program, ['--initialize-insecure', '--innodb-doublewrite=OFF']]
      : ['mariadb-install-db', ['--auth-root-authentication-method=normal', '--skip-test-db']];
  const running = promisify(execFile)(command, [...common, ...options]);
  watchdog.guard(running.child);
  await running;
}

async function ready(server: ChildProcess, port: number): Promise<string> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' });
      const [rows] = await connection.query('select version() as version');
      await connection.end();
      return (rows as { version: string }[])[0]?.version ?? 'unknown';
    } catch (error) {
      if (server.exitCode !== null || server.signalCode !== null || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
