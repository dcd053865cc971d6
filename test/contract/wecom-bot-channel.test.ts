import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectionLease } from '../../src/jobs/lease.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { TEST_SEALS } from '../support/seals.ts';
import {
  type BotBench,
  type BotProcess,
  openMigrated,
  soon,
  startBotBench,
} from './wecom-bot-channel-bench.ts';
import { BOT, startBench } from './wecom-stand-in-bench.ts';
import { openSocket, startBot } from './wecom-stand-in-bot.ts';

const SUBSCRIBE = { bot_id: BOT.botId, secret: BOT.secret };
const TEXT = { kind: 'text', text: '检查' } as const;
const TAKEN_AWAY = "another program uses this bot's connection";

afterEach(() => {
  vi.useRealTimers();
});

/** Lets 专家一 address the bot in the group, without which it may not write there. */
const address = ({ wecom, expert, group }: BotBench) =>
  wecom.say({ by: expert, chatId: group, text: '绑定', mentionBot: true });

const sendTo = ({ group }: BotBench, { channel }: BotProcess) =>
  channel.send({ kind: 'group', id: group }, TEXT, 'key-1');

describe('one connection for many processes', () => {
  it('is held by the first, while the second has no socket and sends nothing', async () => {
    const bench = await startBotBench();
    const first = await bench.start(bench.process());
    const second = await bench.start(bench.process());
    expect(bench.wecom.connections()).toEqual({ open: 1, subscribed: true });
    expect([first.channel.canSend(), second.channel.canSend()]).toEqual([true, false]);
    expect([first.channel.state(), second.channel.state()]).toEqual(['connected', 'connected']);
    await expect(sendTo(bench, second)).rejects.toMatchObject({
      code: 'wecom_not_connected',
      outside: { reaction: 'retry', retryAfterMs: 1000, ambiguous: false },
    });
    await bench.pass(120_000);
    expect(bench.wecom.counters.kicks).toBe(0);
  });

  it('is taken over within a minute when its holder was killed', async () => {
    const bench = await startBotBench();
    // A process that is killed neither keeps nor releases what it took.
    expect(await bench.newLease().take()).toBe(true);
    const second = await bench.start(bench.process());
    await bench.pass(25_000);
    expect(second.channel.canSend()).toBe(false);
    await bench.pass(10_000);
    await soon(() => expect(second.channel.canSend()).toBe(true));
  });

  it('is free at once when its holder stops', async () => {
    const bench = await startBotBench();
    const first = await bench.start(bench.process());
    const second = await bench.start(bench.process());
    await first.channel.stop();
    expect([first.channel.canSend(), first.channel.state()]).toEqual([false, 'down']);
    await bench.pass(5000);
    await soon(() => expect(second.channel.canSend()).toBe(true));
    expect(bench.wecom.counters.kicks).toBe(0);
  });

  it('is let go by a process that stood still for too long, without an alarm', async () => {
    const bench = await startBotBench();
    const first = await bench.start(bench.process());
    // All its timers are late: it has no right to the connection any more, though nobody told it.
    bench.clock.advance(31_000);
    await soon(() => expect(first.channel.canSend()).toBe(false));
    await soon(() => expect(bench.wecom.connections().open).toBe(0));
    const second = await bench.start(bench.process());
    await bench.pass(5000);
    await soon(() => expect([first, second].filter(({ channel }) => channel.canSend())).toHaveLength(1));
    expect([...first.alarms(), ...second.alarms()]).toEqual([]);
  });

  it('is let go without an alarm when another process of ours has taken it', async () => {
    const bench = await startBotBench();
    const first = await bench.start(bench.process());
    expect(await bench.newLease(31_000).take()).toBe(true);
    await startBot(bench);
    await soon(() => expect(first.logged.join()).toContain('lost to another process'));
    await bench.pass(20_000);
    expect([first.channel.state(), first.alarms(), bench.wecom.counters.kicks]).toEqual(['connected', [], 1]);
  });
});

describe('a database that fails', () => {
  it('leaves the connection for as long as nobody else can have it, and not longer', async () => {
    const bench = await startBotBench();
    const { db, close } = await openMigrated();
    const inTransaction = transactionsOn(db, {
      now: bench.clock.now,
      newId: randomUUID,
      seals: TEST_SEALS,
    });
    const lease = connectionLease(inTransaction, { owner: 'a process', connection: 'bot' });
    const { channel, alarms } = await bench.start(bench.process({ lease }));
    await close();
    await bench.pass(20_000);
    expect(channel.canSend()).toBe(true);
    await bench.pass(5000);
    await soon(() => expect([channel.canSend(), bench.wecom.connections().open]).toEqual([false, 0]));
    await bench.clock.armed(5000);
    await bench.pass(5000);
    await soon(() => expect(channel.state()).toBe('down'));
    expect(alarms()).toEqual([]);
  });
});

describe('a foreign program that takes the connection', () => {
  it('leads to one alarm and to no fight', async () => {
    const bench = await startBotBench();
    const one = await bench.start(bench.process());
    const foreign = await startBot(bench);
    await soon(() => expect(one.alarms()).toEqual([TAKEN_AWAY]));
    expect([one.channel.canSend(), one.channel.state()]).toEqual([false, 'down']);
    await bench.clock.armed(60_000);
    await bench.pass(55_000);
    expect(bench.wecom.counters.kicks).toBe(1);

    await bench.pass(5000);
    await soon(() => expect(one.channel.canSend()).toBe(true));
    expect((await foreign.heard()).body).toMatchObject({ event: { eventtype: 'disconnected_event' } });
    await startBot(bench);
    await bench.clock.armed(120_000);
    expect(bench.wecom.counters.kicks).toBe(3);
    await bench.pass(115_000);
    expect(bench.wecom.counters.kicks).toBe(3);
    expect(one.alarms()).toEqual([TAKEN_AWAY]);
  });

  it('does not give the lease to another process, which would only be thrown out as well', async () => {
    const bench = await startBotBench();
    await bench.start(bench.process());
    const second = await bench.start(bench.process());
    await startBot(bench);
    await bench.clock.armed(60_000);
    await bench.pass(50_000);
    expect([second.channel.canSend(), bench.wecom.counters.kicks]).toEqual([false, 1]);
  });
});

describe('a connection that breaks', () => {
  it('comes back after a second when it was cut', async () => {
    const bench = await startBotBench();
    const { channel } = await bench.start(bench.process());
    bench.wecom.faults.dropConnection();
    await bench.clock.armed(1000);
    expect([channel.canSend(), channel.state()]).toEqual([false, 'connecting']);
    bench.clock.advance(1000);
    await soon(() => expect(channel.canSend()).toBe(true));
  });

  it('comes back at once when the platform has forgotten the subscription, and what was sent may be sent again', async () => {
    const bench = await startBotBench();
    const one = await bench.start(bench.process());
    await address(bench);
    bench.wecom.faults.forgetSubscription();
    const sent = await Promise.allSettled([sendTo(bench, one), sendTo(bench, one)]);
    for (const result of sent)
      expect(result).toMatchObject({
        reason: { code: 'wecom_not_subscribed', outside: { reaction: 'retry' } },
      });
    await soon(() => expect(one.channel.canSend()).toBe(true));
    await sendTo(bench, one);
    expect(bench.wecom.messages(bench.group).at(-1)).toMatchObject({ text: '检查', author: { kind: 'bot' } });
    expect(one.alarms()).toEqual([]);
  });

  it('is not cut before all that was under way on it has got its refusal', async () => {
    const bench = await startBotBench();
    const one = await bench.start(bench.process());
    await address(bench);
    bench.wecom.faults.forgetSubscription();
    bench.wecom.faults.slowNext('aibot_send_msg', 1500);
    const refusal = { code: 'wecom_not_subscribed' };
    const slow = expect(sendTo(bench, one)).rejects.toMatchObject(refusal);
    await expect(sendTo(bench, one)).rejects.toMatchObject(refusal);
    await soon(() => expect(one.channel.canSend()).toBe(true));
    bench.clock.advance(1500);
    await slow;
  });

  it('comes back when a ping shows that the subscription was forgotten', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const bench = await startBotBench();
    const { channel, logged } = await bench.start(bench.process());
    bench.wecom.faults.forgetSubscription();
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    await soon(() => expect(logged.filter((line) => line.includes('bot is up'))).toHaveLength(2));
    expect(channel.canSend()).toBe(true);
  });

  it('is tried again when nobody answers the subscription within 10 s', async () => {
    const bench = await startBotBench();
    bench.wecom.faults.loseAckNext('aibot_subscribe');
    const one = bench.process();
    const started = bench.start(one);
    await soon(() => expect(bench.wecom.connections().subscribed).toBe(true));
    expect([one.channel.canSend(), one.channel.state()]).toEqual([false, 'connecting']);
    await bench.pass(10_000);
    await started;
    await soon(() => expect(bench.wecom.connections().open).toBe(0));
    await bench.pass(1000);
    await soon(() => expect(one.channel.canSend()).toBe(true));
  });

  it('is waited for longer and longer while the platform is away', async () => {
    const bench = await startBotBench();
    const away = await startBench();
    const url = away.wecom.socketUrl;
    await away.wecom.close();
    const { channel } = await bench.start(bench.process({ url }));
    for (const waitMs of [1000, 2000, 4000, 8000, 16_000, 30_000]) {
      await bench.clock.armed(waitMs);
      expect(channel.state()).toBe('connecting');
      await bench.pass(waitMs);
    }
    expect(channel.canSend()).toBe(false);
  });
});

describe('a subscription that is refused', () => {
  it('is not repeated with a wrong secret, which one alarm names and no log line shows', async () => {
    const bench = await startBotBench();
    const one = await bench.start(bench.process({ secret: 'a-wrong-and-still-secret-one' }));
    await bench.pass(600_000);
    expect(one.channel.state()).toBe('down');
    expect(one.alarms()).toEqual(['wrong bot id or secret: WeCom refuses the connection of the bot']);
    expect(one.logged.join('\n')).not.toContain('still-secret');
    expect(bench.wecom.connections().open).toBe(0);
    // Whoever is started with the right one need not wait.
    await bench.start(bench.process());
    expect(bench.wecom.connections().subscribed).toBe(true);
  });

  it('is repeated until the bot is switched to the long connection, with one alarm', async () => {
    const bench = await startBotBench();
    bench.wecom.faults.longConnection(false);
    const one = await bench.start(bench.process());
    await bench.clock.armed(1000);
    await bench.pass(1000);
    await bench.clock.armed(2000);
    expect(one.channel.state()).toBe('down');
    expect(one.alarms()).toEqual(['WeCom refuses the connection of the bot']);
    bench.wecom.faults.longConnection(true);
    await bench.pass(2000);
    await soon(() => expect(one.channel.canSend()).toBe(true));
  });

  it('shows nowhere in the log with its secret when it is taken', async () => {
    const bench = await startBotBench();
    const one = await bench.start(bench.process());
    const socket = await openSocket(bench);
    await socket.call('aibot_subscribe', SUBSCRIBE);
    await soon(() => expect(one.alarms()).toHaveLength(1));
    expect(one.logged.join('\n')).not.toContain(BOT.secret);
  });
});
