import nock from 'nock';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpPlatform } from '../../src/platform/http/http-platform.ts';
import type { Platform } from '../../src/platform/port.ts';
import { errorOf, NOW, TOKEN } from '../support/platform-bench.ts';
import { POST_KEY, sampleEvaluation, sampleNumber, WIRE_PATENT } from '../support/platform-samples.ts';

const URL = 'https://platform.invalid';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
let platform: Platform;

beforeEach(() => {
  nock.disableNetConnect();
  platform = httpPlatform({ url: URL, token: TOKEN, now: () => NOW });
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  nock.restore();
});

/** Answers the next pull of patents. */
function pulled(
  status: number,
  body: nock.Body,
  headers: Record<string, string> = JSON_TYPE,
): ReturnType<Platform['pullPatents']> {
  nock(URL).get('/v1/patents').query({ limit: '200' }).reply(status, body, headers);
  return platform.pullPatents(null);
}

/** Answers the next post. */
function posted(
  status: number,
  body: nock.Body,
  headers: Record<string, string> = JSON_TYPE,
): Promise<unknown> {
  nock(URL).post('/v1/evaluations').reply(status, body, headers);
  return platform.postEvaluation(sampleEvaluation(1), POST_KEY);
}

const unreadable = (why: unknown, ambiguous: boolean): object => ({
  kind: 'outside',
  code: 'platform_answer_unreadable',
  outside: { reaction: 'retry', ambiguous },
  facts: { why },
});

describe('an answer that is not the platform’s', () => {
  it('takes a gateway’s web page under 502 for an outage', async () => {
    const error = await errorOf(
      posted(502, '<html>Bad Gateway</html>', { 'content-type': 'text/html', 'retry-after': '20' }),
    );
    expect(error.code).toBe('platform_failed');
    expect(error.outside).toEqual({ reaction: 'retry', retryAfterMs: 20_000, ambiguous: true });
  });

  it.each([404, 409, 422])('does not end an evaluation over a web page under %i', async (status) => {
    const error = await errorOf(posted(status, '<html>Not Found</html>', { 'content-type': 'text/html' }));
    expect(error).toMatchObject(unreadable('content_type', true));
  });

  it('does not take a proxy’s own 404 for a receipt that does not exist', async () => {
    nock(URL)
      .get('/v1/receipts/evaluation.post%3A1')
      .reply(404, { code: 'route_unknown', message: 'no such route' }, JSON_TYPE);
    expect(await errorOf(platform.receiptOf(POST_KEY))).toMatchObject({ code: 'platform_refused' });
    nock(URL).get('/v1/receipts/evaluation.post%3A1').reply(404, { error: 'not found' }, JSON_TYPE);
    expect(await errorOf(platform.receiptOf(POST_KEY))).toMatchObject(unreadable('unknown_answer', false));
  });

  it('does not follow a redirect with the evaluation and the token', async () => {
    const elsewhere = nock('https://elsewhere.invalid').post('/').reply(201, {}).get('/').reply(200, {});
    for (const status of [302, 307, 308]) {
      const error = await errorOf(posted(status, '', { location: 'https://elsewhere.invalid/' }));
      expect(error).toMatchObject({ code: 'platform_answer_unreadable', facts: { status } });
    }
    expect(elsewhere.pendingMocks()).toHaveLength(2);
  });

  it('does not take JSON under another type, nor text under the type of JSON', async () => {
    const page = JSON.stringify({ items: [], next: 'a', more: false });
    expect(await errorOf(pulled(200, page, { 'content-type': 'text/plain' }))).toMatchObject(
      unreadable('content_type', false),
    );
    expect(await errorOf(pulled(200, '{"items":[', JSON_TYPE))).toMatchObject(unreadable('not_json', false));
    expect(await errorOf(pulled(200, Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE))).toMatchObject(
      unreadable('not_json', false),
    );
  });

  it('stops reading a body of more than 8 MB, whether or not its length was announced', async () => {
    const huge = JSON.stringify({ items: [], next: 'a', more: false, padding: 'x'.repeat(8 * 1024 * 1024) });
    expect(await errorOf(pulled(200, huge))).toMatchObject(unreadable('too_large', false));
    const announced = { ...JSON_TYPE, 'content-length': String(Buffer.byteLength(huge)) };
    expect(await errorOf(pulled(200, huge, announced))).toMatchObject(unreadable('too_large', false));
  });

  it.each<[string, object, string]>([
    ['a patent of an unknown kind', { kind: 'family' }, 'kind'],
    ['a day that does not exist', { application_date: '2022-02-30' }, 'application_date'],
    ['a title that is too long', { title: '长'.repeat(501) }, 'title'],
    ['a number that is none', { application_number: '号'.repeat(3) }, 'application_number'],
    ['a single patent with members', { members: [sampleNumber(2)] }, ''],
    ['a portfolio without members', { kind: 'portfolio' }, ''],
    ['a way of cooperation that does not exist', { cooperation_modes: ['赠送'] }, 'cooperation_modes.0'],
    ['a missing field', { state: undefined }, 'state'],
  ])(
    'sets %s aside, says where it stood but not what, and takes the others',
    async (_name, change, where) => {
      const good = [1, 2].map((index) => ({ ...WIRE_PATENT, application_number: sampleNumber(index + 10) }));
      const items = [good[0], { ...WIRE_PATENT, ...change }, good[1]];
      const page = await pulled(200, { items, next: 'a', more: false });
      expect(page.items.map(({ applicationNumber }) => applicationNumber)).toEqual(
        [11, 12].map((index) => sampleNumber(index)),
      );
      const readable = !('application_number' in change);
      const problems = [expect.stringMatching(`^${where}: [a-z_]+$`)];
      expect(page.unfit).toEqual([
        { position: 1, key: readable ? sampleNumber(1) : '', problems: expect.arrayContaining(problems) },
      ]);
      expect(JSON.stringify(page.unfit)).not.toMatch(/family|02-30|长长|赠送/);
    },
  );

  it('takes nothing of a page whose own fields do not fit', async () => {
    const page = { items: [WIRE_PATENT], next: '', more: false };
    expect(await errorOf(pulled(200, page))).toMatchObject(
      unreadable(expect.arrayContaining([expect.stringMatching(/^next: /)]), false),
    );
  });

  it('ignores fields that a later platform may add', async () => {
    const page = { items: [{ ...WIRE_PATENT, contact: '演示' }], next: 'a', more: false, total: 1 };
    expect(await pulled(200, page)).toMatchObject({
      items: [{ applicationNumber: sampleNumber(1) }],
      next: 'a',
    });
  });

  it('does not go round in circles when the cursor stands still', async () => {
    nock(URL).get('/v1/patents').query(true).reply(200, { items: [], next: 'a', more: true }, JSON_TYPE);
    expect(await errorOf(platform.pullPatents('a'))).toMatchObject(unreadable('cursor_stands_still', false));
  });

  it('asks twice at most when the platform knows no cursor at all', async () => {
    nock(URL)
      .get('/v1/patents')
      .query(true)
      .times(2)
      .reply(422, { code: 'cursor_unknown', message: '' }, JSON_TYPE);
    expect(await errorOf(platform.pullPatents('a'))).toMatchObject({ code: 'platform_refused' });
  });

  it('does not take an empty success for a receipt', async () => {
    expect(await errorOf(posted(204, ''))).toMatchObject({
      code: 'platform_answer_unreadable',
      outside: { ambiguous: true },
    });
    expect(await errorOf(posted(201, {}))).toMatchObject({
      code: 'platform_answer_unreadable',
      outside: { ambiguous: true },
    });
  });
});

describe('the platform’s words', () => {
  it('are kept on one line, to a length, and without the token', async () => {
    const message = `不予受理\r\n\u202e令牌 ${TOKEN}，${'原因'.repeat(400)}`;
    const { facts } = await errorOf(posted(422, { code: 'request_invalid', message }));
    const refusal = String(facts['refusal']);
    expect(refusal).toMatch(/^不予受理 令牌 \[token\]，原因/);
    expect([...refusal]).toHaveLength(300);
  });

  it('do not bring the token into an error however they spell it', async () => {
    const spelled = [...TOKEN]
      .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
    const error = await errorOf(posted(409, `{"code":"evaluation_exists","message":"${spelled}"}`));
    expect(error.facts['refusal']).toBe('[token]');
  });
});

describe('the wish to be left alone', () => {
  it.each<[string, number | undefined]>([
    ['0', 0],
    ['120', 120_000],
    ['Sun, 22 Nov 2026 02:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 01:00:00 GMT', 0],
    ['999999999', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['tomorrow', undefined],
    ['Sun, 99 Nov 2026 02:01:30 GMT', undefined],
  ])('reads Retry-After %s as %s ms', async (header, wait) => {
    const error = await errorOf(pulled(429, '', { 'retry-after': header }));
    expect(error.code).toBe('platform_rate_limited');
    expect(error.outside?.retryAfterMs).toBe(wait);
  });
});
