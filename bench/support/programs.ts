import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectPath } from '../../src/root.ts';

/** A program that serves HTTP in a process of its own. */
export interface Program {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the first good answer, in ms. */
  readonly readyAfterMs: number;
  /** Holds the whole process still, so that it takes nothing from what is measured meanwhile; not on Windows. */
  pause(): void;
  /** Lets a paused process go on. */
  resume(): void;
  /** Asks it to stop and waits until it is gone; throws when it had to be killed. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const POLL_MS = 20;

/** Settings of the caller's environment that would change what is measured. */
const OURS =
  /^(FEISHU|WECOM|PLATFORM|PANHUO|SMTP|DATABASE_URL|NODE_ENV|NODE_OPTIONS|PUSH_CRON|LOG_LEVEL|HOST|TZ)/;

/** Starts a Node program with `PORT` set to a free port, and waits until `path` answers 200. */
export async function startProgram(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  place: { readonly folder: string; readonly path: string },
): Promise<Program> {
  const port = await freePort();
  const logFile = join(place.folder, `program-${port}.log`);
  const log = openSync(logFile, 'w');
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const startedAt = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: projectPath(),
    // As npm sets it: the service then ends with its parent, so that an aborted benchmark leaves nothing behind.
    env: { ...Object.fromEntries(inherited), npm_lifecycle_event: 'bench', PORT: String(port), ...settings },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  killAtExit(child);
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(child, url + place.path))) {
    child.kill('SIGKILL');
    throw new Error(`a program did not get ready: ${words.join(' ')}\n${tailOf(logFile)}`);
  }
  return {
    url,
    pid: child.pid ?? 0,
    readyAfterMs: performance.now() - startedAt,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: () => stop(child, logFile),
  };
}

/** Starts the service as `npm start` does, without the build; `path` says what counts as up. */
export function startService(
  settings: Readonly<Record<string, string>>,
  place: { readonly folder: string; readonly path: '/healthz' | '/readyz' },
): Promise<Program> {
  return startProgram(['--v8-pool-size=1', 'scripts/start.mjs'], settings, place);
}

/** SIGKILL ends a paused process too. Before other work at the exit: the folder of the logs is deleted there. */
function killAtExit(child: ChildProcess): void {
  const kill = (): void => void child.kill('SIGKILL');
  process.prependListener('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => null,
    );
    if (status === 200) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function stop(child: ChildProcess, logFile: string): Promise<void> {
  if (child.exitCode !== null) throw new Error(`a program ended by itself:\n${tailOf(logFile)}`);
  const gone = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  child.kill('SIGTERM');
  child.kill('SIGCONT');
  await gone;
  clearTimeout(late);
  if (child.exitCode !== 0) throw new Error(`a program did not stop properly:\n${tailOf(logFile)}`);
}

function tailOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').slice(-3000);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
