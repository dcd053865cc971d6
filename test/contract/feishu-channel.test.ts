import { inspect } from 'node:util';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { feishuClient } from '../../src/chat/feishu/client.ts';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import type { Channel } from '../../src/chat/port.ts';
import { FIXTURE_APP, feishuFixture, sealed, signedRequest } from '../support/feishu-webhook.ts';
import type { ScriptedFeishu } from '../support/scripted-feishu.ts';
import { startScriptedFeishu, TOKEN_REFUSED } from '../support/scripted-feishu.ts';

const GROUP = { kind: 'group', id: 'oc_where' } as const;
const PERSON = { kind: 'person', id: 'ou_expert_one' } as const;
const TEXT = { kind: 'text', text: '你好' } as const;

let feishu: ScriptedFeishu;
let channel: Channel;
let logged: string[];

function channelAt(domain: string): Channel {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  return feishuChannel(
    { connection: 'default', transport: 'webhook', domain, ...FIXTURE_APP },
    { log, now: () => new Date(0), sleep: async () => {} },
  );
}

beforeEach(async () => {
  logged = [];
  feishu = await startScriptedFeishu();
  channel = channelAt(`${feishu.url}/`);
});

afterEach(() => feishu.close());

describe('sending through Feishu', () => {
  it('sends a card to a group under the key, and says where it is', async () => {
    const json = '{"schema":"2.0"}';
    const sent = await channel.send(GROUP, { kind: 'card', json }, 'outbox-1');
    expect(sent).toEqual({ messageId: 'om_sent', chatId: 'oc_where' });
    expect(feishu.seen).toEqual([
      {
        method: 'POST',
        path: '/open-apis/im/v1/messages?receive_id_type=chat_id',
        token: 't-1',
        body: { receive_id: 'oc_where', msg_type: 'interactive', content: json, uuid: 'outbox-1' },
      },
    ]);
  });

  it('sends to a person by open_id', async () => {
    await channel.send(PERSON, TEXT, 'outbox-1');
    expect(feishu.seen[0]).toMatchObject({
      path: '/open-apis/im/v1/messages?receive_id_type=open_id',
      body: { receive_id: 'ou_expert_one', msg_type: 'text', content: '{"text":"你好"}' },
    });
  });

  it('answers a message in its place', async () => {
    await channel.send(GROUP, { ...TEXT, replyTo: 'om_card/../x' }, 'outbox-1');
    expect(feishu.seen[0]).toMatchObject({
      path: '/open-apis/im/v1/messages/om_card%2F..%2Fx/reply',
      body: { msg_type: 'text', content: '{"text":"你好"}', uuid: 'outbox-1' },
    });
    expect(feishu.seen[0]?.body).not.toHaveProperty('receive_id');
  });

  it('shows text literally: it mentions nobody and hides no link', async () => {
    const text = '<at user_id="all">所有人</at> 5<6 [官网](https://example.com/)';
    await channel.send(GROUP, { kind: 'text', text }, 'k');
    const content = JSON.parse(String(feishu.seen[0]?.body['content']));
    expect(content).toEqual({ text: '＜at user_id="all">所有人＜/at> 5＜6 [官网] (https://example.com/)' });
  });

  it('keeps keys of 50 characters, and shortens longer ones without losing a difference', async () => {
    const keys = ['k'.repeat(50), `${'k'.repeat(50)}1`, `${'k'.repeat(50)}2`, `${'k'.repeat(50)}1`];
    for (const key of keys) await channel.send(GROUP, TEXT, key);
    const uuids = feishu.seen.map(({ body }) => String(body['uuid']));
    expect(uuids[0]).toBe(keys[0]);
    expect(uuids.every(({ length }) => length <= 50)).toBe(true);
    expect(new Set(uuids).size).toBe(3);
    expect(uuids[1]).toBe(uuids[3]);
  });

  it('takes a success that does not say where the message is as ambiguous', async () => {
    feishu.answerNext({ body: { code: 0, msg: 'success' } });
    await expect(channel.send(GROUP, TEXT, 'k')).rejects.toMatchObject({
      kind: 'outside',
      outside: { reaction: 'retry', ambiguous: true },
    });
  });
});

describe('updating and looking up in Feishu', () => {
  it('replaces a card', async () => {
    await channel.update('om_card', '{"schema":"2.0"}', null);
    expect(feishu.seen).toEqual([
      {
        method: 'PATCH',
        path: '/open-apis/im/v1/messages/om_card',
        token: 't-1',
        body: { content: '{"schema":"2.0"}' },
      },
    ]);
  });

  it.each([
    [
      { name: '评价群', external: false },
      { name: '评价群', external: false },
    ],
    [
      { name: '评价群', external: true },
      { name: '评价群', external: true },
    ],
    [{ name: null }, { name: '', external: true }],
  ])('describes the chat %j as %j', async (data, expected) => {
    feishu.answerNext({ body: { code: 0, data } });
    expect(await channel.describeChat('oc_where')).toEqual(expected);
    expect(feishu.seen[0]).toMatchObject({ method: 'GET', path: '/open-apis/im/v1/chats/oc_where' });
  });
});

describe('looking people up in Feishu', () => {
  const found = (...user_list: object[]) => ({ body: { code: 0, data: { user_list } } });

  it('asks for open_ids by what is a mobile and what is a mail, each once, and for nothing else', async () => {
    feishu.answerNext(found());
    // The last has the length of an ID number, which goes nowhere.
    const others = ['专家一', '', '1380000 0000', '@', '1'.repeat(18)];
    await channel.findPeople(['13800000000', '+12025550000', 'a@b.cn', 'a@b.cn', ...others]);
    expect(feishu.seen).toMatchObject([
      {
        method: 'POST',
        path: '/open-apis/contact/v3/users/batch_get_id?user_id_type=open_id',
        body: { mobiles: ['13800000000', '+12025550000'], emails: ['a@b.cn'] },
      },
    ]);
  });

  it('asks nothing when there is nobody to look for', async () => {
    expect(await channel.findPeople(['专家一'])).toEqual(new Map());
    expect(feishu.seen).toEqual([]);
  });

  it('leaves out whoever has resigned or gone, and takes no foreign number for one of China’s', async () => {
    const odd = [
      { mobile: '13800000001', user_id: 'ou_1', status: { is_resigned: true } },
      { mobile: '13800000002', user_id: 'ou_2', status: { is_exited: true } },
      { mobile: '13800000003', user_id: '' },
      { mobile: '+13800000004', user_id: 'ou_4' },
      { mobile: '13800000005', user_id: 'ou_5', status: { is_resigned: false, is_activated: true } },
    ];
    feishu.answerNext(found(...odd));
    const asked = [1, 2, 3, 4, 5].map((last) => `1380000000${last}`);
    expect(await channel.findPeople(asked)).toEqual(new Map([['13800000005', 'ou_5']]));
  });

  it('finds nobody in an answer without a list', async () => {
    feishu.answerNext({ body: { code: 0, data: {} } });
    expect(await channel.findPeople(['13800000000'])).toEqual(new Map());
  });

  it('fails as a whole when one of its calls does', async () => {
    const contacts = Array.from({ length: 51 }, (_, at) => String(13800000000 + at));
    feishu.answerNext(found(), { status: 429, body: { code: 99991400, msg: '' } });
    await expect(channel.findPeople(contacts)).rejects.toMatchObject({ outside: { reaction: 'retry' } });
    expect(feishu.seen.map(({ body }) => (body['mobiles'] as string[]).length)).toEqual([50, 1]);
  });

  it('does not take an answer without data for an answer', async () => {
    feishu.answerNext({ body: { code: 0 } });
    await expect(channel.findPeople(['a@b.cn'])).rejects.toMatchObject({ code: 'feishu_answer_unreadable' });
  });
});

describe('the token of a Feishu app', () => {
  it('is asked for once by many calls at a time', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, at) => channel.send(GROUP, TEXT, `k${at}`)));
    expect(feishu.tokenRequests()).toBe(1);
    expect(feishu.seen).toHaveLength(10);
  });

  it('is fetched anew when Feishu refuses it, and the call is made once more with the same key', async () => {
    feishu.answerNext(TOKEN_REFUSED);
    expect(await channel.send(GROUP, TEXT, 'k')).toMatchObject({ messageId: 'om_sent' });
    expect(feishu.seen.map(({ token, body }) => [token, body['uuid']])).toEqual([
      ['t-1', 'k'],
      ['t-2', 'k'],
    ]);
  });

  it('is fetched anew only once when many calls find it stale', async () => {
    await channel.send(GROUP, TEXT, 'warm');
    feishu.refusedTokens.add('t-1');
    await Promise.all(Array.from({ length: 5 }, (_, at) => channel.send(GROUP, TEXT, `k${at}`)));
    expect(feishu.tokenRequests()).toBe(2);
  });

  it('refused a second time leaves the rest to the relay', async () => {
    feishu.answerNext(TOKEN_REFUSED, TOKEN_REFUSED);
    await expect(channel.send(GROUP, TEXT, 'k')).rejects.toMatchObject({ outside: { reaction: 'retry' } });
    expect(feishu.seen).toHaveLength(2);
  });

  it.each([
    ['a wrong secret', { body: { code: 10014, msg: 'app secret invalid' } }, 'retry'],
    ['a gateway error', { status: 502, body: '<html>' }, 'retry'],
    ['a success without a token', { body: { code: 0, msg: 'ok' } }, 'retry'],
    ['a broken connection', (response: { destroy: () => unknown }) => void response.destroy(), 'retry'],
  ] as const)('that cannot be had (%s) surely sends nothing', async (_name, step, reaction) => {
    feishu.answerNextToken(step);
    await expect(channel.send(GROUP, TEXT, 'k')).rejects.toMatchObject({
      outside: { reaction, ambiguous: false },
    });
    expect(feishu.seen).toEqual([]);
    expect(await channel.send(GROUP, TEXT, 'k')).toMatchObject({ messageId: 'om_sent' });
  });
});

describe('a failed call to Feishu', () => {
  it.each([
    [
      'HTTP 400 with a code',
      { status: 400, body: { code: 230002, msg: 'Bot is not in chat' } },
      { reaction: 'chat-lost' },
    ],
    ['HTTP 200 with a code', { body: { code: 230031, msg: 'too old' } }, { reaction: 'message-expired' }],
    [
      'the gateway’s limit',
      { status: 429, headers: { 'x-ogw-ratelimit-reset': '2' }, body: { code: 99991400, msg: '' } },
      { reaction: 'retry', retryAfterMs: 2000 },
    ],
    ['HTML', { status: 500, body: '<html>' }, { reaction: 'retry', ambiguous: true }],
    ['null', { body: 'null' }, { reaction: 'retry', ambiguous: true }],
    ['nothing', { body: '' }, { reaction: 'retry', ambiguous: true }],
    [
      'a broken connection',
      (response: { destroy: () => unknown }) => void response.destroy(),
      { reaction: 'retry', ambiguous: true },
    ],
    [
      'an endless answer',
      { body: { code: 0, msg: 'x'.repeat(3 * 1024 * 1024), data: { message_id: 'om_1', chat_id: 'oc_1' } } },
      { reaction: 'retry', ambiguous: true },
    ],
  ] as const)('by %s is classified and not repeated', async (_name, step, outside) => {
    feishu.answerNext(step);
    const error = await channel.send(GROUP, TEXT, 'k').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'outside', outside });
    expect(feishu.seen).toHaveLength(1);
  });

  it('to a port where nobody listens was surely not made', async () => {
    await feishu.close();
    await expect(channel.update('om_card', '{}', null)).rejects.toMatchObject({
      outside: { reaction: 'retry', ambiguous: false },
      facts: { network: 'ECONNREFUSED' },
    });
    feishu = await startScriptedFeishu();
  });

  it('does not carry the token to where a redirect points', async () => {
    feishu.answerNext({ status: 307, headers: { location: `${feishu.url}/elsewhere` }, body: '' });
    await expect(channel.update('om_card', '{}', null)).rejects.toMatchObject({
      outside: { reaction: 'give-up' },
    });
    expect(feishu.seen.map(({ path }) => path)).toEqual(['/open-apis/im/v1/messages/om_card']);
  });

  it.each([
    ['stays silent', () => {}],
    [
      'drips in for ever',
      (response: { write: (text: string) => unknown; on: (name: 'close', work: () => void) => unknown }) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ] as const)('ends in time when the answer %s', async (_name, step) => {
    const log = pino({ level: 'silent' });
    const call = feishuClient(
      { ...FIXTURE_APP, domain: feishu.url },
      { log, now: () => new Date(0), timeoutMs: 150 },
    );
    await call({ method: 'GET', path: '/open-apis/warm' });
    feishu.answerNext(step);
    await expect(call({ method: 'GET', path: '/open-apis/slow' })).rejects.toMatchObject({
      outside: { reaction: 'retry', ambiguous: true },
    });
  });

  it('leaves no secret in the error or in the log', async () => {
    feishu.answerNext((response) => void response.destroy());
    const broken = await channel.send(GROUP, TEXT, 'k').catch((thrown: unknown) => thrown);
    feishu.answerNextToken((response) => void response.destroy());
    const unborn = await channelAt(feishu.url)
      .send(GROUP, TEXT, 'k')
      .catch((thrown: unknown) => thrown);
    const told = inspect([broken, unborn], { depth: 20 }) + logged.join('');
    for (const secret of [FIXTURE_APP.appSecret, 't-1', 'Bearer', '你好']) expect(told).not.toContain(secret);
  });
});

describe('the bot’s own identity', () => {
  const mention = () => signedRequest({ encrypt: sealed(feishuFixture('im.message.receive_v1.group')) });

  it('is learned at the start, once, and then tells which mention is ours', async () => {
    feishu.answerNext({ body: { code: 0, msg: 'ok', bot: { open_id: 'ou_another_bot' } } });
    await channel.start(async () => ({ notice: null, cardJson: null }));
    expect(channel.open(mention())).toMatchObject({ delivery: { kind: 'reply', addressed: false } });
    expect(channel.open(mention())).toMatchObject({ delivery: { addressed: false } });
    expect(feishu.seen.map(({ path }) => path)).toEqual(['/open-apis/bot/v3/info']);
  });

  it('is not needed to start: a failure is logged and any bot’s mention counts', async () => {
    feishu.answerNext({ status: 500, body: '<html>' });
    await channel.start(async () => ({ notice: null, cardJson: null }));
    expect(logged.join('')).toContain('open_id of the Feishu bot is not known');
    expect(channel.open(mention())).toMatchObject({ delivery: { addressed: true } });
  });
});

describe('the watchdog of the long connection', () => {
  const refused = { body: { code: 514, msg: 'auth_failed', data: {} } };
  let ticks: { ms: number; work: () => void }[];

  function longChannelAt(domain: string): Channel {
    ticks = [];
    const every = (ms: number, work: () => void) => {
      const tick = { ms, work };
      ticks.push(tick);
      return () => void ticks.splice(ticks.indexOf(tick), 1);
    };
    const log = pino({ level: 'silent' });
    const settings = { connection: 'default', transport: 'websocket', ...FIXTURE_APP, domain } as const;
    return feishuChannel(settings, { log, now: () => new Date(0), sleep: async () => {}, every });
  }

  const asked = () => feishu.seen.filter(({ path }) => path === '/callback/ws/endpoint').length;

  it('asks again every minute after a refusal, until the channel is stopped', async () => {
    feishu.answerNext(refused, refused, refused);
    const long = longChannelAt(feishu.url);
    await long.start(async () => ({ notice: null, cardJson: null }));
    await vi.waitFor(() => expect(long.state()).toBe('down'), 10_000);
    expect([asked(), ticks.map(({ ms }) => ms)]).toEqual([1, [60_000]]);
    ticks[0]?.work();
    await vi.waitFor(() => expect(asked()).toBe(2), 10_000);
    await long.stop();
    expect(ticks).toEqual([]);
  });

  it('leaves alone what the SDK still tries, and the start does not wait for it for ever', async () => {
    feishu.answerNext({ status: 502, body: '<html>' }, { status: 502, body: '<html>' });
    const long = longChannelAt(feishu.url);
    await long.start(async () => ({ notice: null, cardJson: null }));
    await vi.waitFor(() => expect(asked()).toBe(1), 10_000);
    expect(long.state()).toBe('connecting');
    ticks[0]?.work();
    expect(long.state()).toBe('connecting');
    await long.stop();
    expect(asked()).toBe(1);
  });
});
