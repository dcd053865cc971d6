import { AESCipher } from '@larksuiteoapi/node-sdk';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../src/sandbox/feishu/envelope.ts';
import { encrypt, sign } from '../../src/sandbox/feishu/signature.ts';
import {
  button,
  connect,
  type Received,
  sendCard,
  startBench,
  startWebhook,
  type WebhookAnswer,
} from './feishu-stand-in-bench.ts';

const ENCRYPT_KEY = 'test key';
const OFFICIAL_CIPHERTEXT = 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=';

function decrypt({ body }: Received): Envelope & { challenge?: string; token?: string } {
  const sealed = (JSON.parse(body) as { encrypt: string }).encrypt;
  return JSON.parse(new AESCipher(ENCRYPT_KEY).decrypt(sealed));
}

function isSigned({ headers, body }: Received): boolean {
  const timestamp = String(headers['x-lark-request-timestamp']);
  const nonce = String(headers['x-lark-request-nonce']);
  return headers['x-lark-signature'] === sign({ timestamp, nonce, encryptKey: ENCRYPT_KEY, body });
}

/** A bench whose events go to a webhook that answers the same to all. */
async function startWebhookBench(given: WebhookAnswer | null, encryptKey?: string) {
  const received: Received[] = [];
  const webhookUrl = await startWebhook((one) => {
    received.push(one);
    return given;
  });
  // Only silence is waited for, and only for as long as a busy machine needs to answer.
  const answerWithinMs = given === null ? 100 : 3000;
  const bench = await startBench({ webhookUrl, encryptKey, verificationToken: 'v-token', answerWithinMs });
  await bench.feishu.settled();
  received.splice(0);
  return { ...bench, received };
}

const OK = { body: '{}' };
const envelope = {
  schema: '2.0',
  header: { event_id: 'e1', event_type: 'any', token: 'v-token' },
  event: {},
};

describe('encryption and signature', () => {
  it('encrypts to the official vector', () => {
    const iv = Buffer.from(OFFICIAL_CIPHERTEXT, 'base64').subarray(0, 16);
    expect(encrypt('hello world', ENCRYPT_KEY, iv)).toBe(OFFICIAL_CIPHERTEXT);
  });

  it('encrypts what the SDK decrypts, each time differently', () => {
    const twice = [encrypt('专利', ENCRYPT_KEY), encrypt('专利', ENCRYPT_KEY)];
    expect(twice.map((one) => new AESCipher(ENCRYPT_KEY).decrypt(one))).toEqual(['专利', '专利']);
    expect(twice[0]).not.toBe(twice[1]);
  });

  it('signs to the known vector', () => {
    const body = JSON.stringify({ encrypt: OFFICIAL_CIPHERTEXT });
    const signed = { timestamp: '1700000000', nonce: 'nonce', encryptKey: ENCRYPT_KEY, body };
    expect(sign(signed)).toBe('20f0b32d8b1a0744b1608bcfcf23584190cd720f9bd706adde9047c85ffb47ee');
  });
});

describe('the webhook', () => {
  it('gets events encrypted and signed when a key is set', async () => {
    const bench = await startWebhookBench(OK, ENCRYPT_KEY);
    const chatId = bench.feishu.privateChat(bench.expert);
    await bench.feishu.say({ by: bench.expert, chatId, text: '你好' });
    expect(bench.received.map(isSigned)).toEqual([true]);
    expect(bench.received.map(decrypt)).toMatchObject([
      {
        schema: '2.0',
        header: { token: 'v-token', app_id: 'cli_0123456789abcdef' },
        event: { message: { chat_id: chatId } },
      },
    ]);
  });

  it('gets compact JSON in clear and unsigned when no key is set', async () => {
    const bench = await startWebhookBench(OK);
    await bench.feishu.say({
      by: bench.expert,
      chatId: bench.feishu.privateChat(bench.expert),
      text: '你好',
    });
    const [one] = bench.received;
    expect(one?.headers).not.toHaveProperty('x-lark-signature');
    expect(one?.body).toBe(JSON.stringify(JSON.parse(one?.body ?? '')));
  });

  it('gets an unsigned challenge, encrypted when a key is set', async () => {
    const bench = await startWebhookBench({ body: '{"challenge":"x"}' }, ENCRYPT_KEY);
    const outcome = await bench.feishu.challenge();
    expect(outcome).toEqual({ kind: 'answered', via: 'webhook', status: 200, body: '{"challenge":"x"}' });
    expect(bench.received[0]?.headers).not.toHaveProperty('x-lark-signature');
    expect(bench.received.map(decrypt)).toMatchObject([{ type: 'url_verification', token: 'v-token' }]);
  });

  it('waits one second for the answer to a challenge', async () => {
    const bench = await startWebhookBench(null);
    expect(await bench.feishu.challenge()).toEqual({ kind: 'timeout' });
  });

  it('gets nothing while a long connection is open', async () => {
    const bench = await startWebhookBench(OK);
    const heard: unknown[] = [];
    await connect(bench.feishu.url, { 'im.message.receive_v1': (data: unknown) => void heard.push(data) });
    await bench.feishu.say({
      by: bench.expert,
      chatId: bench.feishu.privateChat(bench.expert),
      text: '你好',
    });
    expect([heard.length, bench.received.length]).toEqual([1, 0]);
  });

  it('gets an event again, newly signed, when it did not answer 200', async () => {
    const bench = await startWebhookBench({ status: 500, body: '{}' }, ENCRYPT_KEY);
    bench.clock.advance(60_000);
    await bench.feishu.say({
      by: bench.expert,
      chatId: bench.feishu.privateChat(bench.expert),
      text: '你好',
    });
    bench.clock.advance(15_000);
    // The group that was made at the start failed as well and is due by now.
    expect(await bench.feishu.retryDue()).toBe(2);
    const said = bench.received.filter((one) => decrypt(one).header.event_type === 'im.message.receive_v1');
    expect(said.map(isSigned)).toEqual([true, true]);
    expect(new Set(said.map((one) => decrypt(one).header.event_id)).size).toBe(1);
    expect(said[0]?.headers['x-lark-request-timestamp']).not.toBe(
      said[1]?.headers['x-lark-request-timestamp'],
    );
  });

  it('is never asked twice about a click', async () => {
    const bench = await startWebhookBench({ status: 500, body: '{}' });
    const messageId = await sendCard(bench, [button('yes')]);
    await bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    const clicks = () => bench.received.filter(({ body }) => body.includes('card.action.trigger')).length;
    bench.clock.advance(24 * 3_600_000);
    await bench.feishu.retryDue();
    expect(clicks()).toBe(1);
  });
});

describe('the answer of a webhook to a click', () => {
  const answers: [name: string, clientError: number | null, given: WebhookAnswer | null][] = [
    ['a toast', null, { body: '{"toast":{"type":"info","content":"好"}}' }],
    ['204 without a body', 200671, { status: 204, body: '' }],
    ['a redirect', 200671, { status: 302, headers: { location: '/elsewhere' }, body: '' }],
    ['an empty 200', 200672, { body: '' }],
    ['a page', 200672, { body: '<html></html>' }],
    ['silence', 200341, null],
  ];
  for (const [name, clientError, given] of answers) {
    it(`shows ${clientError ?? 'no error'} for ${name}`, async () => {
      const { feishu, expert, ...bench } = await startWebhookBench(given);
      const messageId = await sendCard({ feishu, expert, ...bench }, [button('yes')]);
      expect((await feishu.press({ by: expert, messageId, button: 'yes' })).clientError).toBe(clientError);
    });
  }

  it('shows 200342 when nobody listens', async () => {
    const bench = await startBench({ webhookUrl: () => 'http://127.0.0.1:9/' });
    const messageId = await sendCard(bench, [button('yes')]);
    expect((await bench.feishu.press({ by: bench.expert, messageId, button: 'yes' })).clientError).toBe(
      200342,
    );
  });
});

describe('a forgery', () => {
  it('can be signed with another key, tampered with, unsigned, or in clear', async () => {
    const bench = await startWebhookBench(OK, ENCRYPT_KEY);
    await bench.feishu.deliverRaw(envelope);
    await bench.feishu.deliverRaw(envelope, { encryptKey: 'other' });
    await bench.feishu.deliverRaw(envelope, { tamper: (body) => `${body} ` });
    await bench.feishu.deliverRaw(envelope, { headers: { 'x-lark-signature': '' } });
    await bench.feishu.deliverRaw(envelope, { plain: true });
    expect(bench.received.map(isSigned)).toEqual([true, false, false, false, true]);
    expect(bench.received.at(-1)?.body).toBe(JSON.stringify(envelope));
    expect(bench.received[3]?.headers).not.toHaveProperty('x-lark-signature');
  });

  it('returns the raw answer', async () => {
    const bench = await startWebhookBench({ status: 401, body: 'no' }, ENCRYPT_KEY);
    const outcome = await bench.feishu.deliverRaw(envelope);
    expect(outcome).toEqual({ kind: 'answered', via: 'webhook', status: 401, body: 'no' });
  });
});
