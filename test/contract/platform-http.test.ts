import { describe, expect, it } from 'vitest';
import type { OutwardEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import type { Page, PlatformPush } from '../../src/platform/port.ts';
import { errorOf, NOW, platformBench } from '../support/platform-bench.ts';
import { POST_KEY, sampleEvaluation, sampleNumber, samplePatent } from '../support/platform-samples.ts';

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
    expect(await bench.platform.receiptOf(POST_KEY)).toBeNull();
    const posted = await bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY);
    expect(posted).toEqual({ kind: 'recorded', receipt: { id: expect.any(String), at: NOW } });
    expect(await bench.platform.receiptOf(POST_KEY)).toEqual(posted.kind === 'recorded' && posted.receipt);
    expect(bench.misfits()).toEqual([]);
  });

  it('records the same key once, however often and however simultaneously it comes', async () => {
    const bench = await platformBench();
    const posts = Array.from({ length: 8 }, () =>
      bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY),
    );
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
    await bench.platform.postEvaluation(laden, POST_KEY);
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
      const error = await errorOf(bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY));
      expect(error).toMatchObject({ kind: 'outside', code, outside: { reaction: 'retry', ambiguous: true } });

      const again = await bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY);
      const [recorded, ...more] = bench.standIn.books.evaluations();
      expect(more).toEqual([]);
      expect(again).toEqual({ kind: 'recorded', receipt: { id: recorded?.receipt, at: NOW } });
      expect(bench.exchanges.map(({ status }) => status)).toEqual([200]);
    },
  );

  it('keeps the receipt when it cannot be read back: the same key finds it', async () => {
    const bench = await platformBench();
    const first = await bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY);
    bench.standIn.faults.loseReceipts(true);
    expect(await bench.platform.receiptOf(POST_KEY)).toBeNull();
    expect(await bench.platform.postEvaluation(sampleEvaluation(1), POST_KEY)).toEqual(first);
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
