import { describe, expect, it } from 'vitest';
import { BOT, startBench, until } from './wecom-stand-in-bench.ts';
import { addressed, markdown, openSocket, sendToGroup, startBot } from './wecom-stand-in-bot.ts';

const SUBSCRIBE = { bot_id: BOT.botId, secret: BOT.secret };

describe('subscribing', () => {
  it('gives the bot to whoever knows its secret', async () => {
    const bench = await startBench();
    const program = await openSocket(bench);
    expect(await program.call('ping')).toMatchObject({ errcode: 846609 });
    expect(bench.wecom.connections()).toEqual({ open: 1, subscribed: false });
    expect(await program.call('aibot_subscribe', SUBSCRIBE, 'R')).toEqual({
      headers: { req_id: 'R' },
      errcode: 0,
      errmsg: 'ok',
    });
    expect(await program.call('ping')).toMatchObject({ errcode: 0 });
    expect(bench.wecom.connections()).toEqual({ open: 1, subscribed: true });
  });

  it.each([
    ['a wrong secret', { ...SUBSCRIBE, secret: 'wrong' }],
    ['an unknown bot', { ...SUBSCRIBE, bot_id: 'aib9' }],
  ])('refuses %s and leaves the socket open', async (_, body) => {
    const bench = await startBench();
    const program = await openSocket(bench);
    expect(await program.call('aibot_subscribe', body)).toMatchObject({ errcode: 853000 });
    expect(await program.call('aibot_subscribe', SUBSCRIBE)).toMatchObject({ errcode: 0 });
  });

  it('is refused while the bot is not switched to the long connection', async () => {
    const bench = await startBench();
    bench.wecom.faults.longConnection(false);
    const program = await openSocket(bench);
    expect(await program.call('aibot_subscribe', SUBSCRIBE)).toMatchObject({ errcode: 846601 });
  });

  it('takes the bot from whoever had it, who hears so and is closed soon after', async () => {
    const bench = await startBench();
    const first = await startBot(bench);
    const second = await startBot(bench);
    expect((await first.heard()).body).toMatchObject({
      aibotid: BOT.botId,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    });
    expect(await first.call('ping')).toMatchObject({ errcode: 846609 });
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '在', mentionBot: true });
    expect((await second.heard()).cmd).toBe('aibot_msg_callback');
    expect(first.waiting()).toBe(0);
    bench.clock.advance(2000);
    await first.closed;
    expect(bench.wecom.counters.kicks).toBe(1);
    expect(await second.call('ping')).toMatchObject({ errcode: 0 });
  });

  it('is repeated by its holder without harm', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    expect(await program.call('aibot_subscribe', SUBSCRIBE)).toMatchObject({ errcode: 0 });
    expect(bench.wecom.counters.kicks).toBe(0);
    expect(program.waiting()).toBe(0);
  });
});

describe('an open connection', () => {
  it('is cut after ninety seconds without a ping', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.clock.advance(89_999);
    await program.call('ping');
    bench.clock.advance(89_999);
    expect(await program.call('ping')).toMatchObject({ errcode: 0 });
    bench.clock.advance(90_000);
    await program.closed;
  });

  it('answers a command it does not know, and passes over what is no frame', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    program.raw('{');
    program.raw('{"cmd":"ping"}');
    expect(await program.call('aibot_dance')).toMatchObject({ errcode: 40008 });
  });
});

describe('closing the stand-in', () => {
  it('cuts what is open and leaves no timer behind', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    bench.wecom.faults.delayCallbacks(1000);
    void bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '晚', mentionBot: true });
    await bench.wecom.close();
    await bot.closed;
    expect(bench.clock.running()).toBe(0);
  });
});

describe('a fault of the connection', () => {
  it('is a foreign program that takes the bot', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.wecom.faults.kick();
    expect((await program.heard()).body['event']).toEqual({ eventtype: 'disconnected_event' });
    bench.clock.advance(2000);
    await program.closed;
  });

  it('is a cut without a word', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.wecom.faults.dropConnection();
    await program.closed;
    expect(program.waiting()).toBe(0);
  });

  it('is a subscription that is forgotten while the socket stays open', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.wecom.faults.forgetSubscription();
    expect(await program.call('ping')).toMatchObject({ errcode: 846609 });
    expect(await sendToGroup(bench, program, markdown('在'))).toMatchObject({ errcode: 846609 });
    expect(await program.call('aibot_subscribe', SUBSCRIBE)).toMatchObject({ errcode: 0 });
  });

  it('is a half-open socket, into which everything is lost', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.wecom.faults.halfOpen(true);
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '在', mentionBot: true });
    bench.wecom.faults.halfOpen(false);
    await program.call('ping');
    expect(program.waiting()).toBe(0);
  });

  it('is an answer that never comes although the message went out', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    await addressed(bench, program);
    bench.wecom.faults.loseAckNext('aibot_send_msg');
    const lost = sendToGroup(bench, program, markdown('一')).then(() => 'answered');
    await until(bench.wecom, () => bench.wecom.counters.sends === 1);
    expect(await Promise.race([lost, program.call('ping').then(() => 'nothing')])).toBe('nothing');
  });

  it('is a command that cuts the connection before it has any effect', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    await addressed(bench, program);
    bench.wecom.faults.dropNext('aibot_send_msg');
    void sendToGroup(bench, program, markdown('一'));
    await program.closed;
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('is a code for the next commands, which have no effect', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    await addressed(bench, program);
    bench.wecom.faults.failNext('aibot_send_msg', -1, 2);
    const codes = [];
    for (const text of ['一', '二', '三'])
      codes.push((await sendToGroup(bench, program, markdown(text))).errcode);
    expect(codes).toEqual([-1, -1, 0]);
    expect(bench.wecom.messages(bench.group).at(-1)?.text).toBe('三');
    expect(bench.wecom.counters.sends).toBe(1);
  });

  it('is a command that waits, while the next one does not', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.wecom.faults.slowNext('ping', 3000);
    const order: string[] = [];
    const slow = program.call('ping').then(() => order.push('slow'));
    await program.call('ping');
    order.push('quick');
    bench.clock.advance(3000);
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  it('is a subscription that is never answered, although it counts', async () => {
    const bench = await startBench();
    bench.wecom.faults.loseAckNext('aibot_subscribe');
    const program = await openSocket(bench);
    void program.call('aibot_subscribe', SUBSCRIBE);
    expect(await program.call('ping')).toMatchObject({ errcode: 0 });
  });

  it('is a callback that comes several times with the same ids, or late', async () => {
    const bench = await startBench();
    const program = await startBot(bench);
    bench.wecom.faults.duplicateCallbacks(2);
    const first = await addressed(bench, program);
    expect(await program.heard()).toEqual(first);
    bench.wecom.faults.duplicateCallbacks(1);
    bench.wecom.faults.delayCallbacks(1000);
    const said = bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '晚', mentionBot: true });
    await program.call('ping');
    expect(program.waiting()).toBe(0);
    bench.clock.advance(1000);
    await said;
    expect((await program.heard()).body['text']).toEqual({ content: '@盘活助手 晚' });
  });
});
