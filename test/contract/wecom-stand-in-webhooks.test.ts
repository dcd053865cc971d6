import { describe, expect, it } from 'vitest';
import { type Answer, callApi } from './wecom-stand-in-app.ts';
import { type Bench, startBench } from './wecom-stand-in-bench.ts';
import { markdown } from './wecom-stand-in-bot.ts';

const MINUTE = 60_000;
const text = (content: string) => ({ msgtype: 'text', text: { content } });

const send = (bench: Bench, key: string, message: object): Promise<Answer> =>
  callApi(bench, 'webhook/send', { key }, { method: 'POST', body: JSON.stringify(message) });

function upload(bench: Bench, key: string, bytes: number, type = 'file'): Promise<Answer> {
  const form = new FormData();
  form.append('media', new File(['x'.repeat(bytes)], '周报.csv'));
  return callApi(bench, 'webhook/upload_media', { key, type }, { method: 'POST', body: form });
}

describe('a webhook', () => {
  it('writes into its one group, without a token', async () => {
    const bench = await startBench();
    const key = bench.wecom.addWebhook(bench.group);
    expect(await send(bench, key, markdown('**周报**'))).toEqual({ errcode: 0, errmsg: 'ok' });
    expect(bench.wecom.view([bench.admin])[0]?.chats[0]?.messages).toMatchObject([
      { sender: { kind: 'bot', name: '消息推送' }, kind: 'markdown', text: '**周报**' },
    ]);
  });

  it.each([
    ['a kind it does not know', 40008, { msgtype: 'dance' }],
    ['no words', 44004, text('')],
    ['a text over 2048 bytes', 40058, text('x'.repeat(2049))],
    ['a markdown over 4096 bytes', 40058, markdown('x'.repeat(4097))],
    ['a file of nobody', 40007, { msgtype: 'file', file: { media_id: 'm' } }],
  ])('refuses %s', async (_, code, message) => {
    const bench = await startBench();
    expect(await send(bench, bench.wecom.addWebhook(bench.group), message)).toMatchObject({ errcode: code });
  });

  it('writes twenty messages a minute, whatever another one does', async () => {
    const bench = await startBench();
    const [key, other] = [bench.wecom.addWebhook(bench.group), bench.wecom.addWebhook(bench.group)];
    for (let left = 20; left > 0; left -= 1) expect((await send(bench, key, text('一'))).errcode).toBe(0);
    expect(await send(bench, key, text('二'))).toMatchObject({ errcode: 45009 });
    expect(await send(bench, other, text('三'))).toMatchObject({ errcode: 0 });
    bench.clock.advance(MINUTE);
    expect(await send(bench, key, text('四'))).toMatchObject({ errcode: 0 });
  });

  it('is over when it is disabled or removed, and is nothing without its key', async () => {
    const bench = await startBench();
    const key = bench.wecom.addWebhook(bench.group);
    bench.wecom.faults.endWebhook(key, 'disabled');
    expect(await send(bench, key, text('一'))).toMatchObject({ errcode: 93004 });
    bench.wecom.faults.endWebhook(key, 'removed');
    expect(await send(bench, key, text('一'))).toMatchObject({ errcode: 93000 });
    expect(await upload(bench, key, 10)).toMatchObject({ errcode: 93000 });
    expect(await send(bench, '', text('一'))).toMatchObject({ errcode: 93000 });
  });

  it('sends the files that came with its own key', async () => {
    const bench = await startBench();
    const [key, other] = [bench.wecom.addWebhook(bench.group), bench.wecom.addWebhook(bench.group)];
    const { media_id } = await upload(bench, key, 10);
    const file = { msgtype: 'file', file: { media_id } };
    expect(await send(bench, other, file)).toMatchObject({ errcode: 40007 });
    expect(await send(bench, key, file)).toMatchObject({ errcode: 0 });
    expect(bench.wecom.messages(bench.group).at(-1)).toMatchObject({ msgType: 'file', text: '周报.csv' });
    expect(await upload(bench, key, 10, 'image')).toMatchObject({ errcode: 40008 });
    expect(await upload(bench, key, 4)).toMatchObject({ errcode: 40006 });
  });
});
