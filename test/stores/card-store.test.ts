import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SentCard } from '../../src/stores/card-store.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('cards', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const pending = (over: Partial<SentCard> = {}): SentCard => ({
    id: world.newId(),
    kind: 'patent',
    subjectId: world.newId(),
    enterpriseId: world.newId(),
    chatId: world.newId(),
    connection: 'feishu',
    viewerId: null,
    messageId: null,
    channelChatId: null,
    turnedTo: '',
    shown: null,
    matters: '',
    state: 'pending',
    sentAt: null,
    ...over,
  });
  const ensure = (card: SentCard, at = AT) => inTx((tx) => tx.cards.ensure(card, at));
  const sent = (card: SentCard, messageId = `om_${card.id}`): SentCard => ({
    ...card,
    messageId,
    channelChatId: 'oc_1',
    shown: 'f'.repeat(64),
    state: 'sent',
    sentAt: later(5),
  });

  it('come back as they were put in', async () => {
    const card = pending({ viewerId: world.newId() });
    await ensure(card);
    expect(await inTx((tx) => tx.cards.find(card.id))).toEqual(card);
    await inTx((tx) => tx.cards.replace(sent(card)));
    expect(await inTx((tx) => tx.cards.find(card.id))).toEqual(sent(card));
  });

  it('are one at a place, however many open it at once', async () => {
    const card = pending();
    const opened = await Promise.all(Array.from({ length: 8 }, () => ensure({ ...card, id: world.newId() })));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(await inTx((tx) => tx.cards.ofSubject(card.subjectId))).toHaveLength(1);
  });

  it('are others in another chat, about another match and of another kind', async () => {
    const card = pending();
    const others = [{}, { chatId: world.newId() }, { subjectId: world.newId() }, { kind: 'review' as const }];
    const opened = await Promise.all(others.map((over) => ensure({ ...card, id: world.newId(), ...over })));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(4);
  });

  it('give their place free when they are gone, and keep their history', async () => {
    const first = pending();
    await ensure(first);
    await inTx((tx) => tx.cards.replace({ ...sent(first), state: 'gone' }));
    expect(await inTx((tx) => tx.cards.livingAt(first))).toBeNull();
    const second = await ensure({ ...first, id: world.newId() });
    expect(second.id).not.toBe(first.id);
    for (const card of [sent(first), { ...sent(first), state: 'gone' as const }, second])
      expect(await inTx((tx) => tx.cards.livingAt(card))).toEqual(second);
    await inTx((tx) => tx.cards.replace({ ...sent(second), state: 'gone' }));
    const third = await ensure({ ...first, id: world.newId() });
    expect(await inTx((tx) => tx.cards.ofSubject(first.subjectId))).toEqual([third]);
    expect(await inTx((tx) => tx.cards.find(first.id))).toMatchObject({ state: 'gone' });
  });

  it('are found by the message that was answered, the newest first', async () => {
    const [older, newer] = [pending(), pending()];
    await ensure(older, AT);
    await ensure(newer, later(1));
    for (const card of [older, newer]) await inTx((tx) => tx.cards.replace(sent(card)));
    const messages = [`om_${newer.id}`, `om_${older.id}`, 'om_unknown'];
    expect(await inTx((tx) => tx.cards.findByMessages('feishu', messages))).toMatchObject({ id: newer.id });
    expect(await inTx((tx) => tx.cards.findByMessages('feishu', [`om_${older.id}`]))).toMatchObject({
      id: older.id,
    });
    expect(await inTx((tx) => tx.cards.findByMessages('feishu', ['om_unknown']))).toBeNull();
    expect(await inTx((tx) => tx.cards.findByMessages('feishu', []))).toBeNull();
  });

  it('are counted by chat and kind from a moment on, promised ones too', async () => {
    const chatId = world.newId();
    await ensure(pending({ chatId }), later(-1));
    await ensure(pending({ chatId }), AT);
    await ensure(pending({ chatId }), later(1));
    await ensure(pending({ chatId, kind: 'review' }), later(1));
    await ensure(pending(), later(1));
    expect(await inTx((tx) => tx.cards.countSince(chatId, 'patent', AT))).toBe(2);
  });
});
