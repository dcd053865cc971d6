import { expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { cardOf, cardsIn, carriedBy, newestCard, textsIn } from '../support/chat-cards.ts';
import { clickRaw } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import {
  foundSociety,
  openSociety,
  patentNo,
  push,
  rate,
  register,
  type Society,
} from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Pushes one patent while something is wrong, lets an hour go by, and returns the cards that arrived. */
async function pushUnder(service: Service, society: Society, trouble: () => void) {
  await register(service, society, patentNo(1));
  trouble();
  await push(service, society);
  await service.drain(60 * MINUTE);
  return cardsIn(service.feishu, society.group);
}

const TROUBLES: readonly (readonly [name: string, trouble: (service: Service) => void])[] = [
  ['server errors', ({ feishu }) => feishu.faults.failNext('send', { status: 500, code: 1, times: 3 })],
  ['an error page', ({ feishu }) => feishu.faults.htmlNext('send')],
  ['a connection broken off before', ({ feishu }) => feishu.faults.dropNext('send')],
  ['a connection broken off after the effect', ({ feishu }) => feishu.faults.dropAnswerNext('send')],
  ['an answer that never comes', ({ feishu }) => feishu.faults.hangNext('send')],
  ['the limit of the chat', ({ feishu }) => feishu.faults.failNext('send', { status: 400, code: 230020 })],
  [
    'the limit of the app',
    ({ feishu }) => feishu.faults.failNext('send', { status: 429, code: 99991400, times: 2 }),
  ],
  ['tokens that were revoked', ({ feishu }) => feishu.faults.revokeTokens()],
  [
    'no tokens to be had',
    ({ feishu }) => feishu.faults.failNext('token', { status: 500, code: 1, times: 2 }),
  ],
  ['no knowledge of the group', ({ feishu }) => feishu.faults.failNext('chat', { status: 500, code: 1 })],
];

it.each(TROUBLES)('a card goes out exactly once in spite of %s', { timeout: 60_000 }, async (_, trouble) => {
  const service = await startService();
  const society = await foundSociety(service);
  const cards = await pushUnder(service, society, () => {
    service.feishu.faults.revokeTokens();
    trouble(service);
  });
  expect(cards.map(({ title }) => title)).toEqual([patentNo(1).title]);
  expect(
    await rate(service, newestCard(service.feishu, society.group).messageId, society.experts[0], 4),
  ).toContain('已记录');
  expect(
    await service.app.inTransaction((tx) => tx.outbox.list('dead', 1000).then((jobs) => jobs.length)),
  ).toBe(0);
});

it('an edit that failed in every way is made in the end and shows the latest state', {
  timeout: 60_000,
}, async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service);
  const { faults } = service.feishu;
  faults.failNext('update', { status: 503, code: 1, times: 2 });
  faults.dropAnswerNext('update');
  faults.hangNext('update');
  await rate(service, card, experts[0], 4);
  await rate(service, card, experts[1] ?? '', 3);
  await service.drain(60 * MINUTE);
  expect(cardOf(service.feishu, group, card).plain).toContain('已有 2 位专家评价');
});

it('a send whose outcome nobody knows is not repeated after Feishu has forgotten its key, and the operator sees it', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  await register(service, society, patentNo(1));
  service.feishu.faults.dropAnswerNext('send');
  await push(service, society, 0);
  service.clock.advance(60 * MINUTE);
  await service.drain();

  expect(cardsIn(service.feishu, society.group)).toHaveLength(1);
  const dead = await service.app.inTransaction((tx) => tx.outbox.list('dead', 10));
  expect(dead).toMatchObject([{ topic: 'card', lastError: 'send_outcome_unknown' }]);

  // What happens to the patent later is no reason to repeat the send; a click proves where the card hangs.
  const { applicationNumber } = patentNo(1);
  service.platform.books.changePatent(applicationNumber, { maturity: '量产' });
  await service.app.pull();
  await service.drain();
  expect(cardsIn(service.feishu, society.group)).toHaveLength(1);
  const card = newestCard(service.feishu, society.group).messageId;
  expect(await rate(service, card, society.experts[0], 4)).toContain('已记录');
  expect(cardOf(service.feishu, society.group, card).plain).toContain('已有 1 位专家评价');
  expect(cardsIn(service.feishu, society.group)).toHaveLength(1);
});

it('a card Feishu refuses goes out as plain text, and a reply to it is a rating like any other', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const { group, experts } = society;
  await register(service, society, patentNo(1));
  service.feishu.faults.failNext('send', { status: 400, code: 230028 });
  await push(service, society);

  expect(cardsIn(service.feishu, group)).toEqual([]);
  const text = textsIn(service.feishu, group).at(-1) ?? '';
  expect(text).toContain(patentNo(1).title);
  expect(text).toContain('请回复本消息评价');
  const replyTo = service.feishu.messages(group).at(-1)?.messageId ?? '';
  await service.feishu.say({ by: experts[0], chatId: group, text: '4星 可行', replyTo, mentionBot: true });
  await service.drain();
  expect(textsIn(service.feishu, group).at(-1)).toBe('已记录您的评价，等待企业管理员审核。');
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toMatchObject([
    { stars: 4, opinion: '可行' },
  ]);
});

it('a card that was recalled is neither edited nor sent again, and a click that crossed the recall still counts', async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service);
  const value = carriedBy(cardOf(service.feishu, group, card), 'stars_4');
  service.feishu.faults.recall(card);
  const click = { chatId: group, messageId: card, value };
  expect(await clickRaw(service, { ...click, by: experts[0] })).toContain('已记录');
  expect(await clickRaw(service, { ...click, by: experts[1] ?? '' })).toBe(NOTICES.card_unknown);

  expect(cardsIn(service.feishu, group)).toEqual([]);
  expect(await rowsOf(service.databaseUrl, 'expert_evaluations')).toHaveLength(1);
  expect(
    await service.app.inTransaction((tx) => tx.outbox.list('dead', 1000).then((jobs) => jobs.length)),
  ).toBe(0);
});

it('a card too old to be edited gives way to a new one, and a click on the old one says where to go', async () => {
  const service = await startService();
  const { group, card, experts } = await openSociety(service);
  service.clock.advance(13 * DAY + MINUTE);
  await rate(service, card, experts[0], 4);

  const [old, fresh, ...more] = cardsIn(service.feishu, group);
  expect(more).toEqual([]);
  expect(old?.messageId).toBe(card);
  expect(fresh?.plain).toContain('已有 1 位专家评价');
  expect(await rate(service, card, experts[1] ?? '', 3)).toBe(NOTICES.card_unknown);
  expect(await rate(service, fresh?.messageId ?? '', experts[1] ?? '', 3)).toContain('已记录');
});
