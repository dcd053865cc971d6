import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/chat/port.ts';
import { type BotBench, type BotProcess, SILENCE, soon, startBotBench } from './wecom-bot-channel-bench.ts';
import { starCard } from './wecom-stand-in-bot.ts';

interface Spoken extends BotBench, BotProcess {
  /** Sends into the group. */
  readonly post: (message: Message, key?: string) => ReturnType<BotProcess['channel']['send']>;
}

/** A connected channel that 专家一 has addressed in the group and in private. */
async function spoken(): Promise<Spoken> {
  const bench = await startBotBench();
  const one = await bench.start(bench.process());
  const { wecom, expert, group } = bench;
  await wecom.say({ by: expert, chatId: group, text: '绑定', mentionBot: true });
  await wecom.say({ by: expert, chatId: wecom.privateChat(expert, 'bot'), text: '你好' });
  await soon(() => expect(one.delivered).toHaveLength(2));
  const post: Spoken['post'] = (message, key = 'key-1') =>
    one.channel.send({ kind: 'group', id: group }, message, key);
  return { ...bench, ...one, post };
}

const cardOf = (id: string): Message => ({ kind: 'card', json: JSON.stringify(starCard(id)) });
const text = (words: string, title?: string): Message => ({
  kind: 'text',
  text: words,
  ...(title === undefined ? {} : { title }),
});
const last = ({ wecom, group }: BotBench) => wecom.messages(group).at(-1);
const fromBot = ({ wecom, group }: BotBench) =>
  wecom.messages(group).filter(({ author }) => author.kind === 'bot');

afterEach(() => {
  vi.useRealTimers();
});

describe('a card', () => {
  it('arrives in a group under its own id', async () => {
    const bench = await spoken();
    expect(await bench.post(cardOf('card-1'))).toEqual({ messageId: 'card-1', chatId: bench.group });
    expect(last(bench)?.card).toEqual(starCard('card-1'));
  });

  it('arrives in the private chat of a person, which is known by him', async () => {
    const { channel, wecom, expert } = await spoken();
    const sent = await channel.send({ kind: 'person', id: expert }, cardOf('card-1'), 'key-1');
    expect(sent).toEqual({ messageId: 'card-1', chatId: expert });
    expect(wecom.messages(wecom.privateChat(expert, 'bot')).at(-1)?.card).toEqual(starCard('card-1'));
  });

  it('is there once when it is sent again after a lost acknowledgement', async () => {
    const bench = await spoken();
    bench.wecom.faults.loseAckNext('aibot_send_msg');
    const lost = bench.post(cardOf('card-1'));
    await soon(() => expect(fromBot(bench)).toHaveLength(1));
    bench.wecom.faults.dropConnection();
    await expect(lost).rejects.toMatchObject({
      code: 'wecom_unreachable',
      outside: { reaction: 'retry', ambiguous: true },
    });
    await bench.clock.armed(1000);
    await bench.pass(1000);
    await soon(() => expect(bench.channel.canSend()).toBe(true));
    expect(await bench.post(cardOf('card-1'))).toMatchObject({ messageId: 'card-1' });
    expect(fromBot(bench)).toHaveLength(1);
  });

  it('is refused as a bug of ours when the platform cannot read it', async () => {
    const { post } = await spoken();
    const bad = { ...starCard('card-1'), main_title: {} };
    await expect(post({ kind: 'card', json: JSON.stringify(bad) })).rejects.toMatchObject({
      code: 'wecom_card_refused',
      outside: { reaction: 'content-refused' },
    });
  });
});

describe('a text', () => {
  it('goes under our key, its title in bold', async () => {
    const bench = await spoken();
    expect(await bench.post(text('摘要：锂电池', '〔P-1〕一种电池'), 'key-7')).toEqual({
      messageId: 'key-7',
      chatId: bench.group,
    });
    expect(last(bench)).toMatchObject({ msgType: 'markdown', text: '**〔P-1〕一种电池**\n摘要：锂电池' });
  });

  it('from a patent does nothing but stand there', async () => {
    const bench = await spoken();
    await bench.post(text('<@all> [点此](https://evil.example)\n# 通知', '<@GuanLiYuan>'));
    expect(last(bench)?.text).toBe('**＜@GuanLiYuan>**\n＜@all> [点此] (https://evil.example)\n＃ 通知');
  });

  it('is cut to what the platform takes, title included', async () => {
    const bench = await spoken();
    await bench.post(text('专'.repeat(10_000), '题'.repeat(100)));
    const words = last(bench)?.text ?? '';
    expect(Buffer.byteLength(words)).toBeLessThanOrEqual(20_480);
    expect(Buffer.byteLength(words)).toBeGreaterThan(20_470);
    expect(words.endsWith('…')).toBe(true);
  });

  it('fails as ambiguous when nobody acknowledges it within 5 s', async () => {
    const bench = await spoken();
    bench.wecom.faults.loseAckNext('aibot_send_msg');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lost = expect(bench.post(text('检查'))).rejects.toMatchObject({
      outside: { reaction: 'retry', ambiguous: true },
    });
    await vi.advanceTimersByTimeAsync(5000);
    await lost;
  });

  it.each([
    [846607, 'not-addressed'],
    [93006, 'chat-lost'],
    [93008, 'chat-lost'],
    [-1, 'retry'],
    [45009, 'retry'],
  ] as const)(
    'refused with %i asks for the reaction %s, and never speaks of doubt',
    async (code, reaction) => {
      const { post, wecom } = await spoken();
      wecom.faults.failNext('aibot_send_msg', code);
      const failure = await post(text('检查')).catch((error: unknown) => error);
      expect(failure).toMatchObject({ facts: { wecomCode: code }, outside: { reaction } });
      expect(failure).not.toHaveProperty('outside.ambiguous', true);
    },
  );

  it('over the limit of its conversation is tried again after a minute, though the code is that of silence', async () => {
    const { post, pass, wecom } = await spoken();
    for (let count = 0; count < 30; count += 1) await post(text('检查'), `key-${count}`);
    await expect(post(text('检查'))).rejects.toMatchObject({
      code: 'wecom_limit_reached',
      outside: { reaction: 'retry', retryAfterMs: 60_000 },
    });
    await pass(60_000);
    await post(text('检查'));
    expect(wecom.counters.rejectedByLimit).toBe(1);
  });

  it('is refused where nobody has addressed the bot', async () => {
    const { channel, admin } = await spoken();
    await expect(channel.send({ kind: 'person', id: admin }, text('检查'), 'k')).rejects.toMatchObject({
      outside: { reaction: 'not-addressed' },
    });
  });
});

describe('a file', () => {
  it('arrives byte for byte in several chunks', async () => {
    const bench = await spoken();
    // A view into a larger buffer: bytes around it must not go along.
    const bytes = randomBytes(1_300_000).subarray(100, 1_200_100);
    const file: Message = { kind: 'file', name: '专利清单.xlsx', bytes };
    expect(await bench.post(file, 'key-9')).toEqual({ messageId: 'key-9', chatId: bench.group });
    const media = bench.wecom.media(last(bench)?.mediaId ?? '');
    expect(media?.name).toBe('专利清单.xlsx');
    expect(media?.bytes.equals(bytes)).toBe(true);
  });

  it.each([['aibot_upload_media_init'], ['aibot_upload_media_finish']] as const)(
    'that fails at %s is surely not sent',
    async (step) => {
      const bench = await spoken();
      bench.wecom.faults.failNext(step, -1);
      const file: Message = { kind: 'file', name: 'a.txt', bytes: Buffer.from('a text') };
      await expect(bench.post(file)).rejects.toMatchObject({
        outside: { reaction: 'retry', ambiguous: false },
      });
      expect(fromBot(bench)).toHaveLength(0);
    },
  );
});

describe('what this channel cannot do', () => {
  it('is refused: requests to a webhook it has none of, and late edits', async () => {
    const { channel } = await spoken();
    const request = { method: 'POST', query: {}, headers: {}, body: Buffer.from('{}') };
    expect(() => channel.open(request)).toThrow(expect.objectContaining({ kind: 'unverified' }));
    const delivery = { kind: 'unused', connection: 'bot', deliveryId: '1', type: 'none' } as const;
    expect(() => channel.answer(delivery, SILENCE)).toThrow(expect.objectContaining({ kind: 'unverified' }));
    await expect(channel.update('card-1', '{}', null)).rejects.toMatchObject({ kind: 'bug' });
  });

  it('is known to be nothing: names of groups, and people by their numbers', async () => {
    const { channel, group } = await spoken();
    expect(await channel.describeChat(group)).toEqual({ name: '', external: false });
    expect(await channel.findPeople(['13800000000'])).toEqual(new Map());
  });
});
