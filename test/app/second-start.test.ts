import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { listen, openPort, webApp } from '../../src/http/server.ts';
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

it('who asks before there is anything to serve is told to come again, on the same port', async () => {
  const web = await openPort('127.0.0.1', 0);
  onTestFinished(() => web.close());
  const early = await fetch(`${web.url}/readyz`);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
  const app = new Koa().use((ctx) => {
    ctx.body = 'ready';
  });
  web.serve(app);
  expect(await (await fetch(`${web.url}/readyz`)).text()).toBe('ready');
});
