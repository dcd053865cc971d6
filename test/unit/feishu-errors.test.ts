import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../src/chat/feishu/errors.ts';
import { isSuccess, networkFailure, refusal } from '../../src/chat/feishu/errors.ts';

function answer(status: number, body: unknown, headers: Record<string, unknown> = {}): HttpAnswer {
  return { status, headers, body };
}

function cardRefusal(sub: number, words: string): HttpAnswer {
  return answer(400, {
    code: 230099,
    msg: `Failed to create card content, ext=ErrCode: ${sub}; ErrMsg: ${words}; ErrorValue: 发明人姓名; `,
    error: { log_id: '20261122' },
  });
}

describe('what a refusal of Feishu asks of the relay', () => {
  it.each([
    [230020, 'retry'],
    [99991400, 'retry'],
    [11232, 'retry'],
    [230049, 'retry'],
    [99991663, 'retry'],
    [99991664, 'retry'],
    [99991668, 'retry'],
    [230002, 'chat-lost'],
    [232009, 'chat-lost'],
    [232011, 'chat-lost'],
    [230013, 'chat-lost'],
    [230018, 'chat-lost'],
    [230029, 'chat-lost'],
    [230035, 'chat-lost'],
    [230038, 'chat-lost'],
    [230053, 'chat-lost'],
    [230075, 'chat-lost'],
    [230011, 'message-lost'],
    [230110, 'message-lost'],
    [231003, 'message-lost'],
    [230019, 'message-lost'],
    [99992354, 'message-lost'],
    [200310, 'message-lost'],
    [230031, 'message-expired'],
    [230025, 'content-refused'],
    [230022, 'content-refused'],
    [230028, 'content-refused'],
    [230054, 'content-refused'],
    [230001, 'give-up'],
    [230006, 'retry'],
    [230027, 'give-up'],
    [230034, 'give-up'],
    [99991672, 'retry'],
    [99992361, 'give-up'],
    [10014, 'retry'],
    [424242, 'give-up'],
  ])('code %i means %s, with HTTP 400 and with HTTP 200', (code, reaction) => {
    for (const status of [400, 200]) {
      const error = refusal(answer(status, { code, msg: 'x' }));
      expect(error).toMatchObject({ kind: 'outside', outside: { reaction }, facts: { feishuCode: code } });
      expect(error.outside?.ambiguous ?? false).toBe(false);
    }
  });

  it.each([
    [11310, 'element exceeds the limit', 'content-refused'],
    [11310, 'card table number over limit', 'content-refused'],
    [11310, 'card action is lock', 'retry'],
    [200621, 'unknown property, path: ROOT -> body', 'content-refused'],
    [200861, 'unsupported tag action', 'content-refused'],
    [100290, 'invalid person id', 'content-refused'],
  ])('card fault %i (%s) means %s', (sub, words, reaction) => {
    const error = refusal(cardRefusal(sub, words));
    expect(error.outside?.reaction).toBe(reaction);
    expect(error.facts).toEqual({
      httpStatus: 400,
      feishuCode: 230099,
      subCode: sub,
      reason: words,
      logId: '20261122',
    });
  });

  it.each([
    ['a gateway page', answer(502, '<html>'), { reaction: 'retry', ambiguous: true }],
    ['a 500 with an unknown code', answer(500, { code: 7, msg: '' }), { reaction: 'retry', ambiguous: true }],
    ['an empty success', answer(200, ''), { reaction: 'retry', ambiguous: true }],
    ['a null success', answer(200, null), { reaction: 'retry', ambiguous: true }],
    ['a page instead of an answer', answer(200, '<html>'), { reaction: 'retry', ambiguous: true }],
    ['429 without a body', answer(429, ''), { reaction: 'retry' }],
    ['a redirect', answer(302, ''), { reaction: 'give-up' }],
    ['404 without a body', answer(404, '404 page not found'), { reaction: 'give-up' }],
  ])('%s is %j', (_name, odd, outside) => {
    expect(refusal(odd).outside).toEqual(outside);
  });
});

describe('how long Feishu asks us to wait', () => {
  it.each([
    ['the gateway’s header, in seconds', 99991400, 429, { 'x-ogw-ratelimit-reset': '7' }, 7000],
    ['the common header', 99991400, 429, { 'retry-after': '3' }, 3000],
    ['one second for the limit of a chat', 230020, 400, {}, 1000],
    ['ten minutes at most', 99991400, 429, { 'x-ogw-ratelimit-reset': '1763800000' }, 600_000],
    ['nothing for an unreadable header', 99991400, 429, { 'x-ogw-ratelimit-reset': 'soon' }, undefined],
    ['nothing for what is not retried', 230002, 400, { 'x-ogw-ratelimit-reset': '7' }, undefined],
  ])('is %s', (_name, code, status, headers, expected) => {
    expect(refusal(answer(status, { code, msg: '' }, headers)).outside?.retryAfterMs).toBe(expected);
  });
});

describe('a failed connection to Feishu', () => {
  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['EAI_AGAIN', false],
    ['ECONNRESET', true],
    ['ECONNABORTED', true],
    ['ERR_CANCELED', true],
    ['unknown', true],
  ])('%s may have taken effect: %s', (code, ambiguous) => {
    expect(networkFailure(code).outside).toEqual({ reaction: 'retry', ambiguous });
  });
});

describe('the facts of a refusal', () => {
  it('name no people', () => {
    const { facts } = refusal(answer(400, { code: 99992351, msg: 'Invalid ids: [ou_abc123, on_def456]' }));
    expect(facts['reason']).toBe('Invalid ids: [ou_…, on_…]');
  });

  it('name neither mobiles nor mails, and keep what only resembles them', () => {
    const msg =
      'invalid +8613800000000,13900000000 or <expert.one@example.com>, see cli_a1234567890b, 230001';
    const { facts } = refusal(answer(400, { code: 99992402, msg }));
    expect(facts['reason']).toBe('invalid …,… or <…>, see cli_a1234567890b, 230001');
  });

  it('are found at once in a message of any length', () => {
    const msg = 'x'.repeat(1_000_000);
    expect(refusal(answer(400, { code: 99992402, msg })).facts['reason']).toHaveLength(300);
  });

  it('count only code 0 with HTTP 2xx as success', () => {
    expect([
      isSuccess(answer(200, { code: 0 })),
      isSuccess(answer(200, { code: 1 })),
      isSuccess(answer(500, { code: 0 })),
      isSuccess(answer(200, '')),
    ]).toEqual([true, false, false, false]);
  });
});
