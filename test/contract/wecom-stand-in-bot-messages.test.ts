import { describe, expect, it } from 'vitest';
import { type Bench, BOT, startBench } from './wecom-stand-in-bench.ts';
import {
  addressed,
  type BotProgram,
  cardMessage,
  markdown,
  sendToGroup,
  starCard,
  startBot,
} from './wecom-stand-in-bot.ts';

const MINUTE = 60_000;

/** Starts a bot that somebody in the group has written to. */
async function ready(
  options: Parameters<typeof startBench>[0] = {},
): Promise<{ bench: Bench; bot: BotProgram }> {
  const bench = await startBench(options);
  const bot = await startBot(bench);
  await addressed(bench, bot);
  return { bench, bot };
}

const codeOf = async (bot: BotProgram, body: object) => (await bot.call('aibot_send_msg', body)).errcode;

describe('a push of the bot', () => {
  it('comes into the group and tells no id', async () => {
    const { bench, bot } = await ready();
    const ack = await sendToGroup(bench, bot, markdown('〔P-1〕**电池**'));
    expect(ack).toEqual({ headers: ack.headers, errcode: 0, errmsg: 'ok' });
    expect(bench.wecom.messages(bench.group).at(-1)).toMatchObject({
      msgType: 'markdown',
      text: '〔P-1〕**电池**',
      author: { kind: 'bot', id: BOT.botId },
    });
  });

  it('is refused until somebody has mentioned the bot in the group', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const send = () => sendToGroup(bench, bot, markdown('一'));
    expect(await send()).toMatchObject({ errcode: 846607 });
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '大家好' });
    expect(await send()).toMatchObject({ errcode: 846607 });
    await addressed(bench, bot);
    expect(await send()).toMatchObject({ errcode: 0 });
  });

  it('reaches a person by his userid once he has written to the bot, not when he only entered', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const send = () => codeOf(bot, { chatid: bench.expert, chat_type: 1, ...markdown('一') });
    const chatId = await bench.wecom.enter(bench.expert, 'bot');
    expect(await send()).toBe(846607);
    await bench.wecom.say({ by: bench.expert, chatId, text: '你好' });
    expect(await send()).toBe(0);
    expect(bench.wecom.messages(chatId).map(({ text }) => text)).toEqual(['你好', '一']);
    expect(await codeOf(bot, { chatid: bench.admin, chat_type: 1, ...markdown('一') })).toBe(846607);
  });

  it.each([
    ['an unknown chat', 93006, ({ group }: Bench) => ({ chatid: `${group}x` })],
    ['a chatid in small letters', 93006, ({ group }: Bench) => ({ chatid: group.toLowerCase() })],
    ['a chatid with a prefix', 93006, ({ group }: Bench) => ({ chatid: `group:${group}` })],
    ['a group named as a person', 93006, () => ({ chat_type: 1 })],
    ['a person named as a group', 93006, ({ expert }: Bench) => ({ chatid: expert, chat_type: 2 })],
    ['a type of chat that is none', 40058, () => ({ chat_type: 3 })],
    ['a plain text', 40008, () => ({ msgtype: 'text', text: { content: '一' } })],
    ['a stream', 40008, () => ({ msgtype: 'stream', stream: { id: 's', content: '一' } })],
    ['no words', 44004, () => markdown('')],
    ['words over 20480 bytes', 45002, () => markdown('专'.repeat(6827))],
    ['a file that was never uploaded', 40007, () => ({ msgtype: 'file', file: { media_id: 'm' } })],
  ])('is refused: %s', async (_, code, more) => {
    const { bench, bot } = await ready();
    const body = { chatid: bench.group, ...markdown('一'), ...more(bench) };
    expect(await codeOf(bot, body)).toBe(code);
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('is refused in a group the bot is not in, and after it came back until it is mentioned again', async () => {
    const { bench, bot } = await ready();
    const send = () => sendToGroup(bench, bot, markdown('一'));
    bench.wecom.faults.botInGroup(bench.group, false);
    expect(await send()).toMatchObject({ errcode: 93008 });
    bench.wecom.faults.botInGroup(bench.group, true);
    expect(await send()).toMatchObject({ errcode: 846607 });
  });

  it('is limited to thirty a minute in one conversation, answers included', async () => {
    const { bench, bot } = await ready();
    const { headers } = await addressed(bench, bot);
    for (let left = 29; left > 0; left -= 1) await sendToGroup(bench, bot, markdown('一'));
    expect(await bot.call('aibot_respond_msg', markdown('二'), headers.req_id)).toMatchObject({ errcode: 0 });
    expect(await sendToGroup(bench, bot, markdown('三'))).toMatchObject({ errcode: 846607 });
    await bench.wecom.say({
      by: bench.expert,
      chatId: bench.wecom.privateChat(bench.expert, 'bot'),
      text: '在',
    });
    expect(await codeOf(bot, { chatid: bench.expert, ...markdown('四') })).toBe(0);
    bench.clock.advance(MINUTE);
    expect(await sendToGroup(bench, bot, markdown('五'))).toMatchObject({ errcode: 0 });
    expect(bench.wecom.counters).toMatchObject({ sends: 32, rejectedByLimit: 1 });
  });

  it('is not limited where the limits are switched off', async () => {
    const { bench, bot } = await ready({ limits: false });
    for (let left = 31; left > 0; left -= 1)
      expect(await sendToGroup(bench, bot, markdown('一'))).toMatchObject({ errcode: 0 });
  });

  it('is limited to a thousand an hour in one conversation', async () => {
    const { bench, bot } = await ready();
    let sent = 0;
    // Twenty-five a minute would be 1500 in the hour.
    for (let minute = 0; minute < 59; minute += 1) {
      for (let left = 25; left > 0; left -= 1)
        sent += (await sendToGroup(bench, bot, markdown('一'))).errcode === 0 ? 1 : 0;
      await bot.call('ping');
      bench.clock.advance(MINUTE);
    }
    expect(sent).toBe(1000);
  });
});

describe('an answer of the bot', () => {
  it('may come many times to one message, within a day', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const { headers } = await addressed(bench, bot);
    const answer = (message: object) => bot.call('aibot_respond_msg', message, headers.req_id);
    expect(await answer(markdown('一'))).toMatchObject({ errcode: 0 });
    expect(await answer(cardMessage(starCard('t1')))).toMatchObject({ errcode: 0 });
    for (let hour = 0; hour < 24 * 60; hour += 1) {
      bench.clock.advance(MINUTE);
      await bot.call('ping');
    }
    expect(await answer(markdown('二'))).toMatchObject({ errcode: 0 });
    bench.clock.advance(1);
    expect(await answer(markdown('三'))).toMatchObject({ errcode: 846604 });
  });

  it('is refused in a group the bot was taken out of since', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const { headers } = await addressed(bench, bot);
    bench.wecom.faults.botInGroup(bench.group, false);
    expect(await bot.call('aibot_respond_msg', markdown('一'), headers.req_id)).toMatchObject({
      errcode: 93008,
    });
  });

  it('streams one message until it is finished', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const { headers } = await addressed(bench, bot);
    const stream = (content: string, finish = false) =>
      bot.call(
        'aibot_respond_msg',
        { msgtype: 'stream', stream: { id: 's1', content, finish } },
        headers.req_id,
      );
    await stream('正在');
    await stream('正在查');
    expect(await stream('查到了', true)).toMatchObject({ errcode: 0 });
    expect(await stream('还有')).toMatchObject({ errcode: 846608 });
    expect(bench.wecom.messages(bench.group).map(({ text }) => text)).toEqual(['@盘活助手 绑定', '查到了']);
  });

  it('streams no longer than ten minutes', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const { headers } = await addressed(bench, bot);
    const stream = (content: string) =>
      bot.call('aibot_respond_msg', { msgtype: 'stream', stream: { id: 's1', content } }, headers.req_id);
    await stream('一');
    for (let minute = 0; minute < 10; minute += 1) {
      bench.clock.advance(MINUTE);
      await bot.call('ping');
    }
    expect(await stream('二')).toMatchObject({ errcode: 0 });
    bench.clock.advance(1);
    expect(await stream('三')).toMatchObject({ errcode: 846608 });
  });

  it('greets once whoever entered, within five seconds', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const welcome = (message: object, reqId: string) => bot.call('aibot_respond_welcome_msg', message, reqId);
    const text = { msgtype: 'text', text: { content: '你好' } };
    const chatId = await bench.wecom.enter(bench.expert, 'bot');
    const { headers } = await bot.heard();
    expect(await welcome(markdown('你好'), headers.req_id)).toMatchObject({ errcode: 40008 });
    expect(await welcome(text, headers.req_id)).toMatchObject({ errcode: 0 });
    expect(await welcome(text, headers.req_id)).toMatchObject({ errcode: 846606 });
    expect(bench.wecom.messages(chatId).map((message) => message.text)).toEqual(['你好']);
    await bench.wecom.enter(bench.admin, 'bot');
    const late = (await bot.heard()).headers.req_id;
    bench.clock.advance(5000);
    expect(await welcome(text, late)).toMatchObject({ errcode: 846604 });
  });

  it('must be of the kind its callback wants', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const message = (await addressed(bench, bot)).headers.req_id;
    await bench.wecom.enter(bench.expert, 'bot');
    const entered = (await bot.heard()).headers.req_id;
    const codes = [
      await bot.call('aibot_respond_welcome_msg', cardMessage(starCard('t1')), message),
      await bot.call('aibot_respond_update_msg', {}, message),
      await bot.call('aibot_respond_msg', markdown('一'), entered),
      await bot.call('aibot_respond_msg', markdown('一'), 'unknown'),
    ].map(({ errcode }) => errcode);
    expect(codes).toEqual([846605, 846605, 846605, 846605]);
  });
});
