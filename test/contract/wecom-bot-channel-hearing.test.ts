import { describe, expect, it } from 'vitest';
import type { Answer, DeliveryHandler } from '../../src/chat/port.ts';
import {
  type BotBench,
  type BotProcess,
  NAME,
  SILENCE,
  soon,
  startBotBench,
} from './wecom-bot-channel-bench.ts';

const VALUE = { card: 'card-1', act: 'rate', stars: 5 };
const KEY = JSON.stringify(VALUE);

const card = (title: string) => ({
  card_type: 'button_interaction',
  task_id: 'card-1',
  main_title: { title },
  button_selection: {
    question_key: 'way',
    title: '方式',
    selected_id: '0',
    option_list: [
      { id: '0', text: '请选择' },
      { id: 'license', text: '许可' },
    ],
  },
  button_list: [{ text: '★★★★★', style: 1, key: KEY }],
});
const RATED: Answer = { notice: null, cardJson: JSON.stringify(card('你评了五星')) };

interface Heard extends BotBench, BotProcess {}

/** A connected channel that 专家一 has addressed in the group and in private, with nothing delivered yet. */
async function heard(handle: DeliveryHandler = async () => SILENCE): Promise<Heard> {
  const bench = await startBotBench();
  const { wecom, expert, group } = bench;
  const one = await bench.start(bench.process({ handle }));
  await wecom.say({ by: expert, chatId: group, text: '绑定', mentionBot: true });
  await wecom.say({ by: expert, chatId: wecom.privateChat(expert, 'bot'), text: '你好' });
  await soon(() => expect(one.delivered).toHaveLength(2));
  one.delivered.length = 0;
  return { ...bench, ...one };
}

/** Sends the card to the group or to 专家一 and returns the stand-in's id of the message. */
async function sent({ channel, wecom, expert, group }: Heard, kind: 'group' | 'person'): Promise<string> {
  const message = { kind: 'card', json: JSON.stringify(card('一种电池')) } as const;
  await channel.send({ kind, id: kind === 'group' ? group : expert }, message, 'key-1');
  const chat = kind === 'group' ? group : wecom.privateChat(expert, 'bot');
  return wecom.messages(chat).at(-1)?.messageId ?? '';
}

const titleOf = ({ wecom, group }: Heard, userId: string) =>
  wecom.messages(group).at(-1)?.copies.get(userId)?.card['main_title'];

describe('a click', () => {
  it('carries what its button carries, and changes the card of the clicker alone', async () => {
    const bench = await heard(async () => RATED);
    const messageId = await sent(bench, 'group');
    const { wecom, expert, admin, group } = bench;
    expect(await wecom.press({ by: expert, messageId, key: KEY })).toBe('answered');
    expect(bench.delivered).toEqual([
      {
        kind: 'click',
        connection: expect.any(String),
        deliveryId: expect.stringMatching(/^CAI/),
        person: { userId: expert, outsider: false },
        chatId: group,
        messageId: 'card-1',
        value: VALUE,
        form: {},
      },
    ]);
    expect([titleOf(bench, expert), titleOf(bench, admin)]).toEqual([{ title: '你评了五星' }, undefined]);
  });

  it('in a private chat has the person for its chat, and brings what was chosen', async () => {
    const bench = await heard(async () => RATED);
    const messageId = await sent(bench, 'person');
    const { wecom, expert } = bench;
    expect(await wecom.press({ by: expert, messageId, key: KEY, choices: { way: ['license'] } })).toBe(
      'answered',
    );
    expect(bench.delivered).toEqual([
      expect.objectContaining({ chatId: expert, messageId: 'card-1', form: { way: 'license' } }),
    ]);
  });

  it('with no card for an answer is left unanswered', async () => {
    const bench = await heard();
    const messageId = await sent(bench, 'group');
    const pressed = bench.wecom.press({ by: bench.expert, messageId, key: KEY });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    bench.clock.advance(5000);
    expect(await pressed).toBe('unanswered');
  });

  it('that is handled too late is handled all the same, and the lost answer is logged', async () => {
    let finish = (): void => {};
    const late = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const bench = await heard(async (delivery) => {
      if (delivery.kind === 'click') await late;
      return RATED;
    });
    const messageId = await sent(bench, 'group');
    const pressed = bench.wecom.press({ by: bench.expert, messageId, key: KEY });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    bench.clock.advance(5000);
    expect(await pressed).toBe('unanswered');
    finish();
    await soon(() => expect(bench.logged.join()).toContain('wecom_answer_too_late'));
    expect(bench.channel.canSend()).toBe(true);
  });

  it('delivered twice has the same id twice, so that the handler knows it', async () => {
    const bench = await heard(async () => RATED);
    const messageId = await sent(bench, 'group');
    bench.wecom.faults.duplicateCallbacks(2);
    await bench.wecom.press({ by: bench.expert, messageId, key: KEY });
    await soon(() => expect(bench.delivered).toHaveLength(2));
    const [first, second] = bench.delivered;
    expect(first).toEqual(second);
    await soon(() => expect(bench.logged.join()).toContain('wecom_answered_already'));
  });

  it('whose handling fails is logged and harms nothing else', async () => {
    const bench = await heard((delivery) =>
      delivery.kind === 'click' ? Promise.reject(new Error('broken')) : Promise.resolve(SILENCE),
    );
    const messageId = await sent(bench, 'group');
    const pressed = bench.wecom.press({ by: bench.expert, messageId, key: KEY });
    await soon(() => expect(bench.alarms()).toEqual(['handling a WeCom delivery failed']));
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '在吗', mentionBot: true });
    await soon(() => expect(bench.delivered).toHaveLength(2));
    bench.clock.advance(5000);
    expect(await pressed).toBe('unanswered');
  });
});

describe('a text', () => {
  it('in a group comes without the mention of the bot', async () => {
    const bench = await heard();
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '5星 很好', mentionBot: true });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    expect(bench.delivered).toEqual([
      {
        kind: 'reply',
        connection: expect.any(String),
        deliveryId: expect.any(String),
        person: { userId: bench.expert, outsider: false },
        chatId: bench.group,
        chatKind: 'group',
        messageId: expect.any(String),
        inReplyTo: [],
        quoted: '',
        text: '5星 很好',
        addressed: true,
        mentions: [],
      },
    ]);
  });

  it('that quotes one of our messages brings its words', async () => {
    const bench = await heard();
    const { channel, wecom, expert, group } = bench;
    const lead = { kind: 'text', text: '摘要', title: '〔P-123〕一种电池' } as const;
    await channel.send({ kind: 'group', id: group }, lead, 'key-1');
    const quote = wecom.messages(group).at(-1)?.messageId ?? '';
    await wecom.say({ by: expert, chatId: group, text: '4星', mentionBot: true, quote });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    expect(bench.delivered).toEqual([
      expect.objectContaining({ text: '4星', quoted: expect.stringContaining('〔P-123〕') }),
    ]);
  });

  it('in a private chat is addressed to the bot without a mention', async () => {
    const bench = await heard();
    const { wecom, expert } = bench;
    await wecom.say({ by: expert, chatId: wecom.privateChat(expert, 'bot'), text: '帮助' });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    expect(bench.delivered).toEqual([
      expect.objectContaining({ chatKind: 'private', chatId: expert, text: '帮助', addressed: true }),
    ]);
  });

  it('never reaches the log, nor does who wrote it', async () => {
    const bench = await heard();
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '一句私话', mentionBot: true });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    expect(bench.logged.join('\n')).not.toMatch(new RegExp(`一句私话|${NAME}|${bench.expert}`));
  });
});

describe('opening the private chat', () => {
  it('is answered with the card that the handler gives', async () => {
    const bench = await heard(async ({ kind }) => (kind === 'opened' ? RATED : SILENCE));
    const { wecom, expert } = bench;
    const chat = await wecom.enter(expert, 'bot');
    await soon(() => expect(wecom.messages(chat).at(-1)?.card).toMatchObject({ task_id: 'card-1' }));
    expect(bench.delivered).toEqual([
      expect.objectContaining({
        kind: 'opened',
        chatId: expert,
        person: { userId: expert, outsider: false },
      }),
    ]);
  });

  it('is answered with nothing when there is no card', async () => {
    const bench = await heard();
    const chat = await bench.wecom.enter(bench.admin, 'bot');
    await soon(() => expect(bench.delivered).toHaveLength(1));
    expect(bench.wecom.messages(chat)).toEqual([]);
  });
});

describe('stopping', () => {
  it('waits for the answer that is being made', async () => {
    let finish = (): void => {};
    const busy = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const bench = await heard(async ({ kind }) => {
      if (kind === 'click') await busy;
      return RATED;
    });
    const messageId = await sent(bench, 'group');
    const pressed = bench.wecom.press({ by: bench.expert, messageId, key: KEY });
    await soon(() => expect(bench.delivered).toHaveLength(1));
    const stopped = bench.channel.stop();
    finish();
    await stopped;
    expect(await pressed).toBe('answered');
  });
});
