import { describe, expect, it } from 'vitest';
import { button, connect, sendCard, startBench } from './feishu-stand-in-bench.ts';
import { type Heard, listen, text } from './feishu-stand-in-listener.ts';

const QUICK = { PingInterval: 1, ReconnectInterval: 1, ReconnectNonce: 0 };

describe('a fault on the way to the app', () => {
  it('delivers events and clicks several times with one id', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    bench.feishu.faults.duplicateEvents(3);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    expect(heard).toHaveLength(3);
    expect(new Set(heard.map(({ event_id }) => event_id)).size).toBe(1);
  });

  it('delivers events in reverse', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    bench.feishu.faults.reorderEvents(2);
    const chatId = bench.feishu.privateChat(bench.expert);
    for (const word of ['一', '二', '三']) await bench.feishu.say({ by: bench.expert, chatId, text: word });
    expect(heard.map(text)).toEqual(['二', '一', '三']);
  });

  it('sends clicks in card frames, which the plain SDK drops', async () => {
    const bench = await startBench({ answerWithinMs: 300 });
    await connect(bench.feishu.url, { 'card.action.trigger': () => ({}) });
    const messageId = await sendCard(bench, [button('yes')]);
    const press = () => bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    bench.feishu.faults.cardFrames(true);
    expect((await press()).clientError).toBe(200341);
    bench.feishu.faults.cardFrames(false);
    expect((await press()).clientError).toBeNull();
  });

  it('cuts connections, and the client comes back', async () => {
    const bench = await startBench({ connectionConfig: QUICK });
    const back = new Promise<void>((resolve) => {
      void listen(bench, 0, { onReconnected: resolve }).then(() => bench.feishu.faults.kickConnections());
    });
    await back;
    expect(bench.feishu.connections()).toBe(1);
  });

  it('leaves a socket half open, and the client that watches for pongs comes back', async () => {
    const bench = await startBench({ connectionConfig: QUICK });
    let heard: Heard[] = [];
    await new Promise<void>((back) => {
      const watchful = { onReconnected: back, wsConfig: { pingTimeout: 1 } };
      void listen(bench, 0, watchful).then((list) => {
        heard = list;
        bench.feishu.faults.halfOpen(true);
      });
    });
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    expect(heard.map(text)).toEqual(['在']);
  });

  it('loses what is sent into a half-open socket until it is sent again', async () => {
    const bench = await startBench({ answerWithinMs: 100 });
    const heard = await listen(bench);
    bench.feishu.faults.halfOpen(true);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    bench.feishu.faults.halfOpen(false);
    expect(heard).toEqual([]);
    bench.clock.advance(15_000);
    await bench.feishu.retryDue();
    expect(heard.map(text)).toContain('在');
  });
});
