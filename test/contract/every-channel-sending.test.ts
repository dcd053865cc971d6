import { describe, expect, it } from 'vitest';
import { cardRenderer } from '../../src/chat/card-renderer.ts';
import { SAMPLE_CARDS } from '../../src/sandbox/sample-cards.ts';
import { viewsOf } from '../../src/sandbox/sample-views.ts';
import { answerCards, CHANNELS, failureOf, ID, lastClick, sendCard } from './channel-benches/every.ts';

const HOSTILE =
  '〔CN1〕**粗** [链接](https://evil.example) <a href="https://evil.example">点</a> <at id=all></at> <@all> @all \\ \u200b # 标题';

describe.each(CHANNELS)('what the channel %s sends', (_, open) => {
  it('is a card that a person sees, with a ticket where edits need one', async () => {
    const bench = await open();
    const sent = await sendCard(bench);
    expect(bench.seen(bench.expert, 'private').cards).toEqual([expect.stringContaining('一种电池隔膜')]);
    expect(sent.ticket === undefined).toBe(!bench.channel.can.editsByTicket);
  });

  it('reaches a group where it says so, and nothing anywhere else', async () => {
    const bench = await open();
    const toGroup = sendCard(bench, { kind: 'group', id: bench.group ?? 'any-group' });
    if (bench.channel.can.reaches === 'people') {
      expect((await failureOf(toGroup)).kind).not.toBe('refused');
      expect(bench.group).toBeNull();
      expect(bench.seen(bench.expert, 'private').cards).toEqual([]);
    } else {
      await toGroup;
      for (const by of [bench.expert, bench.admin]) expect(bench.seen(by, 'group').cards).toHaveLength(1);
    }
  });

  it('is one card although it is sent twice under one key, within the time it promises', async () => {
    const bench = await open();
    expect(bench.channel.can.idempotentMs.card).toBeGreaterThan(0);
    const [first, second] = [await sendCard(bench), await sendCard(bench)];
    expect(second.messageId).toBe(first.messageId);
    expect(bench.seen(bench.expert, 'private').cards).toHaveLength(1);
  });

  it('is one card although its first receipt was lost, which it admits not to know', async () => {
    const bench = await open();
    bench.fail('lost-receipt');
    const { outside } = await failureOf(sendCard(bench));
    expect(outside).toMatchObject({ reaction: 'retry', ambiguous: true });
    await sendCard(bench);
    expect(bench.seen(bench.expert, 'private').cards).toHaveLength(1);
  }, 20_000);

  it('is words that mean nothing but themselves, under their title', async () => {
    const bench = await open();
    const message = { kind: 'text', title: HOSTILE, text: `第一行\n${HOSTILE}` } as const;
    await bench.channel.send({ kind: 'person', id: bench.expert }, message, 'words');
    const [text = ''] = bench.seen(bench.expert, 'private').texts;
    expect(text).not.toMatch(/<a href|<at id=all>|<at user_id|<@all>/u);
    if (bench.markdown) expect(text).not.toMatch(/\]\(http|\*\*粗|^#/mu);
    expect(text.indexOf('CN1')).toBeLessThan(text.indexOf('第一行'));
    expect(text).toMatch(/(\n|\\n)第一行(\n|\\n)/u);
  });

  it('is as much of a very long text as the product takes', async () => {
    const bench = await open();
    const message = { kind: 'text', text: `开头${'长'.repeat(60_000)}` } as const;
    await bench.channel.send({ kind: 'person', id: bench.expert }, message, 'long');
    expect(bench.seen(bench.expert, 'private').texts[0]).toContain('开头长长长');
  });

  it('is a file byte for byte under its name', async () => {
    const bench = await open();
    const bytes = Uint8Array.from({ length: 300_000 }, (_byte, index) => (index * 7) % 251);
    expect(bench.channel.can.fileBytes).toBeGreaterThan(bytes.length);
    const file = { kind: 'file', name: '专利清单.xlsx', bytes } as const;
    await bench.channel.send({ kind: 'person', id: bench.expert }, file, 'file');
    const [arrived] = bench.files();
    expect(arrived?.name).toBe('专利清单.xlsx');
    expect(arrived?.bytes.equals(Buffer.from(bytes))).toBe(true);
  });

  it('is judged beforehand: every card of ours is within its limits, a far too large one is not', async () => {
    const { channel, card } = await open();
    const render = cardRenderer(channel.can.cards ?? 'feishu');
    let ids = 0;
    const newId = () => `01a20686-7626-77d1-80ab-${String(++ids).padStart(12, '0')}`;
    const samples = await viewsOf(SAMPLE_CARDS, newId);
    expect(samples.flatMap(({ kind, view }) => channel.lint(render(kind, view)))).toEqual([]);
    expect(channel.lint(card(ID, '长'.repeat(60_000)))).not.toEqual([]);
  });

  it('comes back with what to do when too much was sent, and when the content was refused', async () => {
    const bench = await open();
    bench.fail('too-many');
    const { outside } = await failureOf(sendCard(bench));
    expect([outside?.reaction, outside?.ambiguous ?? false]).toEqual(['retry', false]);
    bench.fail('refused-content');
    expect((await failureOf(sendCard(bench))).outside?.reaction).toBe('content-refused');
    await sendCard(bench);
    expect(bench.seen(bench.expert, 'private').cards).toHaveLength(1);
  });

  it('can be edited as long as it says, with a ticket for each edit where it asks for one', async () => {
    const bench = await open();
    const { channel, card } = bench;
    const { can } = channel;
    const shown = () => bench.seen(bench.expert, 'private').cards;
    const { messageId, ticket = null } = await sendCard(bench);
    if (can.updateLaterMs === 0) {
      await failureOf(channel.update(messageId, card(ID, '新的状态'), ticket));
      return expect(shown()).toEqual([expect.stringContaining('一种电池隔膜')]);
    }
    if (can.editsByTicket) await failureOf(channel.update(messageId, card(ID, '没有凭证'), null));
    await channel.update(messageId, card(ID, '新的状态'), ticket);
    expect(shown()).toEqual([expect.stringContaining('新的状态')]);
    if (!can.editsByTicket) return expect(ticket).toBeNull();
    const { outside } = await failureOf(channel.update(messageId, card(ID, '再一次'), ticket));
    expect(outside?.reaction).toBe('ticket-spent');
    answerCards(bench);
    await bench.press(bench.expert, messageId);
    await channel.update(messageId, card(ID, '点击之后'), lastClick(bench)?.ticket ?? null);
    expect(shown()).toEqual([expect.stringContaining('点击之后')]);
  });
});
