import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { httpPlatform } from '../../src/platform/http/http-platform.ts';
import { errorOf, NOW, type PlatformBench, platformBench, TOKEN } from '../support/platform-bench.ts';
import { POST_KEY, sampleEvaluation } from '../support/platform-samples.ts';

describe('failures of the platform', () => {
  it.each<[string, (bench: PlatformBench) => Promise<unknown>, number, string]>([
    [
      'an unknown patent',
      ({ platform }) => platform.postEvaluation(sampleEvaluation(2), 'another'),
      404,
      '平台没有登记这件专利',
    ],
    [
      'a second evaluation',
      ({ platform }) => platform.postEvaluation(sampleEvaluation(1), 'another'),
      409,
      '本企业已评价过这件专利',
    ],
    [
      'another text under the same key',
      ({ platform }) => platform.postEvaluation(sampleEvaluation(1, { stars: 1 }), POST_KEY),
      422,
      '同一编号已用于另一份内容',
    ],
    [
      'an evaluation that does not fit',
      ({ platform }) => platform.postEvaluation(sampleEvaluation(1, { opinion: ' ' }), 'another'),
      422,
      '请求不符合接口约定：opinion',
    ],
  ])('are final for %s, in the platform’s words', async (_name, call, status, refusal) => {
    const bench = await platformBench();
    await bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY);
    const error = await errorOf(call(bench));
    expect(error).toMatchObject({
      kind: 'outside',
      code: 'platform_refused',
      outside: { reaction: 'give-up' },
    });
    expect(error.facts).toMatchObject({ status, refusal });
  });

  it.each([401, 403])('are final when the token is not accepted with %i', async (status) => {
    const bench = await platformBench();
    bench.standIn.faults.failNext(status);
    const error = await errorOf(bench.platform.receiptOf(POST_KEY));
    expect(error).toMatchObject({ code: 'platform_unauthorized', outside: { reaction: 'give-up' } });
  });

  it('wait as long as the platform asks, and a limited post is known not to be recorded', async () => {
    const bench = await platformBench();
    bench.standIn.faults.rateLimitNext(7);
    const error = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY));
    expect(error.code).toBe('platform_rate_limited');
    expect(error.outside).toEqual({ reaction: 'retry', retryAfterMs: 7000, ambiguous: false });
  });

  it('leave open whether a post was recorded, but not for a pull', async () => {
    const bench = await platformBench();
    bench.standIn.faults.failNext(500, 2);
    const failed = { code: 'platform_failed', outside: { reaction: 'retry' } };
    const posted = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY));
    expect(posted).toMatchObject({ ...failed, outside: { ambiguous: true } });
    const pulled = await errorOf(bench.platform.pullPatents(null));
    expect(pulled).toMatchObject({ ...failed, outside: { ambiguous: false } });
  });

  it('are outages when nobody answers', async () => {
    const bench = await platformBench();
    bench.standIn.faults.down(true);
    const error = await errorOf(bench.platform.pullPushes(null));
    expect(error).toMatchObject({
      code: 'platform_unreachable',
      outside: { reaction: 'retry', ambiguous: false },
    });
  });

  it('are outages when an answer begins and never ends', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"items":[');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close().closeAllConnections();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const platform = httpPlatform({ url, token: TOKEN, now: () => NOW, timeoutMs: 200 });
    expect(await errorOf(platform.pullPatents(null))).toMatchObject({ code: 'platform_timeout' });
  });

  it('never show the token', async () => {
    const bench = await platformBench({ token: 'another-token.9876543210' });
    const wrongToken = await errorOf(bench.platform.pullPatents(null));
    bench.standIn.faults.down(true);
    const down = await errorOf(bench.platform.pullPatents(null));
    for (const error of [wrongToken, down]) {
      const shown = JSON.stringify([error.message, error.facts, String(error.cause), error.stack]);
      expect(shown).not.toContain(TOKEN);
    }
  });
});

describe('the rest after repeated outages', () => {
  // The breaker reads the clock of the process; only that clock is ours here, timers and sockets stay real.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function fail(bench: PlatformBench, times: number): Promise<void> {
    bench.standIn.faults.failNext(503, times);
    for (let time = 0; time < times; time += 1) await errorOf(bench.platform.pullPatents(null));
  }

  it('begins with the fifth in a row and ends with the first success', async () => {
    const bench = await platformBench();
    await fail(bench, 5);
    const resting = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY));
    expect(resting.code).toBe('platform_resting');
    expect(resting.outside).toEqual({ reaction: 'retry', retryAfterMs: 30_000, ambiguous: false });
    expect(bench.exchanges).toHaveLength(5);

    vi.setSystemTime(NOW.getTime() + 30_000);
    expect((await bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY)).kind).toBe('recorded');
    expect((await bench.platform.pullPatents(null)).items).toHaveLength(1);
  });

  it('goes on when the first attempt after it fails', async () => {
    const bench = await platformBench();
    await fail(bench, 5);
    vi.setSystemTime(NOW.getTime() + 30_000);
    await fail(bench, 1);
    expect((await errorOf(bench.platform.pullPatents(null))).code).toBe('platform_resting');
    expect(bench.exchanges).toHaveLength(6);
  });

  it('is not brought on by refusals and limits, and any answer starts the count again', async () => {
    const bench = await platformBench();
    await fail(bench, 4);
    bench.standIn.faults.rateLimitNext(1);
    await errorOf(bench.platform.pullPatents(null));
    await fail(bench, 4);
    for (let time = 0; time < 6; time += 1)
      await errorOf(bench.platform.postEvaluation(sampleEvaluation(2), POST_KEY));
    expect((await bench.platform.pullPatents(null)).items).toHaveLength(1);
  });
});

describe('the settings of the platform', () => {
  const settings = { url: 'https://platform.invalid/api/', token: TOKEN, now: () => NOW };

  it.each([
    'http://platform.invalid',
    'ftp://127.0.0.1',
    'https://user:secret-word@platform.invalid',
    'https://platform.invalid/?token=secret-word',
    'platform',
  ])('refuse the address %s without repeating it', (url) => {
    expect(() => httpPlatform({ ...settings, url })).toThrow(
      expect.objectContaining({ code: 'platform_url_unusable' }),
    );
    expect(() => httpPlatform({ ...settings, url })).not.toThrow('secret-word');
  });

  it.each(['', 'short', 'two words here', 'line\nbreak-in-token', '令牌令牌令牌令牌'])(
    'refuse the token %j without repeating it',
    (token) => {
      const expected = expect.objectContaining({ code: 'platform_token_unusable', facts: {} });
      expect(() => httpPlatform({ ...settings, token })).toThrow(expected);
    },
  );

  it('keep a path in the address', async () => {
    const asked: string[] = [];
    const answer = async (input: unknown) => {
      asked.push(String(input));
      return Response.json({ items: [], next: 'a', more: false });
    };
    await httpPlatform({ ...settings, fetch: answer }).pullPatents(null);
    expect(asked).toEqual(['https://platform.invalid/api/v1/patents?limit=200']);
  });
});
