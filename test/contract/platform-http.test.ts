import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutwardEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { httpPlatform } from '../../src/platform/http/http-platform.ts';
import type { Page, PlatformPush } from '../../src/platform/port.ts';
import { errorOf, NOW, type PlatformBench, platformBench, TOKEN } from '../support/platform-bench.ts';
import { sampleEvaluation, sampleNumber, samplePatent } from '../support/platform-samples.ts';

const KEY = 'evaluation.post:1';

async function all<T>(
  pull: (cursor: string | null) => Promise<Page<T>>,
): Promise<{ items: T[]; pages: number; next: string }> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const page: Page<T> = await pull(cursor);
    items.push(...page.items);
    if (!page.more) return { items, pages, next: page.next };
    cursor = page.next;
  }
}

describe('pulling from the platform', () => {
  it('brings every field of a patent and of a portfolio unchanged', async () => {
    const portfolio: Partial<PatentRecord> = {
      kind: 'portfolio',
      applicationNumber: 'ZH-0001',
      title: '“储能”\n组合 𠮷 <b>',
      type: null,
      publicationNumber: '',
      applicationDate: null,
      validAtEndOf2023: null,
      cooperationModes: [],
      members: [sampleNumber(1), sampleNumber(2)],
    };
    const patents = [
      samplePatent(1),
      samplePatent(2, { state: 'expired', type: 'utility-model' }),
      samplePatent(3, portfolio),
    ];
    const bench = await platformBench({ patents });
    expect((await bench.platform.pullPatents(null)).items).toEqual(patents);
    expect(bench.misfits()).toEqual([]);
  });

  it('reads 1,234 patents page by page, each once and in order', async () => {
    const patents = Array.from({ length: 1234 }, (_, index) => samplePatent(index + 1));
    const bench = await platformBench({ patents });
    const { items, pages } = await all(bench.platform.pullPatents);
    expect(items.map(({ applicationNumber }) => applicationNumber)).toEqual(
      patents.map(({ applicationNumber }) => applicationNumber),
    );
    expect(pages).toBe(7);
    expect(bench.misfits()).toEqual([]);
  });

  it('brings only what is new or changed since the stored cursor', async () => {
    const bench = await platformBench({ patents: [1, 2, 3].map((index) => samplePatent(index)) });
    const { next } = await all(bench.platform.pullPatents);
    bench.standIn.books.changePatent(sampleNumber(2), { state: 'withdrawn' });
    bench.standIn.books.addPatent(samplePatent(4));
    const page = await bench.platform.pullPatents(next);
    expect(page.items).toEqual([samplePatent(2, { state: 'withdrawn' }), samplePatent(4)]);
    expect((await bench.platform.pullPatents(page.next)).items).toEqual([]);
  });

  it('brings pushes with their time and reason', async () => {
    const pushedAt = new Date('2026-11-20T01:00:00.123Z');
    const push: PlatformPush = {
      enterprise: 'ent-0001',
      applicationNumber: sampleNumber(1),
      reason: '产业分类：储能',
      pushedAt,
    };
    const bench = await platformBench({ pushes: [push] });
    expect((await bench.platform.pullPushes(null)).items).toEqual([push]);
    expect(bench.misfits()).toEqual([]);
  });

  it('starts again when the platform no longer knows the cursor, and with the empty cursor of the manual mode', async () => {
    const before = await platformBench({ newId: () => 'before-the-restore' });
    const { next } = await before.platform.pullPatents(null);
    const bench = await platformBench();
    expect((await bench.platform.pullPatents(next)).items).toEqual([samplePatent(1)]);
    expect((await bench.platform.pullPatents('')).items).toEqual([samplePatent(1)]);
    expect(bench.misfits()).toEqual([]);
  });
});

describe('posting to the platform', () => {
  it('records an evaluation and reads its receipt back', async () => {
    const bench = await platformBench();
    expect(await bench.platform.receiptOf(KEY)).toBeNull();
    const posted = await bench.platform.postEvaluation(sampleEvaluation(1), KEY);
    expect(posted).toEqual({ kind: 'recorded', receipt: { id: expect.any(String), at: NOW } });
    expect(await bench.platform.receiptOf(KEY)).toEqual(posted.kind === 'recorded' && posted.receipt);
    expect(bench.misfits()).toEqual([]);
  });

  it('records the same key once, however often and however simultaneously it comes', async () => {
    const bench = await platformBench();
    const posts = Array.from({ length: 8 }, () => bench.platform.postEvaluation(sampleEvaluation(1), KEY));
    const receipts = await Promise.all(posts);
    expect(new Set(receipts.map((posted) => JSON.stringify(posted))).size).toBe(1);
    expect(bench.standIn.books.evaluations()).toHaveLength(1);
    expect(bench.exchanges.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(bench.misfits()).toEqual([]);
  });

  it('sends nothing of what an evaluation may carry besides its five fields', async () => {
    const bench = await platformBench();
    const laden: OutwardEvaluation & Record<string, unknown> = {
      ...sampleEvaluation(1),
      experts: ['专家一'],
      average: 4.5,
    };
    await bench.platform.postEvaluation(laden, KEY);
    const body = bench.exchanges[0]?.requestBody;
    expect(Object.keys(body as object).sort()).toEqual([
      'application_number',
      'enterprise',
      'opinion',
      'stars',
      'submitted_at',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/专家|average/);
  });

  it.each([
    ['the answer never comes', 'acceptThenTimeoutNext', 'platform_timeout'],
    ['the connection breaks', 'acceptThenDropNext', 'platform_unreachable'],
  ] as const)(
    'leaves one record and finds its receipt when %s after recording',
    async (_name, fault, code) => {
      const bench = await platformBench({ timeoutMs: 300 });
      bench.standIn.faults[fault]();
      const error = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), KEY));
      expect(error).toMatchObject({ kind: 'outside', code, outside: { reaction: 'retry', ambiguous: true } });

      const again = await bench.platform.postEvaluation(sampleEvaluation(1), KEY);
      const [recorded, ...more] = bench.standIn.books.evaluations();
      expect(more).toEqual([]);
      expect(again).toEqual({ kind: 'recorded', receipt: { id: recorded?.receipt, at: NOW } });
      expect(bench.exchanges.map(({ status }) => status)).toEqual([200]);
    },
  );

  it('keeps the receipt when it cannot be read back: the same key finds it', async () => {
    const bench = await platformBench();
    const first = await bench.platform.postEvaluation(sampleEvaluation(1), KEY);
    bench.standIn.faults.loseReceipts(true);
    expect(await bench.platform.receiptOf(KEY)).toBeNull();
    expect(await bench.platform.postEvaluation(sampleEvaluation(1), KEY)).toEqual(first);
  });

  it.each(['', '../patents', 'with space', 'a'.repeat(161), 'line\nbreak'])(
    'does not send the key %j',
    async (key) => {
      const bench = await platformBench();
      expect(await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), key))).toMatchObject({
        kind: 'malformed',
      });
      expect(await errorOf(bench.platform.receiptOf(key))).toMatchObject({ kind: 'malformed' });
      expect(bench.exchanges).toEqual([]);
    },
  );
});

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
      ({ platform }) => platform.postEvaluation(sampleEvaluation(1, { stars: 1 }), KEY),
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
    await bench.platform.postEvaluation(sampleEvaluation(1), KEY);
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
    const error = await errorOf(bench.platform.receiptOf(KEY));
    expect(error).toMatchObject({ code: 'platform_unauthorized', outside: { reaction: 'give-up' } });
  });

  it('wait as long as the platform asks, and a limited post is known not to be recorded', async () => {
    const bench = await platformBench();
    bench.standIn.faults.rateLimitNext(7);
    const error = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), KEY));
    expect(error.code).toBe('platform_rate_limited');
    expect(error.outside).toEqual({ reaction: 'retry', retryAfterMs: 7000, ambiguous: false });
  });

  it('leave open whether a post was recorded, but not for a pull', async () => {
    const bench = await platformBench();
    bench.standIn.faults.failNext(500, 2);
    const failed = { code: 'platform_failed', outside: { reaction: 'retry' } };
    const posted = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), KEY));
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
    const resting = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), KEY));
    expect(resting.code).toBe('platform_resting');
    expect(resting.outside).toEqual({ reaction: 'retry', retryAfterMs: 30_000, ambiguous: false });
    expect(bench.exchanges).toHaveLength(5);

    vi.setSystemTime(NOW.getTime() + 30_000);
    expect((await bench.platform.postEvaluation(sampleEvaluation(1), KEY)).kind).toBe('recorded');
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
      await errorOf(bench.platform.postEvaluation(sampleEvaluation(2), KEY));
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
