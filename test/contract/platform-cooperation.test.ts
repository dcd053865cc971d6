import { describe, expect, it } from 'vitest';
import { errorOf, platformBench, refusal } from '../support/platform-bench.ts';
import { sampleDemand, sampleEvaluation, sampleIntent, samplePatent } from '../support/platform-samples.ts';

const AT = new Date('2026-11-23T01:30:00Z');

describe('intents and demands over the contract', () => {
  it('are recorded once under their keys, and can be ended and read back', async () => {
    const { platform, standIn, misfits } = await platformBench();
    const intent = await platform.postIntent(sampleIntent(1), 'intent-1');
    expect(await platform.postIntent(sampleIntent(1), 'intent-1')).toEqual(intent);
    const demand = await platform.postDemand(sampleDemand(), 'demand-1');
    expect(await platform.postDemand(sampleDemand(), 'demand-1')).toEqual(demand);
    expect(standIn.books.intents()).toEqual([
      expect.objectContaining({ origin: 'evaluation', text: sampleIntent(1).text, withdrawnAt: null }),
    ]);
    expect(standIn.books.demands()).toHaveLength(1);
    expect(intent.kind === 'recorded' && (await platform.receiptOf('intent-1'))).toEqual(
      intent.kind === 'recorded' && intent.receipt,
    );

    const end = await platform.withdraw('intent', 'intent-1', AT);
    expect(await platform.withdraw('intent', 'intent-1', AT)).toEqual(end);
    await platform.withdraw('demand', 'demand-1', AT);
    expect([...standIn.books.intents(), ...standIn.books.demands()].map((each) => each.withdrawnAt)).toEqual([
      AT.getTime(),
      AT.getTime(),
    ]);
    expect(misfits()).toEqual([]);
  });

  it('refuses what cannot be, each with the platform’s words', async () => {
    const { platform, standIn, misfits } = await platformBench();
    const codes: unknown[] = [];
    const tried = async (call: Promise<unknown>) => codes.push((await errorOf(call)).facts['platformCode']);
    await platform.postIntent(sampleIntent(1), 'intent-1');
    await tried(platform.postIntent(sampleIntent(1), 'intent-2'));
    await tried(platform.postIntent(sampleIntent(2), 'intent-3'));
    await tried(platform.postDemand(sampleDemand(), 'intent-1'));
    await tried(platform.withdraw('intent', 'unheard-of', AT));
    await tried(platform.withdraw('demand', 'intent-1', AT));
    standIn.books.addPatent(samplePatent(3, { state: 'expired' }));
    await tried(platform.postIntent(sampleIntent(3), 'intent-4'));
    expect(codes).toEqual([
      'intent_exists',
      'patent_unknown',
      'idempotency_conflict',
      'receipt_unknown',
      'receipt_unknown',
      'patent_not_transferable',
    ]);
    await platform.withdraw('intent', 'intent-1', AT);
    await platform.postIntent(sampleIntent(1), 'intent-5');
    expect(standIn.books.intents()).toHaveLength(2);
    expect(misfits()).toEqual([]);
  });

  it.each([
    ['accepted and never answered', 'acceptThenTimeoutNext'],
    ['accepted and broken off', 'acceptThenDropNext'],
  ] as const)('%s, a post is repeated under its key and recorded once', async (_name, fault) => {
    const { platform, standIn } = await platformBench({ timeoutMs: 200 });
    const posts = [
      () => platform.postIntent(sampleIntent(1), 'intent-1'),
      () => platform.postDemand(sampleDemand(), 'demand-1'),
      () => platform.withdraw('intent', 'intent-1', AT),
    ];
    for (const post of posts) {
      standIn.faults[fault]();
      expect((await errorOf(post())).outside).toMatchObject({ reaction: 'retry', ambiguous: true });
      expect(await post()).toMatchObject({ kind: 'recorded' });
    }
    expect(standIn.books.intents()).toHaveLength(1);
    expect(standIn.books.demands()).toHaveLength(1);
  });

  it('carry nothing but what the contract names, whatever else an object holds', async () => {
    const { platform, exchanges, misfits } = await platformBench();
    const more = { experts: ['专家一'], average: 4.5, stars: 5 };
    const fields = sampleIntent(1).fields.map((field) => ({ ...field, ...more }));
    await platform.postIntent({ ...sampleIntent(1), ...more, fields }, 'intent-1');
    await platform.postDemand({ ...sampleDemand(), ...more, fields }, 'demand-1');
    await platform.postEvaluation({ ...sampleEvaluation(1), experts: ['专家一'] } as never, 'evaluation-1');
    expect(JSON.stringify(exchanges.map(({ requestBody }) => requestBody))).not.toMatch(
      /专家一|average|4\.5/,
    );
    expect(misfits()).toEqual([]);
  });

  it('bring universities’ answers, each again when it changes', async () => {
    const { platform, standIn, misfits } = await platformBench();
    await platform.postIntent(sampleIntent(1), 'intent-1');
    standIn.books.answerIntent('intent-1', { state: 'interested', text: '欢迎来校。' });
    const first = await platform.pullAnswers(null);
    expect(first.items).toEqual([
      { key: 'intent-1', state: 'interested', text: '欢迎来校。', answeredAt: expect.any(Date) },
    ]);
    standIn.books.answerIntent('intent-1', { state: 'contacted', text: '' });
    expect((await platform.pullAnswers(first.next)).items).toMatchObject([{ state: 'contacted', text: '' }]);
    expect(() => standIn.books.answerIntent('nobody’s', { state: 'declined', text: '' })).toThrow(/no such/);
    expect(misfits()).toEqual([]);
  });

  it('are refused by the stand-in when a field too many would go out', async () => {
    const bench = await platformBench();
    const body = { kind: 'intent', key: 'intent-1', withdrawn_at: AT.toISOString(), stars: 5 };
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'end:intent-1' };
    const answer = await bench.request('/v1/withdrawals', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(answer).toEqual(refusal(422, 'request_invalid'));
  });
});
