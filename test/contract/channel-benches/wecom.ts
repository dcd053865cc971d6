import { expect } from 'vitest';
import type { Channel, Delivery } from '../../../src/chat/port.ts';
import { isNode, nodesIn } from '../../../src/sandbox/wecom/json.ts';
import { channelFor, serve } from '../wecom-app-channel-bench.ts';
import { soon, startBotBench } from '../wecom-bot-channel-bench.ts';
import { APP, type Bench, BOT, startBench } from '../wecom-stand-in-bench.ts';
import { answering, type ChannelBench, MOBILE, type SendFault } from './bench.ts';

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
    say: async (
      by: string,
      where: 'group' | 'private' | 'aside',
      text: string,
      quoted?: { readonly words: string },
    ) => {
      const chatId = chatOf(by, where === 'private' ? 'private' : 'group');
      const message = wecom.messages(chatId).find((each) => quoted && each.text.includes(quoted.words));
      const quote = message === undefined ? {} : { quote: message.messageId };
      await wecom.say({ by, chatId, text, mentionBot: where === 'group', ...quote });
    },
    drop: async (by: string, where: 'group' | 'private', name: string, bytes: Buffer) => {
      await wecom.drop({ by, chatId: chatOf(by, where), name, bytes });
    },
    loseFiles: () => wecom.faults.failNext('download', 40007),
    twice: () => wecom.faults.duplicateCallbacks(2),
    enter: async (by: string) => {
      await wecom.enter(by, whom);
    },
    fail: (fault: SendFault) => {
      const api = whom === 'bot' ? 'aibot_send_msg' : 'message/send';
      if (fault === 'lost-receipt') wecom.faults.loseAckNext(api);
      if (fault === 'too-many') wecom.faults.failNext(api, 45009);
      if (fault === 'refused-content') wecom.faults.failNext(api, 42035);
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
    other: async (how) => {
      // One process at a time has the bot.
      await one.channel.stop();
      const other = bench.process(
        how === 'wrong-secret' ? { secret: 'no-such-secret' } : { url: 'ws://127.0.0.1:9' },
      );
      void bench.start(other);
      await soon(() => expect(other.logged).not.toEqual([]));
      return { channel: other.channel, logged: () => other.logged.join('') };
    },
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
    other: async (how) =>
      channelFor(
        bench,
        how === 'wrong-secret' ? { secret: 'no-such-secret' } : { apiUrl: 'http://127.0.0.1:9' },
      ),
    markdown: false,
    secrets: [APP.secret, token, encodingAesKey],
    logged: made.logged,
  };
}
