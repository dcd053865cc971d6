import { describe, expect, it } from 'vitest';
import { platformBench, refusal } from '../support/platform-bench.ts';
import { answerProblems } from '../support/platform-contract.ts';
import { POST_KEY, sampleNumber, samplePatent, WIRE_EVALUATION } from '../support/platform-samples.ts';

describe('the stand-in platform', () => {
  it('records an evaluation with 201 and shows it in its books', async () => {
    const bench = await platformBench();
    const answer = await bench.post(WIRE_EVALUATION);
    expect(answer).toMatchObject({ status: 201, body: { recorded_at: '2026-11-22T02:00:00.000Z' } });
    expect(bench.standIn.books.evaluations()).toEqual([
      expect.objectContaining({
        idempotencyKey: POST_KEY,
        enterprise: 'ent-0001',
        stars: 4,
        title: samplePatent(1).title,
      }),
    ]);
    expect(bench.misfits()).toEqual([]);
  });

  it('answers the same key and content with 200 and the first receipt, in whatever order the fields come', async () => {
    const bench = await platformBench();
    const first = await bench.post(WIRE_EVALUATION);
    const again = await bench.post(Object.fromEntries(Object.entries(WIRE_EVALUATION).reverse()));
    expect(again).toMatchObject({ status: 200, body: first.body as object });
    expect(bench.standIn.books.evaluations()).toHaveLength(1);
    expect(bench.misfits()).toEqual([]);
  });

  it('refuses what the contract refuses, in the contract’s words', async () => {
    const bench = await platformBench();
    await bench.post(WIRE_EVALUATION);
    const answers = [
      await bench.post({ ...WIRE_EVALUATION, stars: 5 }),
      await bench.post({ ...WIRE_EVALUATION, stars: 5 }, { 'idempotency-key': 'another' }),
      await bench.post(
        { ...WIRE_EVALUATION, application_number: sampleNumber(2) },
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
    ['an expert’s opinion beside the admin’s', { ...WIRE_EVALUATION, expert_opinions: ['很好'] }],
    ['an average of the experts', { ...WIRE_EVALUATION, average: 4.2 }],
    ['a rating of 0', { ...WIRE_EVALUATION, stars: 0 }],
    ['half a star', { ...WIRE_EVALUATION, stars: 4.5 }],
    ['a rating in words', { ...WIRE_EVALUATION, stars: '4' }],
    ['a blank opinion', { ...WIRE_EVALUATION, opinion: ' ' }],
    ['an opinion that is too long', { ...WIRE_EVALUATION, opinion: '好'.repeat(2001) }],
    ['a time that is none', { ...WIRE_EVALUATION, submitted_at: 'today' }],
    ['a time without seconds', { ...WIRE_EVALUATION, submitted_at: '2026-11-22T01:30Z' }],
    ['a missing field', { ...WIRE_EVALUATION, enterprise: undefined }],
    ['a list', [WIRE_EVALUATION]],
    ['text that is not JSON', '{"enterprise":'],
    ['a body of another type', WIRE_EVALUATION, { 'content-type': 'text/plain' }],
    ['an empty key', WIRE_EVALUATION, { 'idempotency-key': '' }],
    ['a key with a path in it', WIRE_EVALUATION, { 'idempotency-key': '../patents' }],
    ['a body of a megabyte', { ...WIRE_EVALUATION, opinion: 'x'.repeat(1024 * 1024) }],
  ])('does not take %s', async (_name, body, headers) => {
    const bench = await platformBench();
    const answer = await bench.post(body, headers).catch(() => null);
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
    await bench.post(WIRE_EVALUATION);
    await bench.post(WIRE_EVALUATION);
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
