import { describe, expect, it, vi } from 'vitest';
import { answerCards, CHANNELS, ID, lastClick, sendCard } from './channel-benches/every.ts';

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

describe.each(CHANNELS)('what the channel %s hears', (_, open) => {
  it('is a click with everything the button carried, and the person sees what it leads to', async () => {
    const bench = await open();
    const { can, connection } = bench.channel;
    const { messageId, chatId } = await sendCard(bench);
    const cardJson = can.answersWithCard ? bench.card(ID, '已记录') : null;
    bench.answer({ notice: { tone: 'success', text: '已记录' }, cardJson });
    const beside = await bench.press(bench.expert, messageId);
    const click = lastClick(bench);
    expect(click).toMatchObject({
      connection,
      messageId,
      chatId,
      value: { card: ID, act: 'show' },
      form: {},
    });
    expect(click?.person).toEqual({ userId: bench.expert, outsider: false });
    expect(click?.ticket === undefined).toBe(!can.editsByTicket);
    expect(beside).toBe(can.toasts ? '已记录' : null);
    const [shown = ''] = bench.seen(bench.expert, 'private').cards;
    expect(shown.includes('已记录')).toBe(can.answersWithCard);
  });

  it('leaves everybody else’s copy of a group’s card as it is', async () => {
    const bench = await open();
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    const { messageId } = await sendCard(bench, { kind: 'group', id: bench.group });
    answerCards(bench);
    await bench.press(bench.expert, messageId);
    expect(bench.seen(bench.admin, 'group').cards[0]).toContain('一种电池隔膜');
    const own = bench.seen(bench.expert, 'group').cards[0] ?? '';
    expect(own.includes('已记录')).toBe(bench.channel.can.answersWithCard);
  });

  it('is what people write to it, without its own name', async () => {
    const bench = await open();
    await bench.say(bench.expert, 'private', '4星 工艺成熟');
    await soon(() => expect(bench.delivered.at(-1)).toMatchObject({ kind: 'reply', chatKind: 'private' }));
    expect(bench.delivered.at(-1)).toMatchObject({ text: '4星 工艺成熟', addressed: true, mentions: [] });
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    await bench.say(bench.expert, 'group', '帮助');
    await soon(() => expect(bench.delivered.at(-1)).toMatchObject({ kind: 'reply', chatKind: 'group' }));
    expect(bench.delivered.at(-1)).toMatchObject({ text: '帮助', addressed: true, chatId: bench.group });
  });

  it('is not what people say among themselves', async () => {
    const bench = await open();
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    await bench.say(bench.expert, 'aside', '下午开会吗');
    await bench.say(bench.expert, 'group', '帮助');
    await soon(() => expect(bench.delivered.some(({ kind }) => kind === 'reply')).toBe(true));
    const heard = bench.delivered.flatMap((each) =>
      each.kind === 'reply' && each.addressed ? [each.text] : [],
    );
    expect(heard).toEqual(['帮助']);
  });

  it('says what a text answers: the message, or its words', async () => {
    const bench = await open();
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    const words = '〔CN209910000001.8〕一种电池隔膜';
    const { messageId } = await bench.channel.send(
      { kind: 'group', id: bench.group },
      { kind: 'text', text: words },
      'lead',
    );
    await bench.say(bench.expert, 'group', '4星', { messageId, words });
    await soon(() => expect(bench.delivered.at(-1)).toMatchObject({ kind: 'reply', text: '4星' }));
    const heard = bench.delivered.at(-1);
    if (heard?.kind !== 'reply') throw new Error('no reply was heard');
    // One of the two is known, and that is enough to find the patent.
    expect(
      [heard.inReplyTo.includes(messageId), heard.quoted.includes('CN209910000001.8')].filter(Boolean),
    ).toEqual([true]);
  });

  it('is that somebody has opened his chat, and greets him where answers are cards', async () => {
    const bench = await open();
    answerCards(bench, '欢迎');
    await bench.enter(bench.admin);
    await soon(() => expect(bench.delivered.map(({ kind }) => kind)).toContain('opened'));
    const greeted = () => bench.seen(bench.admin, 'private').cards.join().includes('欢迎');
    await soon(() => expect(greeted()).toBe(bench.channel.can.answersWithCard));
  });

  it('has one id however often it is delivered, and another for everything else', async () => {
    const bench = await open();
    bench.twice();
    const { messageId } = await sendCard(bench);
    answerCards(bench);
    await bench.press(bench.expert, messageId);
    await bench.say(bench.expert, 'private', '一');
    await bench.say(bench.expert, 'private', '二');
    const twice = (kind: string) => bench.delivered.filter((each) => each.kind === kind);
    await soon(() => expect([twice('click').length, twice('reply').length]).toEqual([2, 4]));
    const ids = [...twice('click'), ...twice('reply')].map(({ deliveryId }) => deliveryId);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => id.length > 0)).toBe(true);
  });
});
