import { describe, expect, it } from 'vitest';
import { httpPlatform } from '../../src/platform/http/http-platform.ts';
import type { PlatformFaults } from '../../src/sandbox/platform/faults.ts';
import {
  errorOf,
  NOW,
  type PlatformBench,
  platformBench,
  refusal,
  TOKEN,
} from '../support/platform-bench.ts';
import { schemaAt } from '../support/platform-contract.ts';
import { sampleDemand, sampleIntent, sampleNumber } from '../support/platform-samples.ts';

const AT = new Date('2026-11-23T01:30:00Z');

const SENT = { submitted_at: AT.toISOString(), text: '原文（虚构）', fields: [] };
/** The least the contract takes. */
const BODIES = {
  Intent: { enterprise: 'ent-0001', application_number: sampleNumber(1), origin: 'focus', ...SENT },
  Demand: { enterprise: 'ent-0001', title: '需求（虚构）', ...SENT },
  Withdrawal: { kind: 'intent', key: 'before', withdrawn_at: AT.toISOString() },
};

const POSTS: readonly (readonly [string, string, (bench: PlatformBench) => Promise<unknown>])[] = [
  ['an intent', 'intent-1', ({ platform }) => platform.postIntent(sampleIntent(1), 'intent-1')],
  ['a demand', 'demand-1', ({ platform }) => platform.postDemand(sampleDemand(), 'demand-1')],
  ['an end', 'end:before', ({ platform }) => platform.withdraw('demand', 'before', AT)],
];

const FAULTS: readonly (readonly [string, string, object, (faults: PlatformFaults) => void])[] = [
  ['500', 'platform_failed', { reaction: 'retry', ambiguous: true }, (faults) => faults.failNext(500)],
  [
    '429',
    'platform_rate_limited',
    { reaction: 'retry', retryAfterMs: 7000, ambiguous: false },
    (faults) => faults.rateLimitNext(7),
  ],
  ['409', 'platform_refused', { reaction: 'give-up' }, (faults) => faults.failNext(409)],
  ['422', 'platform_refused', { reaction: 'give-up' }, (faults) => faults.failNext(422)],
  [
    'a web page',
    'platform_answer_unreadable',
    { reaction: 'retry', ambiguous: true },
    (faults) => faults.unreadableNext(),
  ],
  ['silence', 'platform_unreachable', { reaction: 'retry', ambiguous: true }, (faults) => faults.down(true)],
];

const cases = POSTS.flatMap(([what, key, post]) =>
  FAULTS.map(([trouble, code, outside, befall]) => ({ what, key, post, trouble, code, outside, befall })),
);

async function benchWithDemand(): Promise<PlatformBench> {
  const bench = await platformBench();
  await bench.platform.postDemand(sampleDemand(), 'before');
  return bench;
}

describe('a post that meets trouble', () => {
  it.each(cases)('$what met by $trouble: it is judged, and recorded once afterwards', async (each) => {
    const bench = await benchWithDemand();
    each.befall(bench.standIn.faults);
    expect(await errorOf(each.post(bench))).toMatchObject({ code: each.code, outside: each.outside });
    bench.standIn.faults.down(false);
    expect(await bench.platform.receiptOf(each.key)).toBeNull();
    const first = await each.post(bench);
    expect(await each.post(bench)).toEqual(first);
    expect(await bench.platform.receiptOf(each.key)).not.toBeNull();
  });

  it.each(POSTS)('%s finds its receipt by repetition when receipts are lost', async (_what, key, post) => {
    const bench = await benchWithDemand();
    const first = await post(bench);
    bench.standIn.faults.loseReceipts(true);
    expect(await bench.platform.receiptOf(key)).toBeNull();
    expect(await post(bench)).toEqual(first);
  });
});

describe('the bodies of the new posts', () => {
  const paths = { Intent: '/v1/intents', Demand: '/v1/demands', Withdrawal: '/v1/withdrawals' };
  const field = { name: 'need', label: '需求描述', value: '希望先做中试' };
  const odd: readonly (readonly [keyof typeof BODIES, string, object])[] = [
    ['Intent', 'an average', { average: 4.5 }],
    ['Intent', 'an unknown library', { origin: 'elsewhere' }],
    ['Intent', 'a blank text', { text: ' ' }],
    ['Intent', 'a text too long', { text: '长'.repeat(20_001) }],
    ['Intent', '31 fields', { fields: Array(31).fill(field) }],
    ['Intent', 'a field with more in it', { fields: [{ ...field, expert: '专家一' }] }],
    ['Intent', 'a field with a name in Chinese', { fields: [{ ...field, name: '需求' }] }],
    ['Intent', 'a blank value', { fields: [{ ...field, value: ' ' }] }],
    ['Intent', 'a blank label', { fields: [{ ...field, label: ' ' }] }],
    ['Demand', 'stars', { stars: 5 }],
    ['Demand', 'a blank title', { title: ' ' }],
    ['Demand', 'a title too long', { title: '长'.repeat(201) }],
    ['Withdrawal', 'a reason', { reason: '不再需要' }],
    ['Withdrawal', 'the end of an evaluation', { kind: 'evaluation' }],
    ['Withdrawal', 'a key with a path in it', { key: '../intents' }],
    ['Withdrawal', 'a day without a time', { withdrawn_at: '2026-11-23' }],
  ];

  it.each(odd)('%s: %s is refused by the contract and the stand-in alike', async (name, _what, change) => {
    const bench = await benchWithDemand();
    const schema = schemaAt('components', 'schemas', name);
    const ask = (body: object) =>
      bench.request(paths[name], {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'new' },
        body: JSON.stringify(body),
      });
    expect(schema(BODIES[name])).toBe(true);
    expect(await ask({ ...BODIES[name], ...change })).toEqual(refusal(422, 'request_invalid'));
    expect(schema({ ...BODIES[name], ...change })).toBe(false);
    expect([bench.standIn.books.intents(), bench.standIn.books.demands().length]).toEqual([[], 1]);
  });
});

describe('a page of answers', () => {
  const answered = (items: readonly object[]) => {
    const fetch = async () => Response.json({ items, next: 'a', more: false });
    return httpPlatform({ url: 'https://platform.invalid', token: TOKEN, now: () => NOW, fetch }).pullAnswers(
      null,
    );
  };

  it('is taken without the record that does not fit, which is named but not quoted', async () => {
    const good = { key: 'intent-1', state: 'interested', text: '', answered_at: AT.toISOString() };
    const page = await answered([
      good,
      { ...good, key: 'intent-2', state: '愿意' },
      { ...good, key: 'intent-3' },
    ]);
    expect(page.items.map(({ key }) => key)).toEqual(['intent-1', 'intent-3']);
    expect(page.unfit).toEqual([{ position: 1, key: 'intent-2', problems: ['state: invalid_value'] }]);
  });

  it('shows no ID number that stands where a key belongs', async () => {
    const id = '11010519491231002X';
    const page = await answered([{ key: id, state: 'odd', text: '', answered_at: AT.toISOString() }]);
    expect(page.unfit).toHaveLength(1);
    expect(JSON.stringify(page.unfit)).not.toContain(id);
  });
});
