import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { FeishuSettings } from '../../src/chat/feishu/feishu.ts';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import type { Channel } from '../../src/chat/port.ts';
import {
  FIXTURE_APP,
  feishuFixture,
  sealed,
  signedRequest,
  unsignedRequest,
} from '../support/feishu-webhook.ts';

const CLICK = feishuFixture('card.action.trigger');
const CHALLENGE = { challenge: 'ajls384k', token: FIXTURE_APP.verificationToken, type: 'url_verification' };

function channelWith(settings: Partial<FeishuSettings> = {}): Channel {
  return feishuChannel(
    {
      connection: 'default',
      transport: 'webhook',
      domain: 'http://127.0.0.1:9',
      ...FIXTURE_APP,
      ...settings,
    },
    { log: pino({ level: 'silent' }), now: () => new Date(0), sleep: async () => {} },
  );
}

function refusalOf(work: () => unknown): { kind: string; code: string } {
  let caught: unknown = null;
  expect(() => {
    try {
      return work();
    } catch (error) {
      caught = error;
      throw error;
    }
  }).toThrow();
  const { kind, code } = Object(caught);
  return { kind, code };
}

function withHeader(name: string, value: string | undefined) {
  const request = signedRequest({ encrypt: sealed(CLICK) });
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function forged(change: (click: { header: Record<string, unknown> }) => void) {
  const click = structuredClone(CLICK) as { header: Record<string, unknown> };
  change(click);
  return signedRequest({ encrypt: sealed(click) });
}

describe('opening a Feishu webhook request', () => {
  it('translates a signed and encrypted click', () => {
    const incoming = channelWith().open(signedRequest({ encrypt: sealed(CLICK) }));
    expect(incoming).toMatchObject({
      kind: 'delivery',
      delivery: { kind: 'click', deliveryId: 'ev-click-1' },
    });
  });

  it('proves the bytes as received, however the JSON is laid out', () => {
    const pretty = JSON.stringify({ encrypt: sealed(CLICK) }, null, 4);
    expect(channelWith().open(signedRequest(pretty)).kind).toBe('delivery');
  });

  it('takes a request that is hours old, because retries are', () => {
    const request = signedRequest({ encrypt: sealed(feishuFixture('im.chat.disbanded_v1')) });
    expect(channelWith().open(request).kind).toBe('delivery');
  });

  it.each([
    ['in plain text', CHALLENGE],
    ['encrypted', { encrypt: sealed(CHALLENGE) }],
  ])('answers an unsigned challenge %s', (_name, body) => {
    expect(channelWith().open(unsignedRequest(body))).toEqual({
      kind: 'challenge',
      answer: { status: 200, type: 'application/json', body: '{"challenge":"ajls384k"}' },
    });
  });

  it('ignores keys beside the encrypted content', () => {
    const body = { encrypt: sealed(CLICK), ...CHALLENGE, header: { event_id: 'forged' } };
    expect(channelWith().open(signedRequest(body))).toMatchObject({ delivery: { deliveryId: 'ev-click-1' } });
  });

  it.each([
    ['a plain body although a key is set', signedRequest(CLICK), 'feishu_not_encrypted'],
    ['an unsigned delivery', unsignedRequest({ encrypt: sealed(CLICK) }), 'feishu_not_signed'],
    ['a wrong signature', withHeader('x-lark-signature', '0'.repeat(64)), 'feishu_signature_wrong'],
    ['an empty signature', withHeader('x-lark-signature', ''), 'feishu_signature_wrong'],
    ['a changed timestamp', withHeader('x-lark-request-timestamp', '1'), 'feishu_signature_wrong'],
    ['a missing nonce', withHeader('x-lark-request-nonce', undefined), 'feishu_signature_wrong'],
    ['another signing key', signedRequest({ encrypt: sealed(CLICK) }, 'foreign'), 'feishu_signature_wrong'],
    [
      'another encrypting key',
      signedRequest({ encrypt: sealed(CLICK, 'foreign') }),
      'feishu_not_decryptable',
    ],
    ['a wrong token', forged((c) => Object.assign(c.header, { token: 'x' })), 'feishu_token_wrong'],
    ['a missing token', forged((c) => delete c.header['token']), 'feishu_token_wrong'],
    ['another app', forged((c) => Object.assign(c.header, { app_id: 'cli_x' })), 'feishu_app_wrong'],
    ['a challenge with a wrong token', unsignedRequest({ ...CHALLENGE, token: 'x' }), 'feishu_token_wrong'],
    [
      'an encrypted challenge with a wrong token',
      unsignedRequest({ encrypt: sealed({ ...CHALLENGE, token: '' }) }),
      'feishu_token_wrong',
    ],
  ])('refuses %s as unverified', (_name, request, code) => {
    expect(refusalOf(() => channelWith().open(request))).toEqual({ kind: 'unverified', code });
  });

  it('refuses a body that changed after it was signed', () => {
    const request = signedRequest({ encrypt: sealed(CLICK) });
    const changed = { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) };
    expect(refusalOf(() => channelWith().open(changed)).code).toBe('feishu_signature_wrong');
  });

  it.each([
    ['a body that is not JSON', unsignedRequest('<html>'), 'feishu_body_unreadable'],
    [
      'a signed delivery without header',
      signedRequest({ encrypt: sealed({ ts: '1' }) }),
      'feishu_envelope_unreadable',
    ],
  ])('calls %s malformed', (_name, request, code) => {
    expect(refusalOf(() => channelWith().open(request))).toEqual({ kind: 'malformed', code });
  });

  it('refuses every webhook on a connection that uses the long connection', () => {
    const channel = channelWith({ transport: 'websocket' });
    for (const request of [signedRequest({ encrypt: sealed(CLICK) }), unsignedRequest(CHALLENGE)]) {
      expect(refusalOf(() => channel.open(request))).toEqual({
        kind: 'unverified',
        code: 'feishu_webhook_closed',
      });
    }
  });
});

describe('building the Feishu channel', () => {
  it.each([
    ['encryptKey', 'FEISHU_ENCRYPT_KEY'],
    ['verificationToken', 'FEISHU_VERIFICATION_TOKEN'],
  ] as const)('refuses webhooks without %s and names the setting', (key, setting) => {
    expect(() => channelWith({ [key]: '' })).toThrow(
      expect.objectContaining({
        kind: 'malformed',
        code: 'feishu_key_missing',
        message: expect.stringContaining(setting),
      }),
    );
  });

  it('refuses an app id with which the long connection would stay silent', () => {
    expect(refusalOf(() => channelWith({ transport: 'websocket', appId: 'cli_short' })).code).toBe(
      'feishu_app_id_wrong',
    );
  });

  it('needs no webhook keys for the long connection', () => {
    expect(channelWith({ transport: 'websocket', encryptKey: '', verificationToken: '' }).state()).toBe(
      'down',
    );
  });

  it('counts a webhook connection as connected', () => {
    expect(channelWith().state()).toBe('connected');
  });
});

describe('answering a Feishu delivery', () => {
  const channel = channelWith();
  const incoming = channel.open(signedRequest({ encrypt: sealed(CLICK) }));
  const joined = channel.open(
    signedRequest({ encrypt: sealed(feishuFixture('im.chat.member.bot.added_v1')) }),
  );

  it.each([
    [
      'a click with a notice as a toast',
      incoming,
      { tone: 'warning', text: '已过期' } as const,
      '{"toast":{"type":"warning","content":"已过期"}}',
    ],
    ['a click without a notice as an empty object', incoming, null, '{}'],
    ['anything else as an empty object', joined, { tone: 'info', text: '你好' } as const, '{}'],
  ])('answers %s', (_name, proven, notice, body) => {
    if (proven.kind !== 'delivery') throw new Error('the fixture is no delivery');
    expect(channel.answer(proven.delivery, { notice, cardJson: null })).toEqual({
      status: 200,
      type: 'application/json',
      body,
    });
  });
});
