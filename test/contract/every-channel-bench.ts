import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, expect, vi } from 'vitest';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import type { Answer, Channel, Delivery } from '../../src/chat/port.ts';
import { startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { isNode, nodesIn } from '../../src/sandbox/wecom/json.ts';
import { FIXTURE_APP } from '../support/feishu-webhook.ts';
import { channelFor, serve } from './wecom-app-channel-bench.ts';
import { startBotBench } from './wecom-bot-channel-bench.ts';
import { APP, type Bench, BOT, startBench } from './wecom-stand-in-bench.ts';

/** The mobile number of 专家一. */
export const MOBILE = '13800001234';
/** What a fault does to the next call that sends a card or a text. */
export type SendFault = 'lost-receipt' | 'too-many' | 'refused-content';

/** One channel with its stand-in, in words that hold for every channel. */
export interface ChannelBench {
  readonly channel: Channel;
  readonly expert: string;
  /** A group of the expert and the admin; null where the channel reaches none. */
  readonly group: string | null;
  readonly admin: string;
  readonly delivered: Delivery[];
  /** What the service answers from now on. */
  readonly answer: (answer: Answer) => void;
  /** A card in the channel's language with one button, which carries {card, act: 'show'}. */
  readonly card: (id: string, words: string) => string;
  /** What a person sees in a chat: the words of each card, the source of each text. */
  readonly seen: (
    by: string,
    where: 'group' | 'private',
  ) => { readonly cards: string[]; readonly texts: string[] };
  /** The files that were sent, in order. */
  readonly files: () => { readonly name: string; readonly bytes: Buffer }[];
  /** Presses the button of a card; returns the notice that is shown beside it, if any. */
  readonly press: (by: string, messageId: string) => Promise<string | null>;
  readonly say: (by: string, where: 'group' | 'private', text: string) => Promise<void>;
  readonly enter: (by: string) => Promise<void>;
  readonly fail: (fault: SendFault) => void;
  /** The same channel with a wrong secret, or at an address where nobody listens. */
  readonly other: (how: 'wrong-secret' | 'nobody-there') => Channel;
  /** True when texts are read as markdown, so that signs must not act either. */
  readonly markdown: boolean;
  readonly secrets: readonly string[];
  readonly logged: () => string;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** How an answer is kept until it is changed. */
function answering() {
  let current: Answer = { notice: null, cardJson: null };
  return {
    get: () => current,
    set: (answer: Answer) => {
      current = answer;
    },
  };
}

/** Feishu over its long connection. */
export async function feishuBench(): Promise<ChannelBench> {
  const now = () => new Date('2026-11-23T02:00:00Z');
  const sleep = async () => {};
  const feishu = await startFeishuStandIn({ ...FIXTURE_APP, now, sleep, newId: randomUUID });
  open.push(() => feishu.close());
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const made = (over: object) =>
    feishuChannel(
      { connection: 'north', transport: 'websocket', domain: feishu.url, ...FIXTURE_APP, ...over },
      { log, now, sleep, every: () => () => {} },
    );
  const channel = made({});
  open.push(() => channel.stop());
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
    say: async (by, where, text) => {
      await feishu.say({ by, chatId: chatOf(by, where), text, mentionBot: where === 'group' });
    },
    enter: async (by) => {
      await feishu.enter(by);
    },
    fail: (fault) => {
      if (fault === 'lost-receipt') feishu.faults.dropAnswerNext('send');
      if (fault === 'too-many') feishu.faults.failNext('send', { status: 400, code: 230020 });
      if (fault === 'refused-content') feishu.faults.failNext('send', { status: 400, code: 230099 });
    },
    other: (how) =>
      made(how === 'wrong-secret' ? { appSecret: 'no-such-secret' } : { domain: 'http://127.0.0.1:9' }),
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

/** What bot and app of WeCom have in common. */
function inWecom(
  { wecom }: Bench,
  channel: Channel,
  people: Pick<ChannelBench, 'expert' | 'admin' | 'group'>,
  whom: 'bot' | 'app',
) {
  const { expert, group } = people;
  const chatOf = (by: string, where: 'group' | 'private') =>
    where === 'group' ? (group ?? '') : wecom.privateChat(by, whom);
  const sent = (by: string, where: 'group' | 'private') =>
    wecom.messages(chatOf(by, where)).filter(({ author, recalled }) => author.kind === whom && !recalled);
  return {
    channel,
    ...people,
    card: (id: string, words: string) =>
      JSON.stringify({
        card_type: 'button_interaction',
        task_id: id,
        source: { desc: '盘活助手', desc_color: 0 },
        main_title: { title: words },
        button_list: [{ text: '刷新', style: 1, key: JSON.stringify({ card: id, act: 'show' }) }],
      }),
    seen: (by: string, where: 'group' | 'private') => ({
      cards: sent(by, where).flatMap(({ card, copies }) =>
        card === null ? [] : [JSON.stringify(copies.get(by)?.card ?? card)],
      ),
      texts: sent(by, where).flatMap(({ card, mediaId, text }) =>
        card === null && mediaId === null ? [text] : [],
      ),
    }),
    files: () =>
      [...(group === null ? [] : sent(expert, 'group')), ...sent(expert, 'private')].flatMap(
        ({ mediaId }) => {
          const media = mediaId === null ? undefined : wecom.media(mediaId);
          return media ? [{ name: media.name, bytes: media.bytes }] : [];
        },
      ),
    press: async (by: string, taskId: string) => {
      const chats = wecom.view([by])[0]?.chats ?? [];
      const found = chats
        .flatMap(({ messages }) => messages)
        .find(({ card }) => isNode(card) && card['task_id'] === taskId);
      const [button] = nodesIn(isNode(found?.card) ? found.card['button_list'] : []);
      await wecom.press({ by, messageId: found?.messageId ?? '', key: String(button?.['key']) });
      return null;
    },
    say: async (by: string, where: 'group' | 'private', text: string) => {
      await wecom.say({ by, chatId: chatOf(by, where), text, mentionBot: where === 'group' });
    },
    enter: async (by: string) => {
      await wecom.enter(by, whom);
    },
    fail: (fault: SendFault) => {
      const api = whom === 'bot' ? 'aibot_send_msg' : 'message/send';
      if (fault === 'lost-receipt') wecom.faults.loseAckNext(api);
      if (fault === 'too-many') wecom.faults.failNext(api, 45009);
      if (fault === 'refused-content') wecom.faults.failNext(api, 42014 + 21);
    },
  };
}

/** WeCom's bot on its long connection; everybody has written to it before. */
export async function wecomBotBench(): Promise<ChannelBench> {
  const bench = await startBotBench();
  const { wecom, expert, admin, group } = bench;
  await wecom.say({ by: expert, chatId: group, text: '你好', mentionBot: true });
  for (const by of [expert, admin])
    await wecom.say({ by, chatId: wecom.privateChat(by, 'bot'), text: '你好' });
  const { get, set } = answering();
  const one = bench.process({ handle: async () => get() });
  await bench.start(one);
  return {
    ...inWecom(bench, one.channel, { expert, admin, group }, 'bot'),
    delivered: one.delivered,
    answer: set,
    other: (how) =>
      bench.process(how === 'wrong-secret' ? { secret: 'no-such-secret' } : { url: 'ws://127.0.0.1:9' })
        .channel,
    markdown: true,
    secrets: [BOT.secret],
    logged: () => one.logged.join(''),
  };
}

const REFUSED = { status: 401, type: 'text/plain', body: '' } as const;

/** WeCom's app with its callbacks. */
export async function wecomAppBench(): Promise<ChannelBench> {
  const bench = await startBench();
  const { wecom } = bench;
  const expert = wecom.addPerson('专家二', { mobile: MOBILE });
  const delivered: Delivery[] = [];
  const { get, set } = answering();
  const called: { channel?: Channel } = {};
  const url = await serve('/chat/wecom/default', (request) => {
    try {
      const { channel } = called;
      if (!channel) return REFUSED;
      const incoming = channel.open(request);
      if (incoming.kind === 'challenge') return incoming.answer;
      delivered.push(incoming.delivery);
      return channel.answer(incoming.delivery, get());
    } catch {
      return REFUSED;
    }
  });
  const made = channelFor(bench, { baseUrl: new URL(url).origin });
  const { channel, settings } = made;
  called.channel = channel;
  const { token, encodingAesKey } = settings;
  await wecom.saveCallback({ url, token, encodingAesKey });
  await channel.start(async () => get());
  return {
    ...inWecom(bench, channel, { expert, admin: bench.admin, group: null }, 'app'),
    delivered,
    answer: set,
    other: (how) =>
      channelFor(
        bench,
        how === 'wrong-secret' ? { secret: 'no-such-secret' } : { apiUrl: 'http://127.0.0.1:9' },
      ).channel,
    markdown: false,
    secrets: [APP.secret, token, encodingAesKey],
    logged: made.logged,
  };
}
