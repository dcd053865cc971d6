import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { figure } from './table.ts';

/** How long the disk is probed, in ms. */
const PROBE_MS = 500;

/** Prints what the figures depend on: Node, the machine, how busy it is, and how fast its disk commits. */
export function printMachine(folder: string): void {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  console.log(
    `Node ${process.version} on ${platform()} ${arch()}, ${availableParallelism()} CPUs (${model})`,
  );
  console.log(
    `load before the run ${figure(loadavg()[0] ?? 0)}, ${figure(syncsPerSecond(folder))} fdatasync/s\n`,
  );
}

/** Commits small writes one after the other, as a database does that promises to survive a power cut. */
function syncsPerSecond(folder: string): number {
  const file = join(folder, 'fsync-probe');
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(512, 1);
  const from = performance.now();
  let syncs = 0;
  while (performance.now() - from < PROBE_MS) {
    writeSync(handle, block, 0, block.length, 0);
    fdatasyncSync(handle);
    syncs += 1;
  }
  closeSync(handle);
  rmSync(file);
  return (syncs * 1000) / (performance.now() - from);
}
