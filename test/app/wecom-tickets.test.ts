import { beforeEach, expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { patentNo, push, register, type Society } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';
import { cardsSeen, newestCard } from '../support/wecom-cards.ts';
import { foundWecomSociety, startWecomService, type WecomService } from '../support/wecom-service.ts';

const FOUR = '★★★★☆ 4 星';
const HOUR = 3_600_000;

let service: WecomService;
let society: Society;
let own: string;

beforeEach(async () => {
  service = await startWecomService({ app: true });
  society = await foundWecomSociety(service, { adminsOn: 'app', experts: 3 });
  own = service.wecom.privateChat(society.admins[0], 'app');
  await register(service, society, patentNo(1));
  await push(service, society);
  await rate(0);
});

const rate = (expert: number) =>
  service.press({ by: society.experts[expert] ?? '', chatId: society.group, button: FOUR });
const cards = () => cardsSeen(service.wecom, society.admins[0], own);
const shown = () => newestCard(service.wecom, society.admins[0], own).plain.join();

const ticketsLeft = async () => {
  const { card } = newestCard(service.wecom, society.admins[0], own);
  const tickets = await rowsOf(service.databaseUrl, 'card_tickets');
  return tickets.filter((ticket) => ticket['card_id'] === card['task_id']).length;
};
const refresh = () => service.press({ by: society.admins[0], chatId: own, button: '刷新' });

it('each send and each click gives the right to one edit, and what is left over waits for the next', async () => {
  await refresh();
  expect(await ticketsLeft()).toBe(1);
  await rate(1);
  expect(shown()).toContain('2 条待审核');
  expect(await ticketsLeft()).toBe(0);
});

it('a card that nothing can edit any more stays, and the next click brings it up to date', async () => {
  await rate(1);
  expect(shown()).toContain('2 条待审核');
  // Every ticket is used up now; one card at a time asks for reviews, so no other comes.
  await rate(2);
  expect(shown()).toContain('2 条待审核');
  expect(cards()).toHaveLength(1);
  await refresh();
  expect(shown()).toContain('3 条，逐条显示');
});

it('a click that is refused gives its right to an edit all the same, or nobody would see why', async () => {
  await rate(1);
  // The card's only ticket is used up now, so that it goes on offering the answer before this one.
  await service.press({ by: society.experts[0], chatId: society.group, button: '★★★★★ 5 星' });
  expect(await ticketsLeft()).toBe(0);
  await service.press({ by: society.admins[0], chatId: own, button: '通过' });
  expect(shown()).toContain(NOTICES.evaluation_changed);
});

it('a ticket that turns out to be spent is followed by the next one', async () => {
  service.wecom.faults.failNext('message/update_template_card', 60140);
  await refresh();
  expect(shown()).toContain('卡片已是最新状态。');
  expect(await ticketsLeft()).toBe(0);
});

it('an edit that failed for a while keeps its ticket', async () => {
  service.wecom.faults.failNext('message/update_template_card', -1);
  await rate(1);
  expect(shown()).toContain('2 条待审核');
});

it('a card older than its tickets makes room for a new one when it is asked about', async () => {
  service.clock.advance(80 * HOUR);
  await rate(1);
  expect(cards()).toHaveLength(2);
  expect(shown()).toContain('2 条待审核');
});

it('a card too old to be edited answers a click by a new one, which says what came of it', async () => {
  service.clock.advance(80 * HOUR);
  await refresh();
  expect(cards()).toHaveLength(2);
  expect(shown()).toContain('卡片已是最新状态。');
});

it('tickets that have run out are forgotten', async () => {
  expect(await rowsOf(service.databaseUrl, 'card_tickets')).not.toEqual([]);
  service.clock.advance(80 * HOUR);
  await service.app.inTransaction((tx) => tx.tickets.forgetExpired(tx.at));
  expect(await rowsOf(service.databaseUrl, 'card_tickets')).toEqual([]);
});
