import { describe, expect, it } from 'vitest';
import {
  type AppBench,
  channelFor,
  failureOf,
  ourCard,
  sendCard,
  sendText,
  serve,
  startAppBench,
} from './wecom-app-channel-bench.ts';
import { APP, startBench } from './wecom-stand-in-bench.ts';

const HOUR = 60 * 60 * 1000;

describe('a text of the app', () => {
  it('reaches a person in his private chat, its title on a line of its own', async () => {
    const bench = await startAppBench();
    const sent = await sendText(bench, '本周新到 3 件专利', '周报');
    expect(bench.chat()).toMatchObject([{ msgType: 'text', text: '周报\n本周新到 3 件专利' }]);
    expect(sent).toEqual({ messageId: bench.chat()[0]?.messageId, chatId: bench.expert });
  });

  it('holds no link under foreign words', async () => {
    const bench = await startAppBench();
    await sendText(bench, '<a href="https://example.com/">https://panhuo.invalid</a>');
    expect(bench.chat()[0]?.text).toBe('＜a href="https://example.com/">https://panhuo.invalid＜/a>');
  });

  it('is cut between two characters, and says so', async () => {
    const bench = await startAppBench();
    await sendText(bench, `x${'利'.repeat(700)}`);
    const text = bench.chat()[0]?.text ?? '';
    expect(text).toMatch(/^x利+…$/);
    expect(Buffer.byteLength(text)).toBe(1 + 3 * 681 + 3);
    await sendText(bench, 'y'.repeat(2048));
    expect(bench.chat()[1]?.text).toBe('y'.repeat(2048));
  });
});

describe('a card of the app', () => {
  it('is sent once, under its own id, with a ticket for 71 hours', async () => {
    const bench = await startAppBench();
    const at = bench.clock.now().getTime();
    expect(await sendCard(bench, 'c1')).toEqual({
      messageId: 'c1',
      chatId: bench.expert,
      ticket: { code: expect.stringMatching(/./), expiresAt: new Date(at + 71 * HOUR) },
    });
    expect(await sendCard(bench, 'c1')).toEqual({ messageId: 'c1', chatId: bench.expert });
    expect(bench.chat().map(({ card }) => card)).toEqual([JSON.parse(ourCard('c1'))]);
  });

  it('is not doubled when its acknowledgement is lost', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.loseAckNext('message/send');
    const failure = await failureOf(sendCard(bench, 'c1'));
    expect(failure.outside).toEqual({ reaction: 'retry', ambiguous: true });
    expect(await sendCard(bench, 'c1')).toEqual({ messageId: 'c1', chatId: bench.expert });
    expect(bench.chat()).toHaveLength(1);
    expect(bench.logged()).toContain('"card":"c1"');
  });

  it('is replaced once for each ticket', async () => {
    const bench = await startAppBench();
    const { ticket = null } = await sendCard(bench, 'c1');
    const next = ourCard('c1', { main_title: { title: '已评价' } });
    await bench.channel.update('c1', next, ticket);
    expect(bench.chat()[0]?.copies.get(bench.expert)?.card).toEqual(JSON.parse(next));
    const spent = await failureOf(bench.channel.update('c1', next, ticket));
    expect(spent.outside).toEqual({ reaction: 'ticket-spent' });
    const none = await failureOf(bench.channel.update('c1', next, null));
    expect(none).toMatchObject({ code: 'wecom_ticket_missing', outside: { reaction: 'ticket-spent' } });
  });

  it('can be replaced as long as the ticket says, and no longer than WeCom says', async () => {
    const bench = await startAppBench();
    const [one, two] = [await sendCard(bench, 'c1'), await sendCard(bench, 'c2')];
    bench.clock.advance(71 * HOUR);
    await bench.channel.update('c1', ourCard('c1'), one.ticket ?? null);
    bench.clock.advance(HOUR + 1);
    const late = await failureOf(bench.channel.update('c2', ourCard('c2'), two.ticket ?? null));
    expect(late.outside).toEqual({ reaction: 'ticket-spent' });
  });

  it.each([
    ['is no JSON', 'no card'],
    ['has no id', JSON.stringify({ card_type: 'button_interaction' })],
    ['has an id of a form WeCom does not take', ourCard('卡片')],
  ])('that %s is refused here, where its id could pass for a used one', async (_, json) => {
    const bench = await startAppBench();
    expect((await failureOf(sendCard(bench, 'c1', json))).outside).toEqual({ reaction: 'content-refused' });
    expect(bench.wecom.counters.tokens).toBe(0);
  });

  it('that WeCom refuses is known as such', async () => {
    const bench = await startAppBench();
    const failure = await failureOf(sendCard(bench, 'c1', ourCard('c1', { main_title: {} })));
    expect(failure).toMatchObject({ code: 'wecom_card_refused', outside: { reaction: 'content-refused' } });
  });

  it('needs a callback', async () => {
    const bench = await startAppBench({}, { saved: false });
    const failure = await failureOf(sendCard(bench, 'c1'));
    expect(failure).toMatchObject({ code: 'wecom_callback_missing', outside: { reaction: 'give-up' } });
  });
});

describe('a file of the app', () => {
  it('keeps its name and every byte', async () => {
    const bench = await startAppBench();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 256);
    const name = '专家评价 "2026".xlsx';
    await bench.channel.send({ kind: 'person', id: bench.expert }, { kind: 'file', name, bytes }, 'key');
    const [message] = bench.chat();
    expect(message).toMatchObject({ msgType: 'file', text: name });
    expect(bench.wecom.media(message?.mediaId ?? '')?.bytes.equals(bytes)).toBe(true);
  });

  it('that gets lost on the way up was surely not sent', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.loseAckNext('media/upload');
    const file = { kind: 'file', name: 'a.csv', bytes: Buffer.from('a,b,c') } as const;
    const failure = await failureOf(bench.channel.send({ kind: 'person', id: bench.expert }, file, 'key'));
    expect(failure.outside).toEqual({ reaction: 'retry', ambiguous: false });
    expect(bench.chat()).toEqual([]);
  });
});

describe('the receiver', () => {
  it.each(['', '@all', 'GuanLiYuan|ZhuanJiaYi'])('is one person, never %j', async (id) => {
    const bench = await startAppBench();
    const words = { kind: 'text', text: '你好' } as const;
    const failure = await failureOf(bench.channel.send({ kind: 'person', id }, words, 'key'));
    expect(failure.outside).toEqual({ reaction: 'chat-lost' });
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('is no group', async () => {
    const bench = await startAppBench();
    const words = { kind: 'text', text: '你好' } as const;
    const failure = await failureOf(bench.channel.send({ kind: 'group', id: bench.group }, words, 'key'));
    expect(failure.outside).toEqual({ reaction: 'give-up' });
  });

  it('is lost when he has left, or the app may not see him', async () => {
    const bench = await startAppBench();
    const hidden = bench.wecom.addPerson('专家二', { visible: false });
    const words = { kind: 'text', text: '你好' } as const;
    const unseen = await failureOf(bench.channel.send({ kind: 'person', id: hidden }, words, 'key'));
    expect(unseen).toMatchObject({ code: 'wecom_person_lost', outside: { reaction: 'chat-lost' } });
    bench.wecom.resign(bench.expert);
    expect((await failureOf(sendCard(bench, 'c1'))).outside).toEqual({ reaction: 'chat-lost' });
  });
});

describe('the token', () => {
  const together = (bench: AppBench, count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => sendCard(bench, `c${at}`)));

  it('is fetched once by twenty sends at a time, and kept', async () => {
    const bench = await startAppBench();
    await together(bench, 20);
    await sendText(bench, '你好');
    expect(bench.wecom.counters.tokens).toBe(1);
  });

  it.each(['expireTokens', 'revokeTokens'] as const)(
    'is fetched once more by all of them after %s',
    async (fault) => {
      const bench = await startAppBench();
      await sendText(bench, '你好');
      bench.wecom.faults[fault]();
      await together(bench, 20);
      expect(bench.wecom.counters.tokens).toBe(2);
      expect(bench.chat()).toHaveLength(21);
    },
  );

  it('is fetched anew shortly before its end', async () => {
    const bench = await startAppBench();
    await sendText(bench, '一');
    bench.clock.advance(2 * HOUR - 5 * 60_000 - 1);
    await sendText(bench, '二');
    expect(bench.wecom.counters.tokens).toBe(1);
    bench.clock.advance(1);
    await sendText(bench, '三');
    expect(bench.wecom.counters.tokens).toBe(2);
  });

  it('that is refused again makes the call fail', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.failNext('message/send', 40014, 2);
    const failure = await failureOf(sendText(bench, '你好'));
    expect(failure).toMatchObject({ code: 'wecom_token_invalid', outside: { reaction: 'retry' } });
    expect(bench.wecom.counters.tokens).toBe(2);
  });

  it('that gets lost on its way leaves the message surely unsent, and is asked for again', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.loseAckNext('gettoken');
    const failure = await failureOf(sendText(bench, '你好'));
    expect(failure.outside).toEqual({ reaction: 'retry', ambiguous: false });
    await sendText(bench, '你好');
    expect(bench.chat()).toHaveLength(1);
  });

  it('is not asked for again within a minute with a secret that is wrong', async () => {
    const bench = await startAppBench({ secret: 'not-this-one' });
    for (const text of ['一', '二']) {
      const failure = await failureOf(sendText(bench, text));
      expect(failure).toMatchObject({ code: 'wecom_credentials_wrong', outside: { reaction: 'give-up' } });
    }
    expect(bench.wecom.counters.tokens).toBe(1);
    bench.clock.advance(60_000);
    await failureOf(sendText(bench, '三'));
    expect(bench.wecom.counters.tokens).toBe(2);
  });
});

describe('a call that fails', () => {
  it.each([
    ['that is cut', (bench: AppBench) => bench.wecom.faults.dropNext('message/send'), true],
    [
      'that finds WeCom busy',
      (bench: AppBench) => bench.wecom.faults.failNext('message/send', -1),
      undefined,
    ],
  ])('%s is to be tried again', async (_, spoil, ambiguous) => {
    const bench = await startAppBench();
    spoil(bench);
    const { outside } = await failureOf(sendText(bench, '你好'));
    expect(outside).toEqual({ reaction: 'retry', ...(ambiguous === undefined ? {} : { ambiguous }) });
  });

  it('because nobody listens has surely had no effect', async () => {
    const { channel } = channelFor(await startBench(), { apiUrl: 'http://127.0.0.1:9' });
    const words = { kind: 'text', text: '你好' } as const;
    const failure = await failureOf(channel.send({ kind: 'person', id: 'ZhuanJiaYi' }, words, 'key'));
    expect(failure.outside).toEqual({ reaction: 'retry', ambiguous: false });
  });

  it('at a limit waits a minute', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.failNext('message/send', 45009);
    const { outside } = await failureOf(sendText(bench, '你好'));
    expect(outside).toEqual({ reaction: 'retry', retryAfterMs: 60_000 });
  });

  const page = '<html>404 access_token=not-the-token</html>';
  const MAYBE = { reaction: 'retry', ambiguous: true };
  it.each([
    ['no JSON', 200, page, MAYBE],
    ['a failure of the server', 502, page, MAYBE],
    ['a page that is not there', 404, page, { reaction: 'give-up' }],
    ['too many requests', 429, '', { reaction: 'retry', ambiguous: false }],
    ['no id of the message', 200, '{"errcode":0}', MAYBE],
    ['a code that is no number', 200, '{"errcode":"0","msgid":"m"}', MAYBE],
    ['a list', 200, '[]', MAYBE],
    ['more than anybody reads', 200, `{"errcode":0,"msgid":"m","x":"${'x'.repeat(1_100_000)}"}`, MAYBE],
    ['a receiver who is none', 200, '{"errcode":0,"msgid":"m","invaliduser":"u"}', { reaction: 'chat-lost' }],
    ['a code nobody foresaw', 200, '{"errcode":999999,"errmsg":"secret"}', { reaction: 'give-up' }],
  ])('with %s is classified', async (_, status, body, outside) => {
    const token = '{"access_token":"not-the-token","expires_in":7200}';
    const apiUrl = await serve('/base/', ({ query }) => {
      const isToken = query['corpsecret'] !== undefined;
      return isToken
        ? { status: 200, type: 'text/plain', body: token }
        : { status, type: 'text/plain', body };
    });
    const { channel, logged } = channelFor(await startBench(), { apiUrl });
    const words = { kind: 'text', text: '你好' } as const;
    const failure = await failureOf(channel.send({ kind: 'person', id: 'ZhuanJiaYi' }, words, 'key'));
    expect(failure.outside).toEqual(outside);
    const told = JSON.stringify([failure.message, failure.facts, failure.cause ?? null]) + logged();
    expect(told).not.toMatch(/not-the-token|not-the-app-secret|errmsg|secret"/);
  });

  it('with a redirect carries nothing there', async () => {
    let followed = 0;
    const elsewhere = await serve('/', () => {
      followed += 1;
      return { status: 200, type: 'text/plain', body: '{"errcode":0,"msgid":"m"}' };
    });
    const apiUrl = await serve('/', () => ({
      status: 307,
      type: 'text/plain',
      body: '',
      location: elsewhere,
    }));
    const { channel } = channelFor(await startBench(), { apiUrl });
    const words = { kind: 'text', text: '你好' } as const;
    const failure = await failureOf(channel.send({ kind: 'person', id: 'ZhuanJiaYi' }, words, 'key'));
    expect(failure.outside?.reaction).toBe('give-up');
    expect(followed).toBe(0);
  });

  it('tells neither secret nor token, whatever fails', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.loseAckNext('gettoken');
    const failures = [await failureOf(sendText(bench, '私密的话'))];
    for (const errcode of [40001, 40001, 60020, 81013, 48002])
      bench.wecom.faults.failNext('message/send', errcode);
    for (let at = 0; at < 4; at += 1) failures.push(await failureOf(sendText(bench, '私密的话')));
    bench.wecom.faults.dropNext('message/send');
    failures.push(await failureOf(sendText(bench, '私密的话')));
    const told = failures.map(({ message, facts, cause, stack }) =>
      JSON.stringify({ message, facts, cause, stack }),
    );
    expect(told.join() + bench.logged()).not.toMatch(/token[-_=]|access_token|corpsecret|私密/);
    expect(told.join()).not.toContain(APP.secret);
  });
});

describe('looking people up', () => {
  it('finds them by mobile and mail, as they were asked for', async () => {
    const bench = await startAppBench();
    const two = bench.wecom.addPerson('专家二', { mobile: '13800000001', email: 'two@example.com' });
    bench.wecom.addPerson('专家三', { mobile: '13800000003', visible: false });
    const asked = [
      '+8613800000001',
      '13800000001',
      'two@example.com',
      '13800000003',
      'no@example.com',
      '张三',
    ];
    expect(await bench.channel.findPeople(asked)).toEqual(
      new Map([
        ['+8613800000001', two],
        ['13800000001', two],
        ['two@example.com', two],
      ]),
    );
  });

  it('asks for a mail address as one of the corp first, then as his own', async () => {
    const asked: unknown[] = [];
    const apiUrl = await serve('/', ({ query, body }) => {
      const json = (fields: object) => ({ status: 200, type: 'text/plain', body: JSON.stringify(fields) });
      if (query['corpsecret'] !== undefined) return json({ access_token: 't', expires_in: 7200 });
      const { email_type } = JSON.parse(String(body));
      asked.push(email_type);
      return json(email_type === 1 ? { errcode: 46004 } : { errcode: 0, userid: 'ZhuanJiaYi' });
    });
    const { channel } = channelFor(await startBench(), { apiUrl });
    const found = await channel.findPeople(['own@example.com', 'own@example.com']);
    expect([...found]).toEqual([['own@example.com', 'ZhuanJiaYi']]);
    expect(asked).toEqual([1, 2]);
  });

  it('sends nothing that is no contact', async () => {
    const bench = await startAppBench();
    expect(await bench.channel.findPeople(['110101199003070011', '@', 'a b@c', '', '1'])).toEqual(new Map());
    expect(bench.wecom.counters.tokens).toBe(0);
  });

  it('fails when WeCom cannot be asked', async () => {
    const bench = await startAppBench();
    bench.wecom.faults.failNext('user/getuserid', 45009);
    const failure = await failureOf(bench.channel.findPeople(['13800000001']));
    expect(failure.outside).toEqual({ reaction: 'retry', retryAfterMs: 60_000 });
    expect(JSON.stringify(failure.facts)).not.toContain('13800000001');
  });
});

describe('what the app can do', () => {
  it('is said as values', async () => {
    const { channel } = await startAppBench();
    expect(channel.can).toMatchObject({
      cards: 'wecom',
      reaches: 'people',
      editsByTicket: true,
      answersWithCard: false,
      updateLaterMs: 71 * HOUR,
      idempotentMs: { card: Number.POSITIVE_INFINITY, text: 0 },
    });
    await channel.start(async () => ({ notice: null, cardJson: null }));
    expect([channel.state(), channel.canSend()]).toEqual(['connected', true]);
    expect(await channel.describeChat('any')).toEqual({ name: '', external: true });
    expect(channel.lint(ourCard('c1'))).toEqual([]);
    expect(channel.lint('{}')).not.toEqual([]);
    await channel.stop();
  });
});
