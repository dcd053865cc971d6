import { describe, expect, it } from 'vitest';
import { failureOf, startBench } from './feishu-stand-in-bench.ts';
import { card, patch, send, sentId } from './feishu-stand-in-calls.ts';

const SECOND = 1000;

describe('limits', () => {
  it('lets five messages a second into a group, in any stretch of a second', async () => {
    const bench = await startBench();
    for (let sent = 0; sent < 4; sent += 1) await send(bench);
    bench.clock.advance(999);
    await send(bench);
    const failure = await failureOf(send(bench));
    expect(failure).toMatchObject({ status: 400, code: 230020 });
    expect(failure.msg).toContain('ext=chat rate limit');
    bench.clock.advance(1);
    for (let sent = 0; sent < 4; sent += 1) await send(bench);
    expect((await failureOf(send(bench))).code).toBe(230020);
    expect(bench.feishu.counters).toMatchObject({ sends: 9, rejectedByLimit: 2 });
  });

  it('counts each person and each group on its own', async () => {
    const bench = await startBench();
    for (let sent = 0; sent < 5; sent += 1) await send(bench, { to: bench.expert });
    expect((await failureOf(send(bench, { to: bench.expert }))).code).toBe(230020);
    await expect(send(bench, { to: bench.admin })).resolves.toMatchObject({ code: 0 });
    await expect(send(bench)).resolves.toMatchObject({ code: 0 });
  });

  it('lets a card be edited five times a second', async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    for (let edits = 0; edits < 5; edits += 1) await patch(bench, id, card(String(edits)));
    expect((await failureOf(patch(bench, id, card('六')))).code).toBe(230020);
  });

  it('answers the 51st call of an API in a second with 429 and says how long to wait', async () => {
    const bench = await startBench();
    const ask = () => bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
    for (let calls = 0; calls < 50; calls += 1) await ask();
    expect(await failureOf(ask())).toMatchObject({
      status: 429,
      code: 99991400,
      headers: { 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': '1' },
    });
    await expect(bench.client.im.v1.chat.list()).resolves.toMatchObject({ code: 0 });
    bench.clock.advance(SECOND);
    await expect(ask()).resolves.toMatchObject({ code: 0 });
  });

  it('answers the 1001st call of an API in a minute with 429', async () => {
    const bench = await startBench();
    const ask = () => bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
    for (let second = 0; second < 20; second += 1) {
      await Promise.all(Array.from({ length: 50 }, ask));
      bench.clock.advance(2 * SECOND);
    }
    expect(await failureOf(ask())).toMatchObject({
      status: 429,
      headers: { 'x-ogw-ratelimit-limit': '1000', 'x-ogw-ratelimit-reset': '20' },
    });
  });

  it('can be switched off', async () => {
    const bench = await startBench({ limits: false });
    for (let sent = 0; sent < 6; sent += 1) await send(bench);
    expect(bench.feishu.counters.sends).toBe(6);
  });
});
