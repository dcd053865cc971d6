import { expect, it, vi } from 'vitest';
import { cardOf, carriedBy } from '../support/chat-cards.ts';
import { clickEnvelope, toastOf } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import { openSociety, rate } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

async function ask({ app }: Service, path: string): Promise<readonly [number, unknown]> {
  const answer = await fetch(app.url + path);
  return [answer.status, await answer.json()];
}

it.each(['websocket', 'webhook'] as const)(
  'a stop over the %s finishes the click in hand',
  async (transport) => {
    const service = await startService({ transport });
    const { group, card, experts } = await openSociety(service);
    const value = carriedBy(cardOf(service.feishu, group, card), 'stars_4');
    const envelope = clickEnvelope(service, { by: experts[0], chatId: group, messageId: card, value });
    let free = (): void => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    // Another transaction holds the one SQLite connection, so that the click is in hand when the stop comes.
    const holding = service.app.inTransaction(() => held);
    const before = service.limitsSet();
    const answer = service.feishu.deliverRaw(envelope);
    await vi.waitUntil(() => service.limitsSet() > before);
    const stopped = service.app.stop();
    free();
    await holding;
    expect(toastOf(await answer)).toBe('已记录您的评价，等待企业管理员审核。');
    await stopped;
    expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toHaveLength(1);
  },
);

it('health is alive at once, ready once everything works, and names what does not', async () => {
  const service = await startService();
  expect(await ask(service, '/healthz')).toEqual([200, { status: 'alive' }]);
  expect(await ask(service, '/readyz')).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok', 'feishu:default': 'ok', relay: 'ok' } },
  ]);
  service.feishu.faults.failNext('endpoint', { status: 500, code: 1, times: 100 });
  service.feishu.faults.kickConnections();
  await vi.waitFor(async () => {
    const [status, body] = await ask(service, '/readyz');
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'not ready', checks: { database: 'ok' } });
    expect(JSON.stringify(body)).toMatch(/"feishu:default":"the connection is (connecting|down)"/);
  });
  expect(await ask(service, '/healthz')).toEqual([200, { status: 'alive' }]);
});

it('a connection that was cut comes back by itself, and clicks work again', async () => {
  const service = await startService({
    feishu: { connectionConfig: { ReconnectInterval: 0.05, ReconnectNonce: 0 } },
  });
  const { card, experts } = await openSociety(service);
  service.feishu.faults.kickConnections();
  await vi.waitFor(async () => expect((await ask(service, '/readyz'))[0]).toBe(200), { timeout: 10_000 });
  expect(await rate(service, card, experts[0], 4)).toContain('已记录');
});

it('other paths do not exist, and the webhook takes no other methods and no giant bodies', async () => {
  const service = await startService({ transport: 'webhook' });
  const { url } = service.app;
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/chat/feishu/another`, { method: 'POST', body: '{}' })).status).toBe(404);
  expect((await fetch(`${url}/chat/feishu/default`)).status).toBe(400);
  const body = 'x'.repeat(2 * 1024 * 1024);
  const giant = await fetch(`${url}/chat/feishu/default`, { method: 'POST', body }).catch(() => null);
  expect([400, null]).toContain(giant?.status ?? null);
  expect(await ask(service, '/healthz')).toEqual([200, { status: 'alive' }]);
});
