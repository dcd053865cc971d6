import { afterEach, beforeEach, expect, it } from 'vitest';
import { awaitWord } from '../../src/actions/hear-chat.ts';
import { openPrivateCard } from '../../src/actions/promise-cards.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { aRecord } from '../support/builders.ts';
import { everything, type Firm, found, openWorld, sayTo, sendCards, type World } from '../support/world.ts';

const DAY = 86_400_000;
/** Where a person and a bot have one address for their chat, it is his user id. */
const IN_PRIVATE = { chatId: 'admin', chatKind: 'private' } as const;

let world: World;
let firm: Firm;

beforeEach(async () => {
  world = await openWorld();
  firm = await found(world, '演示', [
    { userId: 'admin', name: '管理员', roles: ['admin'] },
    { userId: 'expert', name: '专家一', roles: ['expert'] },
  ]);
});

afterEach(() => world.close());

const wait = (chatId: string, attempts = 0) => world.inTransaction((tx) => awaitWord(tx, chatId, attempts));
const chat = (address: string) =>
  world.inTransaction((tx) => tx.chats.findByAddress('feishu', address).then((found) => found?.silent));
const texts = async () => {
  const { outbox = [], chats = [] } = await everything(world);
  return outbox
    .filter(({ topic }) => topic === 'text')
    .map(({ payload }) => JSON.parse(String(payload)) as { chat: string; text: string })
    .map(({ chat: id, text }) => [chats.find((each) => each['id'] === id)?.['address'], text] as const);
};
/** Brings a patent whose card has not arrived. */
async function promised(): Promise<string> {
  await world.inTransaction((tx) =>
    takeInPatents(tx, [aRecord()], { enterprise: firm.enterprise, reason: '产业匹配' }),
  );
  await world.inTransaction((tx) =>
    pushPatents(tx, { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' }),
  );
  const { cards = [] } = await everything(world);
  return String(cards.find(({ kind }) => kind === 'patent')?.['id']);
}

it('a group that has never been written to is told of to its admins, once', async () => {
  await promised();
  await wait(firm.group.id);
  await wait(firm.group.id, 1);
  expect(await texts()).toEqual([
    ['admin', '企业的群里的卡片发不出去：请在群里 @盘活助手 说一句话（例如「帮助」），之后会自动补发。'],
  ]);
  expect(await chat(firm.group.address)).toBe(true);
});

it('a group in which a card has arrived is not called silent at the first refusal', async () => {
  await promised();
  await sendCards(world);
  await wait(firm.group.id);
  expect(await texts()).toEqual([]);
  expect(await chat(firm.group.address)).toBe(false);
  await wait(firm.group.id, 1);
  expect(await chat(firm.group.address)).toBe(true);
});

it('a person who has not opened his chat is called in his groups without a name, once a day', async () => {
  await world.inTransaction(async (tx) => {
    const admin = firm.people['admin'];
    if (admin)
      await openPrivateCard(tx, 'experts', { ...firm.enterprise, enterpriseId: firm.enterprise.id }, admin);
  });
  const room = await world.inTransaction((tx) => tx.chats.findByAddress('feishu', 'admin'));
  await wait(room?.id ?? '');
  await world.handle(sayTo(world, 'admin', '帮助', IN_PRIVATE));
  await wait(room?.id ?? '', 1);
  const told = (await texts()).filter(([where]) => where === firm.group.address);
  expect(told.map(([, text]) => text)).toEqual([expect.stringContaining('打开与盘活助手的单聊')]);
  expect(JSON.stringify(told)).not.toContain('管理员');
  world.pass(DAY);
  await world.handle(sayTo(world, 'admin', '帮助', IN_PRIVATE));
  await wait(room?.id ?? '', 1);
  expect((await texts()).filter(([where]) => where === firm.group.address)).toHaveLength(2);
});

it('what waited goes out as soon as somebody writes there, what was given up among it', async () => {
  const card = await promised();
  await world.inTransaction(async (tx) => {
    for (const job of await tx.outbox.list('waiting', 10))
      await tx.outbox.settle(job, 'dead', 'wecom_not_addressed', tx.at);
  });
  await wait(firm.group.id);
  await world.handle(sayTo(world, 'stranger', '你好', { chatId: firm.group.address }));
  expect(await chat(firm.group.address)).toBe(false);
  const waiting = await world.inTransaction((tx) => tx.outbox.list('waiting', 10));
  const found = waiting.find(({ payload }) => payload['card'] === card);
  expect(found?.dueAt.getTime()).toBeLessThanOrEqual(world.now().getTime());
});
