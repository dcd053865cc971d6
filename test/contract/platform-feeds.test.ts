import { describe, expect, it } from 'vitest';
import { type PlatformBench, platformBench, refusal } from '../support/platform-bench.ts';
import { answerProblems } from '../support/platform-contract.ts';
import { POST_KEY, sampleNumber, samplePatent, WIRE_EVALUATION } from '../support/platform-samples.ts';

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
    await bench.post(WIRE_EVALUATION);
    bench.standIn.faults.down(true);
    await expect(bench.request('/v1/patents')).rejects.toThrow('fetch failed');
    bench.standIn.faults.down(false);
    expect((await bench.post(WIRE_EVALUATION)).status).toBe(200);
  });

  it('can hide receipts without forgetting the posts', async () => {
    const bench = await platformBench();
    const { body } = await bench.post(WIRE_EVALUATION);
    bench.standIn.faults.loseReceipts(true);
    expect(await bench.request(`/v1/receipts/${POST_KEY}`)).toEqual(refusal(404, 'receipt_unknown'));
    bench.standIn.faults.loseReceipts(false);
    expect(await bench.request(`/v1/receipts/${POST_KEY}`)).toMatchObject({
      status: 200,
      body: body as object,
    });
  });
});
