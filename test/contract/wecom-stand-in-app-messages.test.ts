import { describe, expect, it } from 'vitest';
import { callApi, post, sendAsApp, tokenOf, withCallback } from './wecom-stand-in-app.ts';
import { APP, type Bench, CORP, startBench } from './wecom-stand-in-bench.ts';
import { cardMessage, markdown, starCard } from './wecom-stand-in-bot.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const text = (content: string) => ({ msgtype: 'text', text: { content } });

/** What a person finds in his private chat with the app. */
const inbox = ({ wecom }: Bench, userId: string) =>
  wecom.messages(wecom.privateChat(userId, 'app')).map((message) => message.text);

describe('the token', () => {
  it('is the same for two hours, and then another one', async () => {
    const bench = await startBench();
    const query = { corpid: CORP, corpsecret: APP.secret };
    const first = await callApi(bench, 'gettoken', query);
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', expires_in: 7200 });
    bench.clock.advance(2 * HOUR - 1);
    expect(await tokenOf(bench)).toBe(first['access_token']);
    bench.clock.advance(1);
    expect(await tokenOf(bench)).not.toBe(first['access_token']);
  });

  it.each([
    ['another corp', 40013, { corpid: 'ww0', corpsecret: APP.secret }],
    ['a wrong secret', 40001, { corpid: CORP, corpsecret: 'wrong' }],
  ])('is not given for %s', async (_, code, query) => {
    expect(await callApi(await startBench(), 'gettoken', query)).toMatchObject({ errcode: code });
  });

  it('is needed: without one, with a strange one, with one that has ended or was forgotten', async () => {
    const bench = await startBench();
    const token = await tokenOf(bench);
    const codeWith = async (access_token: string) =>
      (await callApi(bench, 'getcallbackip', { access_token })).errcode;
    expect([await codeWith(''), await codeWith('strange'), await codeWith(token)]).toEqual([41001, 40014, 0]);
    bench.wecom.faults.expireTokens();
    expect(await codeWith(token)).toBe(42001);
    bench.wecom.faults.revokeTokens();
    expect(await codeWith(token)).toBe(40014);
    expect(await codeWith(await tokenOf(bench))).toBe(0);
  });

  it('opens nothing to an address that is not trusted, which the answer names', async () => {
    const bench = await startBench();
    bench.wecom.faults.trustIps(['192.0.2.1']);
    const refused = await sendAsApp(bench, text('一'));
    expect(refused.errcode).toBe(60020);
    expect(refused.errmsg).toMatch(/from ip: \S*127\.0\.0\.1, more info at https:.*e=60020$/);
    bench.wecom.faults.trustIps(null);
    expect(await sendAsApp(bench, text('一'))).toMatchObject({ errcode: 0 });
  });
});

describe('a message of the app', () => {
  it('comes into the private chats of its receivers, whatever the case of their ids', async () => {
    const bench = await startBench();
    const sent = await sendAsApp(bench, { touser: `zhuanjiayi|${bench.admin}`, ...text('周报') });
    expect(sent).toEqual({
      errcode: 0,
      errmsg: 'ok',
      invaliduser: '',
      invalidparty: '',
      invalidtag: '',
      msgid: sent['msgid'],
    });
    expect([inbox(bench, bench.expert), inbox(bench, bench.admin)]).toEqual([['周报'], ['周报']]);
    expect(bench.wecom.view([bench.expert])[0]?.chats.at(-1)).toMatchObject({
      name: '专利盘活',
      kind: 'private',
      messages: [{ messageId: sent['msgid'], sender: { kind: 'app', name: '专利盘活' } }],
    });
  });

  it('comes to everybody whom the app may see', async () => {
    const bench = await startBench();
    const hidden = bench.wecom.addPerson('专家二', { visible: false });
    await sendAsApp(bench, { touser: '@all', ...text('一') });
    await sendAsApp(bench, { touser: '', toparty: '1', ...text('二') });
    expect(inbox(bench, bench.admin)).toEqual(['一', '二']);
    expect(inbox(bench, hidden)).toEqual([]);
  });

  it('names the receivers nobody knows, in small letters, and is refused when there are no others', async () => {
    const bench = await startBench();
    const hidden = bench.wecom.addPerson('专家二', { userId: 'ZhuanJiaEr', visible: false });
    bench.wecom.resign(bench.admin);
    const touser = [hidden, 'Nobody', bench.admin].join('|');
    const more = { toparty: '1|7', totag: '3' };
    expect(
      await sendAsApp(bench, { touser: `${bench.expert}|${touser}`, ...more, ...text('一') }),
    ).toMatchObject({
      errcode: 0,
      invaliduser: 'zhuanjiaer|nobody|guanliyuan',
      invalidparty: '7',
      invalidtag: '3',
    });
    expect(await sendAsApp(bench, { touser, ...text('一') })).toMatchObject({ errcode: 81013 });
    expect(bench.wecom.counters.sends).toBe(1);
  });

  it.each([
    ['no receiver', 82001, { touser: '' }],
    ['more than a thousand receivers', 40058, { touser: Array(1001).fill('u').join('|') }],
    ['another agent', 40056, { agentid: 1 }],
    ['a kind it does not know', 40008, { msgtype: 'dance' }],
    ['no words', 44004, text('')],
    ['a markdown over 2048 bytes', 45002, markdown('专'.repeat(683))],
    ['a file of nobody', 40007, { msgtype: 'file', file: { media_id: 'm' } }],
    ['a card with buttons and no callback url', 43012, cardMessage(starCard('t1'))],
  ])('is refused: %s', async (_, code, more) => {
    const bench = await startBench();
    expect(await sendAsApp(bench, { ...text('一'), ...more })).toMatchObject({ errcode: code });
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('is cut after 2048 bytes when it is a text, between two characters', async () => {
    const bench = await startBench();
    await sendAsApp(bench, text('专'.repeat(700)));
    expect(inbox(bench, bench.expert)).toEqual(['专'.repeat(682)]);
  });

  it('may be a notice without a callback url, and has a response_code only when it can be pressed', async () => {
    const bench = await startBench();
    const card_action = { type: 1, url: 'https://example.com/p/1' };
    const notice = cardMessage({ card_type: 'text_notice', main_title: { title: '周报' }, card_action });
    const plain = await sendAsApp(bench, notice);
    expect(plain.errcode).toBe(0);
    expect(plain).not.toHaveProperty('response_code');
    await withCallback(bench);
    const pressable = await sendAsApp(bench, cardMessage(starCard('t1')));
    expect(pressable['response_code']).toMatch(/^rc/);
  });

  it('is dropped without a word after thirty a minute for one person', async () => {
    const bench = await startBench();
    const token = await tokenOf(bench);
    const send = (touser: string) =>
      post(bench, 'message/send', { touser, agentid: APP.agentId, ...text('一') }, token);
    for (let left = 30; left > 0; left -= 1) await send(bench.expert);
    expect(await send(`${bench.expert}|${bench.admin}`)).toMatchObject({ errcode: 0, invaliduser: '' });
    expect([inbox(bench, bench.expert).length, inbox(bench, bench.admin).length]).toEqual([30, 1]);
    expect(await send(bench.expert)).toMatchObject({ errcode: 0 });
    expect(bench.wecom.counters).toMatchObject({ sends: 31, silentlyDropped: 2 });
    bench.clock.advance(MINUTE);
    await send(bench.expert);
    expect(inbox(bench, bench.expert)).toHaveLength(31);
  });

  it('is not repeated within the interval of its duplicate check', async () => {
    const bench = await startBench();
    const check = { enable_duplicate_check: 1, duplicate_check_interval: 60 };
    const send = (content: string, more = {}) => sendAsApp(bench, { ...text(content), ...check, ...more });
    const first = await send('一');
    bench.clock.advance(MINUTE - 1);
    expect(await send('一')).toMatchObject({ errcode: 0, msgid: first['msgid'] });
    await send('二');
    await send('一', { touser: bench.admin });
    await send('一', { enable_duplicate_check: 0 });
    expect(inbox(bench, bench.expert)).toEqual(['一', '二', '一']);
    bench.clock.advance(MINUTE);
    await send('一');
    expect(inbox(bench, bench.expert)).toHaveLength(4);
    expect(bench.wecom.counters.repeatedSends).toBe(1);
  });

  it('is recalled within a day', async () => {
    const bench = await startBench();
    const recall = async (msgid: unknown) => (await post(bench, 'message/recall', { msgid })).errcode;
    const { msgid } = await sendAsApp(bench, text('一'));
    bench.clock.advance(24 * HOUR);
    expect(await recall(msgid)).toBe(0);
    expect(bench.wecom.view([bench.expert])[0]?.chats.at(-1)?.messages).toEqual([]);
    const { msgid: late } = await sendAsApp(bench, text('二'));
    bench.clock.advance(24 * HOUR + 1);
    expect(await recall(late)).toBe(42052);
    expect(await recall('m0')).toBe(40058);
    const said = await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '三' });
    expect(await recall(said)).toBe(40058);
  });
});

describe('a fault of the API', () => {
  it('answers with any code, without any effect', async () => {
    const bench = await startBench();
    bench.wecom.faults.failNext('message/send', -1, 2);
    const codes = [];
    for (const content of ['一', '二', '三']) codes.push((await sendAsApp(bench, text(content))).errcode);
    expect(codes).toEqual([-1, -1, 0]);
    expect(inbox(bench, bench.expert)).toEqual(['三']);
  });

  it('cuts the connection before the effect, or after it', async () => {
    const bench = await startBench();
    bench.wecom.faults.dropNext('message/send');
    await expect(sendAsApp(bench, text('一'))).rejects.toThrow('fetch failed');
    bench.wecom.faults.loseAckNext('message/send');
    await expect(sendAsApp(bench, text('二'))).rejects.toThrow('fetch failed');
    expect(inbox(bench, bench.expert)).toEqual(['二']);
  });

  it('lets a request wait', async () => {
    const bench = await startBench();
    const token = await tokenOf(bench);
    bench.wecom.faults.slowNext('getcallbackip', 3000);
    const slow = callApi(bench, 'getcallbackip', { access_token: token });
    await bench.clock.armed(3000);
    bench.clock.advance(3000);
    expect(await slow).toEqual({ errcode: 0, errmsg: 'ok', ip_list: ['127.0.0.1'] });
  });

  it('puts a hint into each refusal that no other has', async () => {
    const bench = await startBench();
    const hints = [];
    for (let left = 2; left > 0; left -= 1) hints.push((await callApi(bench, 'user/get')).errmsg);
    expect(hints[0]).toMatch(/^access_token missing, hint: \[\d+_[0-9a-f]{12}\], from ip: /);
    expect(hints[0]).not.toBe(hints[1]);
  });

  it('is a body nobody can read', async () => {
    const bench = await startBench();
    const query = { access_token: await tokenOf(bench) };
    const answer = await callApi(bench, 'message/send', query, { method: 'POST', body: '{' });
    expect(answer).toMatchObject({ errcode: 40058 });
  });
});
