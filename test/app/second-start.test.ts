import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { listen, webApp } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';

it('a second sandbox on the same port leaves the database of the first alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'panhuo-second-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'sandbox.db');
  const log = createLog('silent');
  const world = {
    log,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    random: randomBytes,
    sleep: async () => {},
    timeout: () => new Promise<void>(() => {}),
  };
  const taken = await listen(webApp([], log), '127.0.0.1', 0);
  onTestFinished(() => taken.close());
  const { port } = new URL(taken.url);
  const first = { ...parseConfig({}), port: 0, databaseUrl: `sqlite:${file}` };
  const running = await startApp(first, world);
  const founded = await running.inTransaction((tx) => tx.enterprises.all());
  expect(founded).not.toEqual([]);
  await expect(startApp({ ...first, port: Number(port) }, world)).rejects.toMatchObject({
    code: 'port_taken',
  });
  expect(existsSync(file)).toBe(true);
  expect(await running.inTransaction((tx) => tx.enterprises.all())).toEqual(founded);
  await running.stop();
});
