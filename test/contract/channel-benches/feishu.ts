import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, vi } from 'vitest';
import { feishuChannel } from '../../../src/chat/feishu/feishu.ts';
import type { Delivery } from '../../../src/chat/port.ts';
import { startFeishuStandIn } from '../../../src/sandbox/feishu/stand-in.ts';
import { FIXTURE_APP } from '../../support/feishu-webhook.ts';
import { afterwards, answering, type ChannelBench, MOBILE } from './bench.ts';

/** Feishu over its long connection. */
export async function feishuBench(): Promise<ChannelBench> {
  const now = () => new Date('2026-11-23T02:00:00Z');
  const sleep = async () => {};
  const feishu = await startFeishuStandIn({ ...FIXTURE_APP, now, sleep, newId: randomUUID });
  afterwards(() => feishu.close());
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const made = (over: object) =>
    feishuChannel(
      { connection: 'north', transport: 'websocket', domain: feishu.url, ...FIXTURE_APP, ...over },
      { log, now, sleep, every: () => () => {} },
    );
  const channel = made({});
  afterwards(() => channel.stop());
  const expert = feishu.addPerson('专家一', { mobile: MOBILE });
  const admin = feishu.addPerson('管理员');
  const group = feishu.addGroup('演示群', [expert, admin]);
  await feishu.settled();
  const chatOf = (by: string, where: 'group' | 'private') =>
    where === 'group' ? group : feishu.privateChat(by);
  const messages = (chatId: string) =>
    feishu.messages(chatId).filter(({ sender, recalled }) => sender.kind === 'bot' && !recalled);
  const { get, set } = answering();
  const delivered: Delivery[] = [];
  const bench: ChannelBench = {
    channel,
    expert,
    admin,
    group,
    delivered,
    answer: set,
    card: (id, words) =>
      JSON.stringify({
        schema: '2.0',
        config: { update_multi: true },
        body: {
          elements: [
            { tag: 'div', text: { tag: 'plain_text', content: words } },
            {
              tag: 'button',
              name: 'press',
              text: { tag: 'plain_text', content: '刷新' },
              behaviors: [{ type: 'callback', value: { card: id, act: 'show' } }],
            },
          ],
        },
      }),
    seen: (by, where) => {
      const all = messages(chatOf(by, where));
      const of = (type: string) =>
        all.filter(({ msgType }) => msgType === type).map(({ content }) => content);
      return { cards: of('interactive'), texts: [...of('text'), ...of('post')] };
    },
    files: () =>
      [group, feishu.privateChat(expert)].flatMap(messages).flatMap(({ msgType, content }) => {
        const { file_key: key = '' } =
          msgType === 'file' ? (JSON.parse(content) as { file_key: string }) : {};
        const file = feishu.file(key);
        return file ? [{ name: file.name, bytes: Buffer.from(file.bytes) }] : [];
      }),
    press: async (by, messageId) => {
      const { toast } = await feishu.press({ by, messageId, button: 'press' });
      return toast?.content ?? null;
    },
    say: async (by, where, text, quote) => {
      const chatId = chatOf(by, where === 'private' ? 'private' : 'group');
      const replyTo = quote === undefined ? {} : { replyTo: quote.messageId };
      await feishu.say({ by, chatId, text, mentionBot: where === 'group', ...replyTo });
    },
    drop: async (by, where, name, bytes) => {
      await feishu.drop({ by, chatId: chatOf(by, where), name, bytes });
    },
    loseFiles: () => feishu.faults.failNext('resource', { status: 400, code: 234003 }),
    twice: () => feishu.faults.duplicateEvents(2),
    enter: async (by) => {
      await feishu.enter(by);
    },
    fail: (fault) => {
      if (fault === 'lost-receipt') feishu.faults.dropAnswerNext('send');
      if (fault === 'too-many') feishu.faults.failNext('send', { status: 400, code: 230020 });
      if (fault === 'refused-content') feishu.faults.failNext('send', { status: 400, code: 230099 });
    },
    other: async (how) => ({
      channel: made(
        how === 'wrong-secret' ? { appSecret: 'no-such-secret' } : { domain: 'http://127.0.0.1:9' },
      ),
      logged: () => lines.join(''),
    }),
    markdown: false,
    secrets: [FIXTURE_APP.appSecret],
    logged: () => lines.join(''),
  };
  await channel.start(async (delivery) => {
    delivered.push(delivery);
    return get();
  });
  await vi.waitFor(() => expect(channel.state()).toBe('connected'), { timeout: 10_000, interval: 5 });
  return bench;
}
