import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { projectPath } from '../../src/root.ts';

/** What a process came to. */
export interface Watched {
  readonly ms: number;
  /** The most memory that was resident at once, in MB; NaN where `/proc` does not tell. */
  readonly peakMb: number;
  readonly stdout: string;
}

const POLL_MS = 50;

/** Runs a Node program to its end and watches its memory; throws with its words when it fails. */
export async function watchedRun(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Watched> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: projectPath(),
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [peakMb, stdout, stderr] = [Number.NaN, '', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  // The kernel keeps the mark itself: only what the last moment adds can be missed.
  const watch = setInterval(() => (peakMb = peakOf(child.pid) ?? peakMb), POLL_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`a program failed: ${words.join(' ')}\n${stderr.slice(-2000)}`);
  return { ms: performance.now() - startedAt, peakMb, stdout };
}

function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
