import { describe, expect, it } from 'vitest';
import { type PlatformBench, platformBench } from '../support/platform-bench.ts';
import { answerProblems, type Exchange } from '../support/platform-contract.ts';
import { sampleNumber, samplePatent } from '../support/platform-samples.ts';

const KEY = 'evaluation.post:1';
const EVALUATION = {
  enterprise: 'ent-0001',
  application_number: sampleNumber(1),
  stars: 4,
  opinion: '建议洽谈。',
  submitted_at: '2026-11-22T01:30:00.000Z',
};

function posting(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const all = { 'content-type': 'application/json', 'idempotency-key': KEY, ...headers };
  return { method: 'POST', headers: all, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function post(bench: PlatformBench, body: unknown, headers?: Record<string, string>): Promise<Exchange> {
  return bench.request('/v1/evaluations', posting(body, headers));
}

function refusal(status: number, code: string): unknown {
  return expect.objectContaining({ status, body: expect.objectContaining({ code }) });
}

describe('the stand-in platform', () => {
  it('records an evaluation with 201 and shows it in its books', async () => {
    const bench = await platformBench();
    const answer = await post(bench, EVALUATION);
    expect(answer).toMatchObject({ status: 201, body: { recorded_at: '2026-11-22T02:00:00.000Z' } });
    expect(bench.standIn.books.evaluations()).toEqual([
      expect.objectContaining({
        idempotencyKey: KEY,
        enterprise: 'ent-0001',
        stars: 4,
        title: samplePatent(1).title,
      }),
    ]);
    expect(bench.misfits()).toEqual([]);
  });

  it('answers the same key and content with 200 and the first receipt, in whatever order the fields come', async () => {
    const bench = await platformBench();
    const first = await post(bench, EVALUATION);
    const again = await post(bench, Object.fromEntries(Object.entries(EVALUATION).reverse()));
    expect(again).toMatchObject({ status: 200, body: first.body as object });
    expect(bench.standIn.books.evaluations()).toHaveLength(1);
    expect(bench.misfits()).toEqual([]);
  });

  it('refuses what the contract refuses, in the contract’s words', async () => {
    const bench = await platformBench();
    await post(bench, EVALUATION);
    const answers = [
      await post(bench, { ...EVALUATION, stars: 5 }),
      await post(bench, { ...EVALUATION, stars: 5 }, { 'idempotency-key': 'another' }),
      await post(
        bench,
        { ...EVALUATION, application_number: sampleNumber(2) },
        { 'idempotency-key': 'third' },
      ),
      await bench.request('/v1/receipts/unheard-of'),
      await bench.request('/v1/patents', { headers: { authorization: 'Bearer wrong' } }),
      await bench.request('/v1/patents?since=made-up'),
    ];
    expect(answers).toEqual([
      refusal(422, 'idempotency_conflict'),
      refusal(409, 'evaluation_exists'),
      refusal(404, 'patent_unknown'),
      refusal(404, 'receipt_unknown'),
      refusal(401, 'unauthorized'),
      refusal(422, 'cursor_unknown'),
    ]);
    expect(bench.misfits()).toEqual([]);
    expect(bench.standIn.books.evaluations()).toHaveLength(1);
  });

  it.each<[string, unknown, Record<string, string>?]>([
    ['an expert’s opinion beside the admin’s', { ...EVALUATION, expert_opinions: ['很好'] }],
    ['an average of the experts', { ...EVALUATION, average: 4.2 }],
    ['a rating of 0', { ...EVALUATION, stars: 0 }],
    ['half a star', { ...EVALUATION, stars: 4.5 }],
    ['a rating in words', { ...EVALUATION, stars: '4' }],
    ['a blank opinion', { ...EVALUATION, opinion: ' ' }],
    ['an opinion that is too long', { ...EVALUATION, opinion: '好'.repeat(2001) }],
    ['a time that is none', { ...EVALUATION, submitted_at: 'today' }],
    ['a missing field', { ...EVALUATION, enterprise: undefined }],
    ['a list', [EVALUATION]],
    ['text that is not JSON', '{"enterprise":'],
    ['a body of another type', EVALUATION, { 'content-type': 'text/plain' }],
    ['an empty key', EVALUATION, { 'idempotency-key': '' }],
    ['a key with a path in it', EVALUATION, { 'idempotency-key': '../patents' }],
    ['a body of a megabyte', { ...EVALUATION, opinion: 'x'.repeat(1024 * 1024) }],
  ])('does not take %s', async (_name, body, headers) => {
    const bench = await platformBench();
    const answer = await post(bench, body, headers).catch(() => null);
    // A body far too large may also be cut off while it is being sent.
    if (answer) expect(answer).toEqual(refusal(422, 'request_invalid'));
    expect(answer ? answerProblems(answer) : []).toEqual([]);
    expect(bench.standIn.books.evaluations()).toEqual([]);
  });

  it.each(['limit=0', 'limit=501', 'limit=ten', 'since=', 'since=a&since=b', 'experts=1'])(
    'does not take the query %s',
    async (query) => {
      const bench = await platformBench();
      expect(await bench.request(`/v1/pushes?${query}`)).toEqual(refusal(422, 'request_invalid'));
    },
  );

  it('tells listeners of every change until they have heard enough', async () => {
    const bench = await platformBench();
    let changes = 0;
    const stop = bench.standIn.books.onChange(() => {
      changes += 1;
    });
    await post(bench, EVALUATION);
    await post(bench, EVALUATION);
    bench.standIn.books.addPatent(samplePatent(2));
    expect(changes).toBe(2);
    stop();
    bench.standIn.books.changePatent(sampleNumber(2), { state: 'expired' });
    expect(changes).toBe(2);
  });

  it('pushes and changes only patents it knows', async () => {
    const { standIn } = await platformBench();
    const push = {
      enterprise: 'ent-0001',
      applicationNumber: sampleNumber(9),
      reason: '',
      pushedAt: new Date(0),
    };
    expect(() => standIn.books.addPush(push)).toThrow(expect.objectContaining({ code: 'patent_unknown' }));
    expect(() => standIn.books.changePatent(sampleNumber(9), {})).toThrow('no such patent');
  });
});

describe('the feeds of the stand-in platform', () => {
  async function numbersOn(
    bench: PlatformBench,
    query: string,
  ): Promise<{ numbers: string[]; next: string; more: boolean }> {
    const { body } = await bench.request(`/v1/patents?${query}`);
    const page = body as {
      items: { application_number: string; state: string }[];
      next: string;
      more: boolean;
    };
    return {
      ...page,
      numbers: page.items.map(({ application_number: number, state }) => `${number} ${state}`),
    };
  }

  it('show each patent once while others are added between the pages', async () => {
    const bench = await platformBench({ patents: [1, 2, 3].map((index) => samplePatent(index)) });
    const first = await numbersOn(bench, 'limit=2');
    bench.standIn.books.addPatent(samplePatent(4), samplePatent(5));
    const second = await numbersOn(bench, `limit=2&since=${first.next}`);
    const third = await numbersOn(bench, `limit=2&since=${second.next}`);
    expect([...first.numbers, ...second.numbers, ...third.numbers]).toEqual(
      [1, 2, 3, 4, 5].map((index) => `${sampleNumber(index)} registered`),
    );
    expect([first.more, second.more, third.more]).toEqual([true, true, false]);
    expect(bench.misfits()).toEqual([]);
  });

  it('show a patent again after it has changed, and keep the cursor of an empty page', async () => {
    const bench = await platformBench({ patents: [samplePatent(1), samplePatent(2)] });
    const first = await numbersOn(bench, '');
    const empty = await numbersOn(bench, `since=${first.next}`);
    expect(empty).toMatchObject({ numbers: [], next: first.next, more: false });
    bench.standIn.books.changePatent(sampleNumber(1), { state: 'withdrawn' });
    expect((await numbersOn(bench, `since=${empty.next}`)).numbers).toEqual([`${sampleNumber(1)} withdrawn`]);
  });

  it('do not take each other’s cursors, nor those of an earlier life', async () => {
    const bench = await platformBench();
    const { next } = await numbersOn(bench, '');
    const earlier = await platformBench({ newId: () => 'an-earlier-life' });
    expect(await bench.request(`/v1/pushes?since=${next}`)).toEqual(refusal(422, 'cursor_unknown'));
    expect(await earlier.request(`/v1/patents?since=${next}`)).toEqual(refusal(422, 'cursor_unknown'));
  });
});

describe('the faults of the stand-in platform', () => {
  it('befall the next requests and then pass', async () => {
    const bench = await platformBench();
    bench.standIn.faults.failNext(503, 2);
    bench.standIn.faults.rateLimitNext(7);
    const seen = [];
    for (let time = 0; time < 4; time += 1) seen.push(await bench.request('/v1/patents'));
    expect(seen.map(({ status }) => status)).toEqual([503, 503, 429, 200]);
    expect(seen[2]?.headers.get('retry-after')).toBe('7');
    expect(bench.misfits()).toEqual([]);
  });

  it('can give a web page instead of an answer', async () => {
    const bench = await platformBench();
    bench.standIn.faults.unreadableNext();
    const answer = await bench.request('/v1/patents');
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<!doctype html>') });
    expect(answerProblems(answer)).not.toEqual([]);
  });

  it('can take the platform down and bring it back with its books', async () => {
    const bench = await platformBench();
    await post(bench, EVALUATION);
    bench.standIn.faults.down(true);
    await expect(bench.request('/v1/patents')).rejects.toThrow('fetch failed');
    bench.standIn.faults.down(false);
    expect((await post(bench, EVALUATION)).status).toBe(200);
  });

  it('can hide receipts without forgetting the posts', async () => {
    const bench = await platformBench();
    const { body } = await post(bench, EVALUATION);
    bench.standIn.faults.loseReceipts(true);
    expect(await bench.request(`/v1/receipts/${KEY}`)).toEqual(refusal(404, 'receipt_unknown'));
    bench.standIn.faults.loseReceipts(false);
    expect(await bench.request(`/v1/receipts/${KEY}`)).toMatchObject({ status: 200, body: body as object });
  });
});
