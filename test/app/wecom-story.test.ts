import { expect, it } from 'vitest';
import { patentNo, push, register } from '../support/society.ts';
import { newestCard, wordsIn } from '../support/wecom-cards.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

it('the main job from the first card to the receipt, with nothing but the bot', {
  timeout: 60_000,
}, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service);
  const { wecom, platform } = service;
  const { group, experts, admins } = society;
  const [expert] = experts;
  const [admin] = admins;
  await register(service, society, patentNo(1));
  expect(await push(service, society)).toBe(1);

  const before = wordsIn(wecom, group).at(-1) ?? '';
  expect(before).toContain(patentNo(1).applicationNumber);
  expect(newestCard(wecom, expert, group).title).toBe(patentNo(1).title.slice(0, 26));

  expect(await service.press({ by: expert, chatId: group, button: '★★★★☆ 4 星' })).toBe('answered');
  expect(newestCard(wecom, expert, group).plain.join()).toContain('已记录您的评价');
  expect(newestCard(wecom, admin, group).plain.join()).not.toContain('已记录您的评价');
  expect(await service.press({ by: expert, chatId: group, button: '写评价建议' })).toBe('answered');
  await service.say({ by: expert, chatId: group, text: '工艺成熟，建议中试。', mentionBot: true });

  const own = wecom.privateChat(admin, 'bot');
  expect(wordsIn(wecom, own).at(-1)).toContain('（未填写评价建议）');
  // What he reads is older than what he would accept: he is shown the opinion first.
  expect(await service.press({ by: admin, chatId: own, button: '通过' })).toBe('answered');
  expect(newestCard(wecom, admin, own).plain.join()).toContain('工艺成熟，建议中试。');
  expect(await service.press({ by: admin, chatId: own, button: '通过' })).toBe('answered');
  expect(await service.press({ by: admin, chatId: own, button: '填写企业评价' })).toBe('answered');
  expect(await service.press({ by: admin, chatId: own, button: '填写评价' })).toBe('answered');
  await service.say({ by: admin, chatId: own, text: '5星 与我司产线匹配，愿意洽谈。' });
  expect(wordsIn(wecom, own).join('\n')).toContain('与我司产线匹配，愿意洽谈。');
  expect(platform.books.evaluations()).toEqual([]);
  expect(await service.press({ by: admin, chatId: own, button: '确认提交' })).toBe('answered');
  const [recorded] = platform.books.evaluations();
  expect(recorded).toMatchObject({ stars: 5, opinion: '与我司产线匹配，愿意洽谈。' });
  expect(newestCard(wecom, admin, own).plain.join()).toContain(recorded?.receipt);
});
