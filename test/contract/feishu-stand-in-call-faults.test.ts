import { describe, expect, it } from 'vitest';
import { type Bench, button, failureOf, sendCard, startBench } from './feishu-stand-in-bench.ts';

describe('a fault on the way from the app', () => {
  const send = ({ client, group }: Bench, uuid: string) =>
    client.im.v1.message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: group, msg_type: 'text', content: '{"text":"一"}', uuid },
    });

  it('fails as many requests as it is told to, without effect', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('send', { status: 503, code: 1, msg: 'busy', times: 2 });
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await failureOf(send(bench, 'u1'))).toMatchObject({ status: 503, code: 1, msg: 'busy' });
    }
    expect(bench.feishu.messages(bench.group)).toEqual([]);
    await expect(send(bench, 'u1')).resolves.toMatchObject({ code: 0 });
  });

  it('fails with HTTP 200 when told to, which the SDK does not throw', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('chat', { status: 200, code: 99991663 });
    const asked = bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
    await expect(asked).resolves.toMatchObject({ code: 99991663 });
  });

  it('answers with an HTML page, without effect', async () => {
    const bench = await startBench();
    bench.feishu.faults.htmlNext('send');
    expect(await failureOf(send(bench, 'u1'))).toMatchObject({
      status: 502,
      body: expect.stringContaining('<html>'),
    });
    expect(bench.feishu.messages(bench.group)).toEqual([]);
  });

  it('closes the socket before the effect, or after it', async () => {
    const bench = await startBench();
    bench.feishu.faults.dropNext('send');
    expect(await failureOf(send(bench, 'u1'))).toMatchObject({ status: undefined, code: 'ECONNRESET' });
    expect(bench.feishu.messages(bench.group)).toHaveLength(0);
    bench.feishu.faults.dropAnswerNext('send');
    expect(await failureOf(send(bench, 'u1'))).toMatchObject({ status: undefined, code: 'ECONNRESET' });
    expect(bench.feishu.messages(bench.group)).toHaveLength(1);
    await send(bench, 'u1');
    expect(bench.feishu.messages(bench.group)).toHaveLength(1);
  });

  it('takes effect and never answers', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench, []);
    const content = '{"schema":"2.0","config":{"update_multi":true},"body":{"elements":[{"tag":"hr"}]}}';
    bench.feishu.faults.hangNext('update');
    const edited = bench.client.im.v1.message.patch({ path: { message_id: messageId }, data: { content } });
    expect(await failureOf(edited)).toMatchObject({ status: undefined, code: 'ECONNABORTED' });
    expect(bench.feishu.messages(bench.group)).toMatchObject([{ content }]);
  });

  it('waits on the injected clock', async () => {
    const bench = await startBench();
    const before = bench.clock.now().getTime();
    bench.feishu.faults.slowNext('send', 4000);
    await send(bench, 'u1');
    expect(bench.clock.now().getTime() - before).toBe(4000);
  });

  it('fails the token endpoint and a reply', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('token', { status: 500, code: 1 });
    await expect(send(bench, 'u1')).rejects.toThrow();
    const messageId = await sendCard(bench, []);
    bench.feishu.faults.failNext('reply', { status: 400, code: 230020 });
    const data = { msg_type: 'text', content: '{"text":"收到"}' };
    const reply = bench.client.im.v1.message.reply({ path: { message_id: messageId }, data });
    expect(await failureOf(reply)).toMatchObject({ status: 400, code: 230020 });
  });

  it('revokes the token that the SDK goes on using', async () => {
    const bench = await startBench();
    await send(bench, 'u1');
    bench.feishu.faults.revokeTokens();
    expect(await failureOf(send(bench, 'u2'))).toMatchObject({ status: 400, code: 99991663 });
  });

  it('makes the app meet a card of an older release', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench, []);
    bench.feishu.faults.replaceCard(messageId, { schema: '2.0', body: { elements: [button('old')] } });
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'old' });
    expect(outcome.clientError).toBe(200340);
  });
});
