import { expect, it, onTestFinished, vi } from 'vitest';
import { newestCard } from '../support/chat-cards.ts';
import { type Service, startService } from '../support/service.ts';
import { evaluate, openSociety, patentNo, pressOwn } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const HOUR = 3_600_000;

/** Moves the service through so many ms, letting everything happen that falls due on the way. */
async function pass(service: Service, ms: number): Promise<void> {
  const until = service.clock.now().getTime() + ms;
  await service.drain(ms);
  service.clock.advance(until - service.clock.now().getTime());
}

function ownCard(service: Service, admin: string) {
  return newestCard(service.feishu, service.feishu.privateChat(admin));
}

it('an evaluation waits out a platform that is down for hours and is recorded once', async () => {
  // The breaker that spares the platform rests by the clock of the process.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const { platform } = service;
  platform.faults.down(true);
  await evaluate(service, card, admins[0]);
  await pass(service, 5 * HOUR);
  expect(ownCard(service, admins[0]).plain).toContain('企业评价已提交，正在发送到平台。');
  expect(platform.books.evaluations()).toEqual([]);

  platform.faults.down(false);
  vi.setSystemTime(Date.now() + HOUR);
  await pass(service, 2 * HOUR);
  expect(platform.books.evaluations()).toHaveLength(1);
  expect(ownCard(service, admins[0]).plain.join()).toContain('平台已接收，回执号');
});

it.each([
  ['a connection broken off', 'acceptThenDropNext'],
  ['an answer that never comes', 'acceptThenTimeoutNext'],
] as const)(
  'a post that was recorded in spite of %s is not recorded again',
  { timeout: 60_000 },
  async (_, fault) => {
    const service = await startService();
    const { card, admins } = await openSociety(service);
    service.platform.faults[fault]();
    await evaluate(service, card, admins[0]);
    expect(service.platform.books.evaluations()).toHaveLength(1);
    const [recorded] = service.platform.books.evaluations();
    expect(ownCard(service, admins[0]).plain).toContain(`平台已接收，回执号 ${recorded?.receipt}。`);
  },
);

it('an evaluation the platform has of another system is refused in its words, and the admin enters it by hand', async () => {
  const service = await startService();
  const { card, admins, platformId } = await openSociety(service);
  await post(service, platformId);
  await evaluate(service, card, admins[0]);

  const refused = ownCard(service, admins[0]);
  expect(refused.plain.join()).toContain('平台未接收：本企业已评价过这件专利');
  expect(refused.buttons).toContain('posted');
  expect(await pressOwn(service, admins[0], 'posted')).toBe('已登记为在平台填报。');
  expect(ownCard(service, admins[0]).plain.join()).toContain('在平台填报。');
  expect(service.platform.books.evaluations()).toHaveLength(1);
  expect(await rowsOf(service.databaseUrl, 'audit')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ act: 'evaluation-refused' }),
      expect.objectContaining({ act: 'post-evaluation-by-hand' }),
    ]),
  );
});

it('a post the platform finds wrong is shown to the admin in its words', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  await service.feishu.press({ by: admins[0], messageId: card, button: 'evaluate' });
  await service.drain();
  await pressOwn(service, admins[0], 'draft', { stars: '4', opinion: '可以了解。' });
  service.platform.faults.failNext(422);
  await pressOwn(service, admins[0], 'submit');
  expect(ownCard(service, admins[0]).plain.join()).toContain('平台未接收：请求不符合接口约定');
  expect(service.platform.books.evaluations()).toEqual([]);
});

it('a token the platform does not know makes the evaluation wait until it is mended, and nothing is lost', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  service.platform.faults.failNext(401, 3);
  await evaluate(service, card, admins[0]);
  await pass(service, HOUR / 4);
  expect(ownCard(service, admins[0]).plain).toContain('企业评价已提交，正在发送到平台。');
  await pass(service, HOUR);
  expect(service.platform.books.evaluations()).toHaveLength(1);
  expect(ownCard(service, admins[0]).plain.join()).toContain('平台已接收');
});

it.each([
  ['faults of its own', (service: Service) => service.platform.faults.failNext(503, 3)],
  ['a request to wait', (service: Service) => service.platform.faults.rateLimitNext(45)],
  ['a web page', (service: Service) => service.platform.faults.unreadableNext()],
])('a platform that answers with %s gets the evaluation once it can', async (_, trouble) => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  trouble(service);
  await evaluate(service, card, admins[0]);
  await pass(service, HOUR);
  expect(service.platform.books.evaluations()).toHaveLength(1);
});

/** Another system of the enterprise has evaluated the first patent already. */
async function post({ platform }: Service, enterprise: string): Promise<void> {
  const body = {
    enterprise,
    application_number: patentNo(1).applicationNumber,
    stars: 3,
    opinion: '由企业的另一系统填报。',
    submitted_at: '2026-11-20T00:00:00Z',
  };
  const headers = {
    authorization: 'Bearer platform-token-of-the-app-tests',
    'content-type': 'application/json',
    'idempotency-key': 'another-system-1',
  };
  const answer = await fetch(`${platform.url}/v1/evaluations`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
}
