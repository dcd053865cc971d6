import { expect, it } from 'vitest';
import { checkChat } from '../../src/actions/check-chat.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { clickOn, type Firm, found, openWorld, sendCards, type World } from '../support/world.ts';

async function startFirm(): Promise<{ readonly world: World; readonly firm: Firm }> {
  const world = await openWorld();
  const firm = await found(world, '甲', [{ userId: 'ou_expert', name: '专家一', roles: ['expert'] }]);
  return { world, firm };
}

/** Brings a check into the firm's group and sends it. */
async function check({ world, firm }: Awaited<ReturnType<typeof startFirm>>): Promise<SentCard> {
  const { id } = await world.inTransaction((tx) => checkChat(tx, firm.group));
  await sendCards(world);
  const card = await world.inTransaction((tx) => tx.cards.find(id));
  if (!card) throw new Error('the card is gone');
  return card;
}

it.each(['ou_expert', 'ou_stranger'])(
  '%s may say that a check has arrived, and all see it',
  async (userId) => {
    const stage = await startFirm();
    const card = await check(stage);
    const { notice } = await stage.world.handle(clickOn(stage.world, userId, card, { act: 'confirm-check' }));
    expect(notice).toEqual({ tone: 'success', text: expect.stringContaining('检查通过') });
    const after = await stage.world.inTransaction((tx) => tx.cards.find(card.id));
    expect(after?.turnedTo).toBe('seen');
    const waiting = await stage.world.inTransaction((tx) => tx.outbox.list('waiting', 10));
    expect(waiting.map(({ payload }) => payload['card'])).toEqual([card.id]);
  },
);

it('a person of another organisation may not, and it proves nothing', async () => {
  const stage = await startFirm();
  const card = await check(stage);
  const click = clickOn(stage.world, 'ou_outsider', card, { act: 'confirm-check' });
  const { notice } = await stage.world.handle({
    ...click,
    person: { userId: 'ou_outsider', outsider: true },
  });
  expect(notice?.tone).not.toBe('success');
  expect((await stage.world.inTransaction((tx) => tx.cards.find(card.id)))?.turnedTo).toBe('');
});

it('a check that waits to be pressed is found again, and one that was pressed makes room for the next', async () => {
  const stage = await startFirm();
  const first = await check(stage);
  expect((await check(stage)).id).toBe(first.id);
  await stage.world.handle(clickOn(stage.world, 'ou_expert', first, { act: 'confirm-check' }));
  const second = await check(stage);
  expect(second.id).not.toBe(first.id);
  expect((await stage.world.inTransaction((tx) => tx.cards.find(first.id)))?.state).toBe('gone');
});

it('no check goes where no card may go', async () => {
  const { world, firm } = await startFirm();
  for (const closed of [{ enterpriseId: null }, { lost: true }, { external: true }]) {
    const chat = { ...firm.group, ...closed };
    await expect(world.inTransaction((tx) => checkChat(tx, chat))).rejects.toMatchObject({
      kind: 'refused',
      code: 'chat_not_bound',
    });
  }
});

it('the button of a check does nothing on any other card', async () => {
  const stage = await startFirm();
  const card = await check(stage);
  const other = { ...card, id: stage.world.newId(), kind: 'recommend', messageId: 'om_other' } as const;
  await stage.world.inTransaction((tx) => tx.cards.ensure(other, tx.at));
  const { notice } = await stage.world.handle(
    clickOn(stage.world, 'ou_stranger', other, { act: 'confirm-check' }),
  );
  expect(notice?.tone).not.toBe('success');
  expect((await stage.world.inTransaction((tx) => tx.cards.find(other.id)))?.turnedTo).toBe('');
});
