import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The service in a process of its own, started from the build as an operator starts it. */
export interface ServiceProcess {
  readonly url: string;
  /** What it has written so far. */
  output(): string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end, as an operator does, and returns its exit code. */
  stop(): Promise<number | null>;
}

/** Builds the service when its sources are newer than the build. */
export function buildService(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stderr}`);
}

/** Starts the service with these settings and no others, and waits until it says where it listens. */
export async function spawnService(settings: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['--v8-pool-size=1', join(ROOT, 'scripts/start.mjs')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const url = await urlOf(child, () => output);
  return {
    url,
    output: () => output,
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function urlOf(child: ChildProcess, output: () => string): Promise<string> {
  for (;;) {
    const found = /panhuo[^\n]*\s(http:\/\/\S+)/.exec(output()) ?? /open: (http:\/\/\S+)/.exec(output());
    if (found?.[1] !== undefined) return found[1];
    if (child.exitCode !== null) throw new Error(`the service did not start:\n${output()}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
  return child.exitCode;
}
