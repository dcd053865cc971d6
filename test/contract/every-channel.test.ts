import { describe, expect, it, vi } from 'vitest';
import type { Address, Click, Sent } from '../../src/chat/port.ts';
import { AppError } from '../../src/errors.ts';
import {
  type ChannelBench,
  feishuBench,
  MOBILE,
  wecomAppBench,
  wecomBotBench,
} from './every-channel-bench.ts';

const CHANNELS = [
  ['feishu', feishuBench],
  ['wecom-bot', wecomBotBench],
  ['wecom-app', wecomAppBench],
] as const;

/** Ids of cards are made by the service; WeCom takes them for its own. */
const ID = '01a20686-7626-77d1-80ab-80da69809aeb';
const HOSTILE =
  '〔CN1〕**粗** [链接](https://evil.example) <a href="https://evil.example">点</a> <at id=all></at> <@all> # 标题';

const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

function sendCard(
  { channel, expert, card }: ChannelBench,
  words = '一种电池隔膜',
  to?: Address,
): Promise<Sent> {
  return channel.send(to ?? { kind: 'person', id: expert }, { kind: 'card', json: card(ID, words) }, ID);
}

async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw new Error(`no failure of ours came, but ${String(outcome)}`);
}

function lastClick({ delivered }: ChannelBench): Click | undefined {
  return delivered.findLast((each): each is Click => each.kind === 'click');
}

describe.each(CHANNELS)('the channel %s', (name, open) => {
  it('has its own name and connection, and can be asked for both', async () => {
    const { channel } = await open();
    expect(channel.name).toBe(name);
    await soon(() => expect(channel.state()).toBe('connected'));
    expect(channel.canSend()).toBe(true);
  });

  it('sends a card to a person', async () => {
    const bench = await open();
    const sent = await sendCard(bench);
    expect(bench.seen(bench.expert, 'private').cards).toEqual([expect.stringContaining('一种电池隔膜')]);
    expect(sent.ticket === undefined).toBe(!bench.channel.can.editsByTicket);
  });

  it('sends a card to a group where it reaches groups, and nothing anywhere else', async () => {
    const bench = await open();
    const { can } = bench.channel;
    if (can.reaches === 'people') {
      await failureOf(sendCard(bench, '一种电池隔膜', { kind: 'group', id: 'any-group' }));
      expect(bench.group).toBeNull();
      expect(bench.seen(bench.expert, 'private').cards).toEqual([]);
    } else {
      await sendCard(bench, '一种电池隔膜', { kind: 'group', id: bench.group ?? '' });
      for (const by of [bench.expert, bench.admin]) expect(bench.seen(by, 'group').cards).toHaveLength(1);
    }
  });

  it('shows a card once that is sent twice under one key, within the time it promises', async () => {
    const bench = await open();
    expect(bench.channel.can.idempotentMs.card).toBeGreaterThan(0);
    const first = await sendCard(bench);
    const second = await sendCard(bench);
    expect(second.messageId).toBe(first.messageId);
    expect(bench.seen(bench.expert, 'private').cards).toHaveLength(1);
  });

  it('says that nobody knows when the receipt of a card was lost; another try shows it once', async () => {
    const bench = await open();
    bench.fail('lost-receipt');
    const failing = failureOf(sendCard(bench));
    const { outside } = await failing;
    expect(outside).toMatchObject({ reaction: 'retry', ambiguous: true });
    await sendCard(bench);
    expect(bench.seen(bench.expert, 'private').cards).toHaveLength(1);
  }, 20_000);

  it('shows words literally: no link, no mention, no heading', async () => {
    const bench = await open();
    const message = { kind: 'text', title: HOSTILE, text: `${HOSTILE}\n${HOSTILE}` } as const;
    await bench.channel.send({ kind: 'person', id: bench.expert }, message, 'words');
    const [text = ''] = bench.seen(bench.expert, 'private').texts;
    expect(text).toContain('CN1');
    expect(text).not.toMatch(/<a href|<at id=all>|<at user_id|<@all>/u);
    if (bench.markdown) expect(text).not.toMatch(/\]\(http|\*\*粗|^#/mu);
  });

  it('sends a file byte for byte under its name', async () => {
    const bench = await open();
    expect(bench.channel.can.fileBytes).toBeGreaterThan(1_000_000);
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251);
    const file = { kind: 'file', name: '专利清单.xlsx', bytes } as const;
    await bench.channel.send({ kind: 'person', id: bench.expert }, file, 'file');
    const [arrived] = bench.files();
    expect(arrived?.name).toBe('专利清单.xlsx');
    expect(arrived?.bytes.equals(Buffer.from(bytes))).toBe(true);
  });

  it('hears a click with everything the button carried, and shows what it leads to', async () => {
    const bench = await open();
    const { can, connection } = bench.channel;
    const { messageId } = await sendCard(bench);
    const shown = can.answersWithCard ? bench.card(ID, '已记录') : null;
    bench.answer({ notice: { tone: 'success', text: '已记录' }, cardJson: shown });
    const beside = await bench.press(bench.expert, messageId);
    const click = lastClick(bench);
    expect(click).toMatchObject({ connection, messageId, value: { card: ID, act: 'show' }, form: {} });
    expect(click?.person).toEqual({ userId: bench.expert, outsider: false });
    expect(beside).toBe(can.toasts ? '已记录' : null);
    expect(bench.seen(bench.expert, 'private').cards[0]?.includes('已记录')).toBe(can.answersWithCard);
    expect(click?.ticket === undefined).toBe(!can.editsByTicket);
  });

  it('changes nobody else’s copy of a group’s card by the answer to a click', async () => {
    const bench = await open();
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    const { messageId } = await sendCard(bench, '一种电池隔膜', { kind: 'group', id: bench.group });
    const cardJson = bench.channel.can.answersWithCard ? bench.card(ID, '已记录') : null;
    bench.answer({ notice: null, cardJson });
    await bench.press(bench.expert, messageId);
    expect(bench.seen(bench.admin, 'group').cards[0]).toContain('一种电池隔膜');
  });

  it('edits a card as long as it says it can', async () => {
    const bench = await open();
    const { channel, card } = bench;
    const { messageId, ticket = null } = await sendCard(bench);
    if (channel.can.updateLaterMs === 0) {
      await failureOf(channel.update(messageId, card(ID, '新的状态'), ticket));
      expect(bench.seen(bench.expert, 'private').cards[0]).toContain('一种电池隔膜');
      return;
    }
    await channel.update(messageId, card(ID, '新的状态'), ticket);
    expect(bench.seen(bench.expert, 'private').cards).toEqual([expect.stringContaining('新的状态')]);
    if (!channel.can.editsByTicket) return expect(ticket).toBeNull();
    const { outside } = await failureOf(channel.update(messageId, card(ID, '更新的状态'), ticket));
    expect(outside?.reaction).toBe('ticket-spent');
    await bench.press(bench.expert, messageId);
    await channel.update(messageId, card(ID, '更新的状态'), lastClick(bench)?.ticket ?? null);
    expect(bench.seen(bench.expert, 'private').cards).toEqual([expect.stringContaining('更新的状态')]);
  });

  it('hears what people write to it, without its own name', async () => {
    const bench = await open();
    await bench.say(bench.expert, 'private', '4星 工艺成熟');
    await soon(() => expect(bench.delivered.at(-1)).toMatchObject({ kind: 'reply', chatKind: 'private' }));
    expect(bench.delivered.at(-1)).toMatchObject({ text: '4星 工艺成熟', addressed: true, mentions: [] });
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    await bench.say(bench.expert, 'group', '帮助');
    await soon(() => expect(bench.delivered.at(-1)).toMatchObject({ kind: 'reply', chatKind: 'group' }));
    expect(bench.delivered.at(-1)).toMatchObject({ text: '帮助', addressed: true, chatId: bench.group });
  });

  it('hears that somebody has opened his chat', async () => {
    const bench = await open();
    if (bench.channel.can.answersWithCard)
      bench.answer({ notice: null, cardJson: bench.card(ID, '盘活助手') });
    await bench.enter(bench.admin);
    await soon(() => expect(bench.delivered.map(({ kind }) => kind)).toContain('opened'));
    if (bench.channel.can.answersWithCard)
      await soon(() => expect(bench.seen(bench.admin, 'private').cards.join()).toContain('盘活助手'));
  });

  it('gives each delivery an id of its own', async () => {
    const bench = await open();
    const { messageId } = await sendCard(bench);
    if (bench.channel.can.answersWithCard) bench.answer({ notice: null, cardJson: bench.card(ID, '好') });
    await bench.press(bench.expert, messageId);
    await bench.say(bench.expert, 'private', '一');
    await bench.say(bench.expert, 'private', '二');
    await soon(() => expect(bench.delivered.filter(({ kind }) => kind === 'reply')).toHaveLength(2));
    const ids = bench.delivered.map(({ deliveryId }) => deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.length > 0)).toBe(true);
  });

  it('refuses a webhook request that proves nothing, without a word on why', async () => {
    const { channel } = await open();
    const request = { query: { msg_signature: 'x', timestamp: '1', nonce: '2' }, headers: {} };
    for (const method of ['GET', 'POST']) {
      const body = Buffer.from('<xml><Encrypt>AAAA</Encrypt></xml>');
      const act = () => channel.open({ ...request, method, body });
      expect(act).toThrow(expect.objectContaining({ kind: 'unverified' }));
    }
  });

  it('finds a card within its limits, and one that is far too large', async () => {
    const { channel, card } = await open();
    expect(channel.lint(card(ID, '一种电池隔膜'))).toEqual([]);
    expect(channel.lint(card(ID, '长'.repeat(60_000)))).not.toEqual([]);
  });

  it('says what to do when too much was sent, and when the content was refused', async () => {
    const bench = await open();
    bench.fail('too-many');
    const tooMany = await failureOf(sendCard(bench));
    expect(tooMany.outside).toMatchObject({ reaction: 'retry' });
    expect(tooMany.outside?.ambiguous ?? false).toBe(false);
    bench.fail('refused-content');
    expect((await failureOf(sendCard(bench))).outside?.reaction).toBe('content-refused');
    await sendCard(bench);
    expect(bench.seen(bench.expert, 'private').cards).toHaveLength(1);
  });

  it('tells no secret when the platform refuses it, or cannot be reached', async () => {
    const bench = await open();
    for (const how of ['wrong-secret', 'nobody-there'] as const) {
      const failure = await failureOf(sendCard({ ...bench, channel: bench.other(how) }));
      expect(failure.kind).toBe('outside');
      const said = JSON.stringify([failure.message, failure.code, failure.facts]) + bench.logged();
      for (const secret of [...bench.secrets, 'no-such-secret']) expect(said).not.toContain(secret);
    }
    expect(bench.seen(bench.expert, 'private').cards).toEqual([]);
  });

  it('finds people by their mobile numbers where it can, and nobody otherwise', async () => {
    const { channel, expert } = await open();
    const found = await channel.findPeople([MOBILE, '13900009999']);
    expect([...found]).toEqual(channel.can.findsPeople ? [[MOBILE, expert]] : []);
  });

  it('is examined without harm: all is well, or what to do is said in Chinese', async () => {
    const bench = await open();
    const well = await bench.channel.examine();
    expect(well.length).toBeGreaterThan(0);
    expect(well.filter(({ ok }) => !ok)).toEqual([]);
    expect(bench.channel.canSend()).toBe(true);
    // Of a connection that one process holds, only the holder is looked at.
    await bench.channel.stop();
    const wrong = await bench.other('nobody-there').examine();
    expect(wrong.some(({ ok }) => !ok)).toBe(true);
    for (const { what, say } of [...well, ...wrong]) expect(what + say).toMatch(/[\u4e00-\u9fff]/u);
    for (const secret of bench.secrets) expect(JSON.stringify([well, wrong])).not.toContain(secret);
  }, 20_000);

  it('stops in peace, twice', async () => {
    const { channel } = await open();
    await channel.stop();
    await channel.stop();
  });
});

describe.each(CHANNELS)('what %s can do', (_, open) => {
  it('fits together', async () => {
    const { can } = (await open()).channel;
    if (!can.hears) expect([can.answersWithCard, can.toasts]).toEqual([false, false]);
    if (can.editsByTicket) expect(can.updateLaterMs).toBeGreaterThan(0);
    if (can.cards === null) expect(can.leads).toBe(false);
    expect(can.toasts && can.answersWithCard).toBe(false);
    expect(can.answerWithinMs).toBeLessThan(5000);
    for (const { everyMs, burst } of [...can.limits.send, ...can.limits.update]) {
      expect(everyMs).toBeGreaterThan(0);
      expect(burst).toBeGreaterThanOrEqual(0);
    }
  });
});
