import { describe, expect, it } from 'vitest';
import { soon, startBotBench } from './wecom-bot-channel-bench.ts';
import { BOT } from './wecom-stand-in-bench.ts';
import { startBot } from './wecom-stand-in-bot.ts';

describe('an examination', () => {
  it('subscribes once and gives the connection back', async () => {
    const bench = await startBotBench();
    const findings = await bench.process().channel.examine();
    expect(findings.map(({ what, ok }) => [what, ok])).toEqual([
      ['机器人凭证', true],
      ['长连接', true],
    ]);
    await soon(() => expect(bench.wecom.connections().open).toBe(0));
    await bench.start(bench.process());
    expect(bench.wecom.connections().subscribed).toBe(true);
  });

  it('leaves the connection to the service that has it', async () => {
    const bench = await startBotBench();
    const service = await bench.start(bench.process());
    const [finding, ...others] = await bench.process().channel.examine();
    expect(finding).toMatchObject({ ok: true, say: expect.stringContaining('正在运行的服务') });
    expect(others).toEqual([]);
    expect([service.channel.canSend(), bench.wecom.counters.kicks]).toEqual([true, 0]);
  });

  it('in a running process tells who has the connection, and keeps it', async () => {
    const bench = await startBotBench();
    const holder = await bench.start(bench.process());
    const waiting = await bench.start(bench.process());
    const say = async ({ channel }: typeof holder) => (await channel.examine()).map((one) => one.say);
    expect(await say(holder)).toEqual(['由本进程持有，已连接。']);
    expect(await say(waiting)).toEqual(['由另一个正在运行的进程持有。']);
    await startBot(bench);
    await bench.clock.armed(60_000);
    expect(await holder.channel.examine()).toMatchObject([
      { ok: false, say: expect.stringContaining('其他程序') },
    ]);
    await bench.pass(40_000);
    expect(waiting.channel.canSend()).toBe(false);
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }, '机器人凭证', '853000'],
    ['an address where nobody is', { url: 'ws://127.0.0.1:1' }, '长连接', 'WECOM_BOT_URL'],
    ['an address that is none', { url: 'nowhere' }, '长连接', 'WECOM_BOT_URL'],
  ])('names what to mend with %s', async (_, settings, what, hint) => {
    const bench = await startBotBench();
    expect(await bench.process(settings).channel.examine()).toEqual([
      { what, ok: false, say: expect.stringContaining(hint) },
    ]);
  });

  it('names the switch in the console when the long connection is off', async () => {
    const bench = await startBotBench();
    bench.wecom.faults.longConnection(false);
    expect(await bench.process().channel.examine()).toEqual([
      { what: '长连接', ok: false, say: expect.stringContaining('「使用长连接」') },
    ]);
  });

  it('does not wait for ever for a platform that says nothing', async () => {
    const bench = await startBotBench();
    bench.wecom.faults.loseAckNext('aibot_subscribe');
    const examined = bench.process().channel.examine();
    await bench.clock.armed(10_000);
    bench.clock.advance(10_000);
    expect(await examined).toMatchObject([{ what: '长连接', ok: false }]);
  });

  it('shows no secret', async () => {
    const bench = await startBotBench();
    const one = bench.process();
    const said = JSON.stringify(await one.channel.examine());
    expect(said + one.logged.join()).not.toContain(BOT.secret);
  });
});
