import { describe, expect, it } from 'vitest';
import { wecomError } from '../../src/chat/wecom/errors.ts';
import { faultOf } from '../../src/chat/wecom/faults.ts';

/** The codes of WeCom's list that the bot, the app and webhooks can meet: what each asks of the relay. */
const TABLE: readonly (readonly [number, string, string])[] = [
  [-1, 'system busy', 'retry'],
  [6000, 'data version conflict', 'retry'],
  [40001, 'wrong secret', 'give-up'],
  [40003, 'invalid userid', 'chat-lost'],
  [40008, 'message type', 'content-refused'],
  [40013, 'wrong corpid', 'give-up'],
  [40014, 'token invalid', 'retry'],
  [40056, 'wrong agentid', 'give-up'],
  [40058, 'parameter', 'content-refused'],
  [40063, 'empty parameter', 'content-refused'],
  [41001, 'token missing', 'retry'],
  [41016, 'missing title', 'content-refused'],
  [42001, 'token expired', 'retry'],
  [42014, 'task_id used or invalid', 'content-refused'],
  [42015, 'task_id of another app', 'content-refused'],
  [42016, 'task_id unknown', 'content-refused'],
  [42017, 'keys of a card', 'content-refused'],
  [42018, 'keys of a card', 'content-refused'],
  [42019, 'keys of a card', 'content-refused'],
  [42020, 'keys of a card', 'content-refused'],
  [42027, 'keyname', 'content-refused'],
  [42028, 'url', 'content-refused'],
  [42029, 'media', 'content-refused'],
  [42030, 'appid', 'content-refused'],
  [42031, 'card_type', 'content-refused'],
  [42032, 'a card field', 'content-refused'],
  [42033, 'title', 'content-refused'],
  [42034, 'a card field', 'content-refused'],
  [42035, 'horizontal list', 'content-refused'],
  [42036, 'vertical list', 'content-refused'],
  [42037, 'options', 'content-refused'],
  [42038, 'button text', 'content-refused'],
  [42039, 'button key', 'content-refused'],
  [42040, 'option id', 'content-refused'],
  [42041, 'option text', 'content-refused'],
  [42042, 'jump list', 'content-refused'],
  [42043, 'question key', 'content-refused'],
  [42044, 'card image', 'content-refused'],
  [42045, 'card action', 'content-refused'],
  [42046, 'submit key', 'content-refused'],
  [42047, 'select list', 'content-refused'],
  [42048, 'a card field', 'content-refused'],
  [42049, 'submit text', 'content-refused'],
  [42050, 'userid in a card', 'content-refused'],
  [42051, 'menu keys clash', 'content-refused'],
  [43012, 'no callback URL', 'give-up'],
  [44004, 'empty text', 'content-refused'],
  [45002, 'too long', 'content-refused'],
  [45009, 'rate limit', 'retry'],
  [45033, 'concurrency', 'retry'],
  [46004, 'user does not exist', 'chat-lost'],
  [48002, 'no permission', 'give-up'],
  [48006, 'unused app, permission revoked', 'give-up'],
  [50003, 'app disabled', 'give-up'],
  [60011, 'out of visible range', 'give-up'],
  [60020, 'IP not trusted', 'give-up'],
  [60111, 'user unknown', 'chat-lost'],
  [60140, 'response_code used or expired', 'ticket-spent'],
  [81013, 'all receivers invalid', 'chat-lost'],
  [82001, 'no receiver given', 'give-up'],
  [93000, 'webhook removed', 'chat-lost'],
  [93001, 'bot not in the chat', 'chat-lost'],
  [93004, 'webhook disabled', 'chat-lost'],
  [93006, 'chatid invalid', 'chat-lost'],
  [93008, 'bot not in the chat', 'chat-lost'],
  [93050, 'response_type', 'give-up'],
  [301002, 'agentid of another token', 'give-up'],
  [846601, 'long connection off', 'give-up'],
  [846604, 'req_id expired', 'retry'],
  [846605, 'req_id of no use here', 'retry'],
  [846606, 'req_id answered already', 'retry'],
  [846607, 'nobody has written there', 'not-addressed'],
  [846608, 'stream too old', 'retry'],
  [846609, 'not subscribed', 'retry'],
  [846610, 'upload type', 'retry'],
  [846611, 'upload id', 'retry'],
  [846612, 'chunk index', 'retry'],
  [846613, 'chunk too big', 'retry'],
  [846616, 'upload incomplete', 'retry'],
  [846625, 'task_id of a bot card', 'content-refused'],
  [846697, 'file type', 'content-refused'],
  [853000, 'wrong bot id or secret', 'give-up'],
];

describe('what a refusal of WeCom asks of the relay', () => {
  it.each(TABLE)('code %i (%s) means %s', (errcode, _, reaction) => {
    const error = wecomError(errcode, 'message/send');
    expect(error).toMatchObject({ kind: 'outside', outside: { reaction } });
    expect(error.facts).toMatchObject({ wecomCode: errcode, call: 'message/send' });
    expect(error.code).not.toBe('wecom_call_failed');
  });

  it('waits for the next minute after a limit, and does not guess how long else', () => {
    const waits = TABLE.map(([errcode]) => [errcode, faultOf(errcode).retryAfterMs] as const);
    expect(waits.filter(([, wait]) => wait !== undefined)).toEqual([
      [45009, 60_000],
      [846607, 120_000],
    ]);
  });

  it('counts on no effect, except where messages have arrived all the same', () => {
    const unsure = TABLE.filter(([errcode]) => faultOf(errcode).ambiguous === true);
    expect(unsure.map(([errcode]) => errcode)).toEqual([6000]);
  });

  it('tells the operator what to do, whatever the code', () => {
    for (const errcode of [...TABLE.map(([each]) => each), 424242]) {
      expect(faultOf(errcode).code).toMatch(/^wecom_[a-z_]+$/);
      expect(faultOf(errcode).advice).not.toBe('');
    }
  });

  it('gives up on a code that nobody foresaw', () => {
    const error = wecomError(424242, 'message/send');
    expect(error).toMatchObject({ code: 'wecom_call_failed', outside: { reaction: 'give-up' } });
  });
});
