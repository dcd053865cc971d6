import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Bench, connect, startBench } from './feishu-stand-in-bench.ts';
import { listen, text } from './feishu-stand-in-listener.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function askEndpoint({ feishu }: Bench): Promise<{ data: { URL: string } }> {
  const body = JSON.stringify({ AppID: 'cli_0123456789abcdef', AppSecret: 'not-a-secret' });
  const answer = await fetch(`${feishu.url}/callback/ws/endpoint`, { method: 'POST', body });
  return (await answer.json()) as { data: { URL: string } };
}

function opens(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.on('open', () => {
      socket.terminate();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

describe('the long connection', () => {
  it('refuses wrong credentials for good', async () => {
    const bench = await startBench();
    const connecting = connect(bench.feishu.url, {}, { appSecret: 'wrong' });
    await expect(connecting).rejects.toThrow('code=514');
  });

  it('refuses the 51st connection for good', async () => {
    const bench = await startBench();
    await Promise.all(Array.from({ length: 50 }, () => connect(bench.feishu.url, {})));
    expect(bench.feishu.connections()).toBe(50);
    await expect(connect(bench.feishu.url, {})).rejects.toThrow('code=1000040350');
  });

  it('lets nobody in without a ticket of its own, and each ticket once', async () => {
    const bench = await startBench();
    const { data } = await askEndpoint(bench);
    expect(await opens(data.URL)).toBe(true);
    expect(await opens(data.URL)).toBe(false);
    expect(await opens(data.URL.replace(/ticket=.*/, 'ticket='))).toBe(false);
  });

  it('hands each event to one of the connections only', async () => {
    const bench = await startBench();
    const both = [await listen(bench), await listen(bench)];
    const chatId = bench.feishu.privateChat(bench.expert);
    for (let said = 0; said < 30; said += 1)
      await bench.feishu.say({ by: bench.expert, chatId, text: String(said) });
    const ids = both.flat().map(({ event_id }) => event_id);
    expect(new Set(ids).size).toBe(30);
    expect(ids).toHaveLength(30);
    // Thirty tosses of a coin that all fall on one side happen once in 500 million runs.
    expect(Math.min(...both.map(({ length }) => length))).toBeGreaterThan(0);
  });

  it('sends what is too long for one frame in several', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    const long = '专利'.repeat(3000);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: long });
    expect(heard.map(text)).toEqual([long]);
  });

  it('sends an event again after 15 s, 5 min, 1 h and 6 h until it is handled, then never again', async () => {
    const bench = await startBench();
    const heard = await listen(bench, 4);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    const groupJoined = await bench.feishu.retryDue();
    expect(groupJoined).toBe(0);
    for (const wait of [15_000, 5 * MINUTE, HOUR, 6 * HOUR]) {
      bench.clock.advance(wait - 1);
      const before = heard.length;
      await bench.feishu.retryDue();
      expect(heard).toHaveLength(before);
      bench.clock.advance(1);
      await bench.feishu.retryDue();
      expect(heard).toHaveLength(before + 1);
    }
    expect(new Set(heard.map(({ event_id }) => event_id)).size).toBe(1);
    bench.clock.advance(24 * HOUR);
    expect(await bench.feishu.retryDue()).toBe(0);
  });

  it('gives an event up after the fourth retry', async () => {
    const bench = await startBench();
    const heard = await listen(bench, 9);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    for (let tries = 0; tries < 6; tries += 1) {
      bench.clock.advance(6 * HOUR);
      await bench.feishu.retryDue();
    }
    expect(heard).toHaveLength(5);
  });

  it('delivers any envelope as it is and returns the decoded answer', async () => {
    const bench = await startBench();
    await connect(bench.feishu.url, {
      'card.action.trigger': (data: { app_id: string }) => ({ echo: data.app_id }),
    });
    const header = {
      event_id: 'e1',
      event_type: 'card.action.trigger',
      create_time: '1',
      token: '',
      app_id: 'cli_ffffffffffffffff',
      tenant_key: 't',
    };
    const outcome = await bench.feishu.deliverRaw({ schema: '2.0', header, event: {} });
    expect(outcome).toEqual({
      kind: 'answered',
      via: 'websocket',
      status: 200,
      body: '{"echo":"cli_ffffffffffffffff"}',
    });
  });
});
