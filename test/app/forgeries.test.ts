import { expect, it } from 'vitest';
import type { Forgery } from '../../src/sandbox/feishu/webhook.ts';
import { cardOf, carriedBy } from '../support/chat-cards.ts';
import { clickEnvelope, clickRaw, type RawClick, toastOf } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import { type OpenSociety, openSociety } from '../support/society.ts';
import { everythingStored } from '../support/stored.ts';

const RECORDED = '已记录您的评价，等待企业管理员审核。';

/** What an expert's client would send for four stars. */
function fourStars(service: Service, { group, card, experts }: OpenSociety): RawClick {
  const value = carriedBy(cardOf(service.feishu, group, card), 'stars_4');
  return { by: experts[0], chatId: group, messageId: card, value };
}

const FORGERIES: readonly (readonly [name: string, Partial<RawClick>, Forgery])[] = [
  ['sealed and signed with another key', {}, { encryptKey: 'a-key-somebody-guessed' }],
  ['in clear, though rightly signed', {}, { plain: true }],
  ['without a signature', {}, { headers: { 'x-lark-signature': '' } }],
  ['with a signature of zeros', {}, { headers: { 'x-lark-signature': '0'.repeat(64) } }],
  ['with a signature too short', {}, { headers: { 'x-lark-signature': 'f' } }],
  ['replayed under another time', {}, { headers: { 'x-lark-request-timestamp': '1' } }],
  ['replayed under another nonce', {}, { headers: { 'x-lark-request-nonce': 'another' } }],
  ['changed by one blank after it was signed', {}, { tamper: (body) => `${body} ` }],
  ['with a field added beside the sealed one', {}, { tamper: (body) => body.replace('{', '{"event":{},') }],
  ['cut off at its end', {}, { tamper: (body) => body.slice(0, -20) }],
  ['from another app', { appId: 'cli_ffffffffffffffff' }, {}],
  ['with another verification token', { token: 'another-token' }, {}],
  ['without a verification token', { token: '' }, {}],
];

it('every kind of forged click is refused without a word and leaves nothing behind', async () => {
  const service = await startService({ transport: 'webhook' });
  const click = fourStars(service, await openSociety(service));
  const before = await everythingStored(service.databaseUrl);

  const answers: unknown[] = [];
  for (const [name, change, forgery] of FORGERIES) {
    const envelope = clickEnvelope(service, { ...click, ...change });
    answers.push([name, await service.feishu.deliverRaw(envelope, forgery)]);
  }
  await service.drain();

  const refused = { kind: 'answered', via: 'webhook', status: 401, body: '{"error":"unverified"}' };
  expect(answers).toEqual(FORGERIES.map(([name]) => [name, refused]));
  expect(await everythingStored(service.databaseUrl)).toEqual(before);
  expect(await clickRaw(service, click)).toBe(RECORDED);
});

it('a captured click cannot be replayed for other stars, and as it was it changes nothing', async () => {
  const service = await startService({ transport: 'webhook' });
  const society = await openSociety(service);
  const click = { ...fourStars(service, society), eventId: 'captured' };
  await clickRaw(service, click);
  const before = await everythingStored(service.databaseUrl);

  // Even somebody who could sign would meet the memory of the delivery.
  const other = { ...click, value: { card: 'any', act: 'rate', stars: 1 } };
  expect(await clickRaw(service, other)).toBe(RECORDED);
  expect(await clickRaw(service, click)).toBe(RECORDED);
  expect(await everythingStored(service.databaseUrl)).toEqual(before);
});

it('a service on the long connection takes nothing at the webhook, rightly signed or not', async () => {
  const service = await startService();
  const { app, databaseUrl } = service;
  const society = await openSociety(service);
  const before = await everythingStored(databaseUrl);
  const envelope = clickEnvelope(service, fourStars(service, society));
  const bodies = [
    JSON.stringify(envelope),
    '{"encrypt":"AAAA"}',
    '{"type":"url_verification","challenge":"x"}',
  ];
  for (const body of bodies) {
    const answer = await fetch(`${app.url}/chat/feishu/default`, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([401, '{"error":"unverified"}']);
  }
  expect(await everythingStored(databaseUrl)).toEqual(before);
});

it('the webhook proves its address to Feishu and to nobody without the token', async () => {
  const service = await startService({ transport: 'webhook' });
  const asked = await service.feishu.challenge();
  expect(asked).toMatchObject({ kind: 'answered', status: 200 });

  const body = JSON.stringify({ type: 'url_verification', challenge: 'echo-me', token: 'guessed' });
  const answer = await fetch(`${service.app.url}/chat/feishu/default`, { method: 'POST', body });
  expect([answer.status, await answer.text()]).toEqual([401, '{"error":"unverified"}']);
});

it('a click by somebody of another organisation is refused in words', async () => {
  const service = await startService();
  const click = fourStars(service, await openSociety(service));
  const outcome = await service.feishu.deliverRaw(
    clickEnvelope(service, { ...click, tenant: 'another-tenant' }),
  );
  expect(toastOf(outcome)).toBe('本操作仅限本企业人员。');
});

it('no secret ever stands in a log line', async () => {
  const service = await startService({ transport: 'webhook' });
  const click = fourStars(service, await openSociety(service));
  const envelope = clickEnvelope(service, { ...click, token: 'another-token' });
  await service.feishu.deliverRaw(envelope);
  service.feishu.faults.failNext('update', { status: 500, code: 1 });
  await clickRaw(service, click);
  const log = service.logged.join('');
  expect(log).toContain('a request was not accepted');
  for (const secret of ['secret-of-the-app', 'encrypt-key-of', 'verification-token-of', 'platform-token-of'])
    expect(log).not.toContain(secret);
});
