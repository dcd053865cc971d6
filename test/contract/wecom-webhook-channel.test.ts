import { describe, expect, it } from 'vitest';
import { wecomWebhookChannel } from '../../src/chat/wecom/webhook/webhook.ts';
import { failureOf, serve } from './wecom-app-channel-bench.ts';
import { type Bench, startBench } from './wecom-stand-in-bench.ts';

/** Starts a stand-in with a webhook in the group, and its channel. */
async function startWebhook() {
  const bench = await startBench();
  const key = bench.wecom.addWebhook(bench.group);
  return { ...bench, key, channel: channelFor(bench.wecom.url, key) };
}

function channelFor(apiUrl: string, key: string) {
  return wecomWebhookChannel({ connection: 'notices', key, apiUrl }, { newId: () => 'our-id' });
}

const group = ({ group: id }: Bench) => ({ kind: 'group', id }) as const;
const text = (words: string, title?: string) =>
  ({ kind: 'text', text: words, ...(title === undefined ? {} : { title }) }) as const;

describe('a webhook', () => {
  it('writes words into its group, the title bold', async () => {
    const bench = await startWebhook();
    const sent = await bench.channel.send(group(bench), text('新到 3 件专利', '周报'), 'key');
    expect(sent).toEqual({ messageId: 'our-id', chatId: bench.group });
    expect(bench.wecom.messages(bench.group)).toMatchObject([
      { msgType: 'markdown', text: '**周报**\n新到 3 件专利' },
    ]);
  });

  it('writes words that mean nothing but themselves', async () => {
    const bench = await startWebhook();
    const tricks =
      '# 大\n  > 引\n**粗** `码` [这里](https://example.com/a_b#c) <@all> <font color="warning">红';
    await bench.channel.send(group(bench), text(tricks, '*[a](b)*'), 'key');
    expect(bench.wecom.messages(bench.group)[0]?.text).toBe(
      '**＊[a] (b)＊**\n＃ 大\n  ＞ 引\n＊＊粗＊＊ ｀码｀ [这里] (https://example.com/a_b#c) ＜@all> ＜font color="warning">红',
    );
  });

  it('cuts words at 4096 bytes', async () => {
    const bench = await startWebhook();
    await bench.channel.send(group(bench), text('利'.repeat(2000)), 'key');
    const words = bench.wecom.messages(bench.group)[0]?.text ?? '';
    expect(words).toMatch(/^利+…$/);
    expect(Buffer.byteLength(words)).toBe(4095);
  });

  it('sends a file with its name', async () => {
    const bench = await startWebhook();
    const file = { kind: 'file', name: '专家评价.csv', bytes: Buffer.from('姓名,评分') } as const;
    await bench.channel.send(group(bench), file, 'key');
    const [message] = bench.wecom.messages(bench.group);
    expect(message).toMatchObject({ msgType: 'file', text: '专家评价.csv' });
    expect(bench.wecom.media(message?.mediaId ?? '')?.bytes.toString()).toBe('姓名,评分');
  });

  it('that lost a file on its way up has surely sent nothing', async () => {
    const bench = await startWebhook();
    bench.wecom.faults.loseAckNext('webhook/upload_media');
    const file = { kind: 'file', name: 'a.csv', bytes: Buffer.from('a,b,c') } as const;
    const failure = await failureOf(bench.channel.send(group(bench), file, 'key'));
    expect(failure.outside).toEqual({ reaction: 'retry', ambiguous: false });
    const odd = channelFor(
      await serve('/', () => ({ status: 200, type: 'application/json', body: '{"errcode":0}' })),
      'k',
    );
    expect((await failureOf(odd.send(group(bench), file, 'key'))).outside).toMatchObject({
      ambiguous: false,
    });
  });

  it('stays under the limit of WeCom at the pace it names', async () => {
    const bench = await startWebhook();
    const [limit] = bench.channel.can.limits.send;
    const [everyMs, burst] = [limit?.everyMs ?? 0, limit?.burst ?? 0];
    for (let sent = 0; sent < 60; sent += 1) {
      await bench.channel.send(group(bench), text(`${sent}`), 'key');
      if (sent >= burst) bench.clock.advance(everyMs);
    }
    expect(bench.wecom.messages(bench.group)).toHaveLength(60);
  });

  it('that sends too much waits a minute', async () => {
    const bench = await startWebhook();
    for (let sent = 0; sent < 20; sent += 1) await bench.channel.send(group(bench), text('一'), 'key');
    const failure = await failureOf(bench.channel.send(group(bench), text('一'), 'key'));
    expect(failure.outside).toEqual({ reaction: 'retry', retryAfterMs: 60_000 });
  });

  it.each(['removed', 'disabled'] as const)(
    'that was %s is lost, and its key is told to nobody',
    async (how) => {
      const bench = await startWebhook();
      bench.wecom.faults.endWebhook(bench.key, how);
      const failure = await failureOf(bench.channel.send(group(bench), text('一'), 'key'));
      expect(failure).toMatchObject({ code: 'wecom_webhook_lost', outside: { reaction: 'chat-lost' } });
      expect(JSON.stringify([failure, failure.message, failure.stack, failure.cause])).not.toContain(
        bench.key,
      );
    },
  );

  it('that got no answer may have written', async () => {
    const bench = await startWebhook();
    bench.wecom.faults.loseAckNext('webhook/send');
    const failure = await failureOf(bench.channel.send(group(bench), text('一'), 'key'));
    expect(failure.outside).toEqual({ reaction: 'retry', ambiguous: true });
    expect(JSON.stringify([failure, failure.message, failure.stack, failure.cause])).not.toContain(bench.key);
  });

  it('sends no card, to no person, and changes nothing', async () => {
    const bench = await startWebhook();
    const { channel } = bench;
    const failures = [
      channel.send(group(bench), { kind: 'card', json: '{}' }, 'key'),
      channel.send({ kind: 'person', id: bench.expert }, text('一'), 'key'),
      channel.update('our-id', '{}', null),
    ].map(async (promise) => (await failureOf(promise)).outside?.reaction);
    expect(await Promise.all(failures)).toEqual(['content-refused', 'give-up', 'message-expired']);
    expect(bench.wecom.counters.sends).toBe(0);
  });

  it('hears nothing', async () => {
    const { channel } = await startWebhook();
    for (const method of ['GET', 'POST'])
      expect(() => channel.open({ method, query: {}, headers: {}, body: Buffer.alloc(0) })).toThrow(
        expect.objectContaining({ kind: 'unverified' }),
      );
    expect(channel.can).toMatchObject({ cards: null, reaches: 'groups', hears: false, leads: false });
    expect(await channel.findPeople(['13800000001'])).toEqual(new Map());
  });

  it('says that only a message proves its key', async () => {
    const bench = await startWebhook();
    const findings = await bench.channel.examine();
    expect(findings).toMatchObject([{ what: '消息推送', ok: true }]);
    expect(findings[0]?.say).toContain('doctor --chat');
    expect(bench.wecom.counters.sends).toBe(0);
  });
});
