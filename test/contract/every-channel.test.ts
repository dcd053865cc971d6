import { describe, expect, it, vi } from 'vitest';
import type { Capabilities } from '../../src/chat/port.ts';
import { wecomWebhookChannel } from '../../src/chat/wecom/webhook/webhook.ts';
import { asAppError } from '../../src/errors.ts';
import { MOBILE } from './channel-benches/bench.ts';
import { CHANNELS, failureOf, sendCard } from './channel-benches/every.ts';

const NOBODY = 'http://127.0.0.1:9';

describe.each(CHANNELS)('the channel %s', (name, open) => {
  it('has its own name and connection, and says when it can send', async () => {
    const { channel } = await open();
    expect([channel.name, channel.product]).toEqual([name, name === 'feishu' ? 'feishu' : 'wecom']);
    await vi.waitFor(() => expect(channel.state()).toBe('connected'), { timeout: 10_000, interval: 5 });
    expect(channel.canSend()).toBe(true);
  });

  it('stops in peace, twice, and hears nothing after that', async () => {
    const bench = await open();
    await bench.channel.stop();
    await bench.channel.stop();
    const before = bench.delivered.length;
    // A webhook is the web server's to close; what has a connection of its own has let it go.
    if (bench.channel.can.reaches === 'people') return;
    await bench.say(bench.expert, 'private', '有人吗').catch(() => undefined);
    expect(bench.delivered).toHaveLength(before);
  });

  it('refuses a webhook request that proves nothing, without a word on why', async () => {
    const { channel } = await open();
    const request = { query: { msg_signature: 'x', timestamp: '1', nonce: '2' }, headers: {} };
    const refusals = ['GET', 'POST'].map((method) => {
      try {
        return channel.open({ ...request, method, body: Buffer.from('<xml><Encrypt>AAAA</Encrypt></xml>') });
      } catch (error) {
        return asAppError(error);
      }
    });
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ kind: 'unverified', message: 'the request could not be verified' });
  });

  it.each(['wrong-secret', 'nobody-there'] as const)(
    'sends nothing with %s, and tells no secret, neither in the error nor in the log',
    async (how) => {
      const bench = await open();
      const { channel, logged } = await bench.other(how);
      const failure = await failureOf(sendCard({ ...bench, channel }));
      expect(failure.kind).toBe('outside');
      // Nobody has seen it, so it can be tried again; where a secret is wrong, that may be no use.
      expect(failure.outside?.ambiguous ?? false).toBe(false);
      expect(['retry', ...(how === 'wrong-secret' ? ['give-up'] : [])]).toContain(failure.outside?.reaction);
      const said = JSON.stringify([failure.message, failure.code, failure.facts]) + logged() + bench.logged();
      for (const secret of [...bench.secrets, 'no-such-secret']) expect(said).not.toContain(secret);
      expect(bench.seen(bench.expert, 'private').cards).toEqual([]);
    },
  );

  it('finds people by their mobile numbers where it can, and nobody otherwise', async () => {
    const { channel, expert } = await open();
    const found = await channel.findPeople([MOBILE, '13900009999']);
    expect([...found]).toEqual(channel.can.findsPeople ? [[MOBILE, expert]] : []);
  });

  it('tells what it knows of a group, and takes none for external that is not', async () => {
    const { channel, group } = await open();
    if (group === null) return expect(channel.can.reaches).toBe('people');
    expect(await channel.describeChat(group)).toMatchObject({ name: expect.any(String), external: false });
  });

  it('is examined without harm: all is well', async () => {
    const { channel, secrets } = await open();
    const findings = await channel.examine();
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(channel.canSend()).toBe(true);
    for (const secret of secrets) expect(JSON.stringify(findings)).not.toContain(secret);
  });

  it.each(['wrong-secret', 'nobody-there'] as const)(
    'is examined with %s: what to do is said in Chinese, and no secret',
    async (how) => {
      const bench = await open();
      const { channel } = await bench.other(how);
      await channel.stop();
      const findings = await channel.examine();
      expect(findings.some(({ ok }) => !ok)).toBe(true);
      for (const { what, say } of findings) expect(what + say).toMatch(/[\u4e00-\u9fff]/u);
      for (const secret of [...bench.secrets, 'no-such-secret'])
        expect(JSON.stringify(findings)).not.toContain(secret);
    },
    20_000,
  );

  it('can do things that fit together', async () => {
    mustFitTogether((await open()).channel.can);
  });
});

it('what a webhook robot can do fits together, too: it only speaks', () => {
  const settings = { connection: 'board', key: 'key-of-the-tests', apiUrl: NOBODY };
  const { can } = wecomWebhookChannel(settings, { newId: () => 'id' });
  mustFitTogether(can);
  expect([can.hears, can.cards, can.reaches]).toEqual([false, null, 'groups']);
});

function mustFitTogether(can: Capabilities): void {
  if (!can.hears)
    expect([can.answersWithCard, can.toasts, can.namesMentioned]).toEqual([false, false, false]);
  if (can.editsByTicket) expect(can.updateLaterMs).toBeGreaterThan(0);
  if (can.cards === null) expect(can.leads).toBe(false);
  expect(can.toasts && can.answersWithCard).toBe(false);
  expect(can.answerWithinMs).toBeLessThan(5000);
  expect(can.limits.send.length).toBeGreaterThan(0);
  for (const { everyMs, burst } of [...can.limits.send, ...can.limits.update]) {
    expect(everyMs).toBeGreaterThan(0);
    expect(burst).toBeGreaterThanOrEqual(0);
  }
}
