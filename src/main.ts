import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';
import { asAppError } from './errors.ts';
import { createLog } from './log.ts';

/** How long a stop may take before the process ends all the same, in ms. */
const STOP_WITHIN_MS = 15_000;

try {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const app = await startApp(config, {
    log,
    now: () => new Date(),
    newId,
    random: randomBytes,
    sleep: (ms) => sleep(ms),
    timeout: (ms) => sleep(ms, undefined, { ref: false }),
  });
  process.once('SIGTERM', () => void end(app));
  process.once('SIGINT', () => void end(app));
  process.stdout.write(greeting(app));
} catch (error) {
  const { message, code } = asAppError(error);
  process.stderr.write(`panhuo cannot start (${code}): ${message}\n`);
  process.exitCode = 1;
  // A half-started service may hold sockets open; there is nothing in hand yet.
  process.exit();
}

async function end(app: App): Promise<void> {
  const late = setTimeout(() => process.exit(1), STOP_WITHIN_MS);
  late.unref();
  await app.stop();
  process.exit(0);
}

function greeting({ url, sandbox }: App): string {
  if (!sandbox) return `\n盘活助手 panhuo: ${url}\n\n`;
  return `\n盘活助手 panhuo · 演示环境 sandbox\n打开 open: ${url}/sandbox\n\n`;
}
