import { expect, it } from 'vitest';
import { patentNo, push, register } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';
import { cardsSeen, newestCard, wordsIn } from '../support/wecom-cards.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

const FOUR = '★★★★☆ 4 星';
const MINUTE = 60_000;

it('a group nobody has written to gets its cards when somebody does', { timeout: 60_000 }, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service, { greeted: false });
  const { wecom } = service;
  const { group, experts, admins } = society;
  await service.say({ by: admins[0], chatId: wecom.privateChat(admins[0], 'bot'), text: '帮助' });
  await register(service, society, patentNo(1));
  await push(service, society);
  expect(cardsSeen(wecom, experts[0], group)).toEqual([]);
  const told = wordsIn(wecom, wecom.privateChat(admins[0], 'bot')).join('\n');
  expect(told).toContain('请在群里 @盘活助手 说一句话');

  await service.say({ by: experts[0], chatId: group, text: '你好', mentionBot: true });
  expect(cardsSeen(wecom, experts[0], group)).toHaveLength(1);
  expect(await service.press({ by: experts[0], chatId: group, button: FOUR })).toBe('answered');
});

it('a person who has not opened his chat gets his cards when he does', { timeout: 60_000 }, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service, { greeted: false });
  const { wecom } = service;
  const { group, experts, admins } = society;
  const [admin] = admins;
  await service.say({ by: experts[0], chatId: group, text: '你好', mentionBot: true });
  await register(service, society, patentNo(1));
  await push(service, society);
  await service.press({ by: experts[0], chatId: group, button: FOUR });
  const own = wecom.privateChat(admin, 'bot');
  expect(cardsSeen(wecom, admin, own)).toEqual([]);
  expect(wordsIn(wecom, group).join('\n')).toContain('打开与盘活助手的单聊');
  await service.say({ by: admin, chatId: own, text: '你好' });
  expect(newestCard(wecom, admin, own, { button: '通过' }).plain.join()).toContain('1 条待审核');
});

it('forty cards due at once all arrive, none over the limit of the chat', { timeout: 120_000 }, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service, { dailyPushLimit: 50 });
  const { wecom } = service;
  for (let index = 1; index <= 40; index += 1) await register(service, society, patentNo(index));
  expect(await push(service, society, 30 * MINUTE)).toBe(40);
  const cards = cardsSeen(wecom, society.experts[0], society.group);
  expect(new Set(cards.map(({ title }) => title)).size).toBe(40);
  expect(cards).toHaveLength(40);
  expect(wecom.counters.rejectedByLimit).toBe(0);
});

it('a card whose receipt was lost is there once, and works', { timeout: 60_000 }, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service);
  const { wecom } = service;
  const { group, experts } = society;
  await register(service, society, patentNo(1));
  wecom.faults.loseAckNext('aibot_send_msg');
  await push(service, society, 10 * MINUTE);
  expect(cardsSeen(wecom, experts[0], group)).toHaveLength(1);
  expect(await service.press({ by: experts[0], chatId: group, button: FOUR })).toBe('answered');
  expect(newestCard(wecom, experts[0], group).plain.join()).toContain('已记录您的评价');
});

it('a click delivered twice is one rating', { timeout: 60_000 }, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service);
  const { wecom } = service;
  const { group, experts } = society;
  await register(service, society, patentNo(1));
  await push(service, society);
  wecom.faults.duplicateCallbacks(3);
  expect(await service.press({ by: experts[0], chatId: group, button: FOUR })).toBe('answered');
  const rated = await rowsOf(service.databaseUrl, 'expert_evaluations');
  expect(rated.map(({ stars, version }) => [stars, version])).toEqual([[4, 1]]);
});

it('a bot taken out of its group sends nothing there, and starts again when it is back', {
  timeout: 60_000,
}, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service);
  const { wecom } = service;
  const { group, experts, admins } = society;
  wecom.faults.botInGroup(group, false);
  await register(service, society, patentNo(1));
  await push(service, society);
  expect(cardsSeen(wecom, experts[0], group)).toEqual([]);
  expect(wordsIn(wecom, wecom.privateChat(admins[0], 'bot')).at(-1)).toMatch(/没有盘活助手|发不出去/u);
  wecom.faults.botInGroup(group, true);
  await service.say({ by: experts[0], chatId: group, text: '帮助', mentionBot: true });
  expect(cardsSeen(wecom, experts[0], group)).toHaveLength(1);
});
