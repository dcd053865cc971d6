import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claim, reportClaims } from './support/claims.ts';
import { printMachine } from './support/machine.ts';
import { QUICK } from './support/options.ts';
import { type Program, startProgram, startService } from './support/programs.ts';
import { figure, quantile, table } from './support/table.ts';
import { inWorkshop } from './support/workshop.ts';

// From the start of the process to the first `/readyz` that says yes, and the memory it then holds when nothing
// happens; without credentials, so with the stand-ins and the demo inside. Against a process with bare Koa.

const RUNS = QUICK ? 2 : 5;
const IDLE_MS = QUICK ? 3000 : 10_000;
const READY_LIMIT_MS = 2000;
const MEMORY_LIMIT_MB = 150;

const BARE_KOA = `
  import Koa from 'koa';
  new Koa().use((ctx) => { ctx.body = 'ok'; }).listen(Number(process.env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
`;

/** What one start came to. */
interface Start {
  readonly readyMs: number;
  /** Resident memory in MB; null where `/proc` does not tell. */
  readonly memoryMb: number | null;
}

await inWorkshop(async (folder) => {
  printMachine(folder);
  const koa: Start[] = [];
  const service: Start[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    koa.push(await measure(startProgram(['--input-type=module', '-e', BARE_KOA], {}, { folder, path: '/' })));
    const settings = { DATABASE_URL: `sqlite:${join(folder, `start-${run}.db`)}` };
    service.push(await measure(startService(settings, { folder, path: '/readyz' })));
  }
  print(koa, service);
});
reportClaims();

async function measure(starting: Promise<Program>): Promise<Start> {
  const program = await starting;
  await sleep(IDLE_MS);
  const memoryMb = await residentMb(program.pid);
  await program.stop();
  return { readyMs: program.readyAfterMs, memoryMb };
}

async function residentMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

function print(koa: readonly Start[], service: readonly Start[]): void {
  const ready = compare(koa, service, ({ readyMs }) => readyMs);
  const memory = compare(koa, service, ({ memoryMb }) => memoryMb ?? Number.NaN);
  const head = ['', 'median', 'worst', 'bare Koa', 'ratio'];
  console.log(table([head, ['ready after, ms', ...ready.row], ['resident when idle, MB', ...memory.row]]));
  claim(`half of the starts are ready within ${READY_LIMIT_MS} ms`, ready.median <= READY_LIMIT_MS);
  claim(`resident memory stays under ${MEMORY_LIMIT_MB} MB`, !(memory.worst >= MEMORY_LIMIT_MB));
}

function compare(koa: readonly Start[], service: readonly Start[], read: (start: Start) => number) {
  const values = service.map(read);
  const median = quantile(values, 0.5);
  const worst = Math.max(...values);
  const bare = quantile(koa.map(read), 0.5);
  const known = (value: number) => (Number.isNaN(value) ? 'n/a' : figure(value));
  return { median, worst, row: [median, worst, bare, median / bare].map(known) };
}
