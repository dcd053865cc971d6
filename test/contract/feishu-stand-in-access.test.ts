import { describe, expect, it } from 'vitest';
import { type Bench, createClient, startBench } from './feishu-stand-in-bench.ts';

const MINUTE = 60_000;

function fetchToken(bench: Bench, app_secret = 'not-a-secret') {
  const url = `${bench.feishu.url}/open-apis/auth/v3/tenant_access_token/internal`;
  const body = JSON.stringify({ app_id: 'cli_0123456789abcdef', app_secret });
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body }).then(async (answer) => ({
    status: answer.status,
    body: (await answer.json()) as { code: number; tenant_access_token: string; expire: number },
  }));
}

function askBot(bench: Bench, authorization?: string) {
  const headers = authorization === undefined ? {} : { authorization };
  return fetch(`${bench.feishu.url}/open-apis/bot/v3/info`, { headers });
}

describe('access to the API', () => {
  it('gives the same token while it lasts half an hour, then a new one beside the old', async () => {
    const bench = await startBench();
    const first = (await fetchToken(bench)).body;
    bench.clock.advance(90 * MINUTE);
    const second = (await fetchToken(bench)).body;
    expect([second.tenant_access_token, first.expire, second.expire]).toEqual([
      first.tenant_access_token,
      7200,
      1800,
    ]);

    bench.clock.advance(1);
    const third = (await fetchToken(bench)).body;
    expect(third.tenant_access_token).not.toBe(first.tenant_access_token);
    expect((await askBot(bench, `Bearer ${first.tenant_access_token}`)).status).toBe(200);

    bench.clock.advance(30 * MINUTE);
    const late = await askBot(bench, `Bearer ${first.tenant_access_token}`);
    expect(await late.json()).toMatchObject({ code: 99991663 });
    expect((await askBot(bench, `Bearer ${third.tenant_access_token}`)).status).toBe(200);
  });

  it('refuses a wrong secret with HTTP 200 and 10014', async () => {
    const bench = await startBench();
    expect(await fetchToken(bench, 'wrong')).toMatchObject({ status: 200, body: { code: 10014 } });
  });

  it('refuses a request without a token, with a malformed and with an unknown one, and says its log id', async () => {
    const bench = await startBench();
    const missing = await askBot(bench);
    const body = (await missing.json()) as { code: number; error: { log_id: string } };
    expect([missing.status, body.code]).toEqual([400, 99991661]);
    expect(body.error.log_id).toBe(missing.headers.get('x-tt-logid'));
    expect(await (await askBot(bench, 'Bearer x')).json()).toMatchObject({ code: 99991671 });
    expect(await (await askBot(bench, 'Bearer t-x')).json()).toMatchObject({ code: 99991663 });
  });

  it('puts the bot at the top of its own description', async () => {
    const bench = await startBench();
    const info = await bench.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' });
    expect(info).toMatchObject({ code: 0, bot: { open_id: bench.feishu.botOpenId } });
  });

  it('accepts a domain that ends in a slash', async () => {
    const bench = await startBench();
    const client = createClient(`${bench.feishu.url}/`);
    await expect(client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })).resolves.toMatchObject({
      code: 0,
    });
  });
});
