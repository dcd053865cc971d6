import { expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import { cardOf, cardsIn, carriedBy, newestCard, textsIn } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { clickRaw } from '../support/envelopes.ts';
import { pushBySchedule } from '../support/scheduled-push.ts';
import { clockAt, startService } from '../support/service.ts';
import { foundSociety, openSociety, patentNo, push, rate, register } from '../support/society.ts';
import { recordsStored } from '../support/stored.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

onEveryDatabase('pushing', (engine) => {
  it('two pushes at once keep the daily limit together, and no patent comes twice', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await foundSociety(service, { dailyPushLimit: 3 });
    for (let index = 1; index <= 8; index += 1) await register(service, society, patentNo(index));

    const pushed = await Promise.all([
      push(service, society),
      push(service, society),
      push(service, society),
    ]);
    expect(pushed.reduce((sum, each) => sum + each)).toBe(3);
    expect(await push(service, society)).toBe(0);
    for (let day = 1; day <= 3; day += 1) {
      service.clock.advance(DAY);
      await push(service, society);
    }
    const titles = cardsIn(service.feishu, society.group).map(({ title }) => title);
    expect(titles).toHaveLength(8);
    expect(new Set(titles).size).toBe(8);
  });
});

it('the schedule pushes on working days from nine to six in Shanghai, and at no other time', async () => {
  const at = async (moment: string): Promise<number> => {
    const service = await startService({ clock: clockAt(new Date(moment)) });
    const society = await foundSociety(service);
    await register(service, society, patentNo(1));
    // The start takes some seconds of the clock.
    const pushed = await pushBySchedule(service);
    await service.drain();
    expect(cardsIn(service.feishu, society.group)).toHaveLength(pushed);
    return pushed;
  };
  expect(await at('2026-11-23T08:58:00+08:00')).toBe(0);
  expect(await at('2026-11-23T09:00:00+08:00')).toBe(1);
  expect(await at('2026-11-23T17:58:00+08:00')).toBe(1);
  expect(await at('2026-11-23T18:00:00+08:00')).toBe(0);
  expect(await at('2026-11-22T10:00:00+08:00')).toBe(0);
});

it('a patent that leaves the register before its push never comes', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  await register(service, society, patentNo(1));
  service.platform.books.changePatent(patentNo(1).applicationNumber, { state: 'expired' });
  await service.app.pull();
  expect(await push(service, society)).toBe(0);
  expect(cardsIn(service.feishu, society.group)).toEqual([]);
});

it('a patent that leaves the register while people rate it says so on every card and takes nothing more', async () => {
  const service = await startService();
  const { group, card, experts, admins } = await openSociety(service);
  const { feishu } = service;
  await rate(service, card, experts[0], 4);
  const value = carriedBy(cardOf(feishu, group, card), 'stars_4');
  service.platform.books.changePatent(patentNo(1).applicationNumber, { state: 'withdrawn' });
  await service.app.pull();
  await service.drain();

  const shown = cardOf(feishu, group, card);
  expect(shown.plain).toContain('该专利已不在登记库，评价已停止。');
  expect(shown.buttons).toEqual(['detail']);
  const review = newestCard(feishu, feishu.privateChat(admins[0]));
  expect(review.plain).toContain('该专利已不在登记库，审核已停止。');
  expect(review.buttons).toEqual([]);
  const before = await recordsStored(service.databaseUrl);
  const click = { by: experts[1] ?? '', chatId: group, messageId: card, value };
  expect(await clickRaw(service, click)).toBe(NOTICES.patent_not_registered);
  expect(await recordsStored(service.databaseUrl)).toEqual(before);
});

it('a patent only the focus asks for is for viewing: no stars, and a forged or spoken rating is refused', async () => {
  const service = await startService();
  const society = await foundSociety(service, { focus: { ...NO_FOCUS, ipc: ['H01M'] } });
  const { group, experts } = society;
  service.platform.books.addPatent(patentNo(1));
  await service.app.pull();
  expect(await push(service, society)).toBe(1);

  const { messageId, plain, buttons } = newestCard(service.feishu, group);
  expect(plain).toContain('转化关注库');
  expect(plain).toContain('来自转化关注库，仅供查看。');
  expect(buttons).toEqual(['detail', 'intent']);
  const known = await service.app.inTransaction((tx) => tx.cards.findByMessages('default', [messageId]));
  const forged = { by: experts[0], chatId: group, messageId };
  const before = await recordsStored(service.databaseUrl);
  const card = known?.id;
  const rating = { ...forged, value: { card, act: 'rate', stars: 4 } };
  expect(await clickRaw(service, rating)).toBe(NOTICES.view_only_library);
  const opening = { ...forged, by: society.admins[0], value: { card, act: 'open-evaluation' } };
  expect(await clickRaw(service, opening)).toBe(NOTICES.view_only_library);
  await service.feishu.say({
    by: experts[0],
    chatId: group,
    text: '4星',
    replyTo: messageId,
    mentionBot: true,
  });
  await service.drain();
  expect(textsIn(service.feishu, group).at(-1)).toBe(NOTICES.view_only_library);
  expect(await recordsStored(service.databaseUrl)).toEqual(before);
});
