import { randomBytes } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { issueCode } from '../../src/actions/binding-code.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { CODE_LENGTH } from '../../src/domain/binding-code.ts';
import { patentNo, push, register } from '../support/society.ts';
import { newestCard, wordsIn } from '../support/wecom-cards.ts';
import { startWecomService } from '../support/wecom-service.ts';

it('joining: a code in a group, a profile, a volunteer, his form, the review, and his first rating', {
  timeout: 60_000,
}, async () => {
  const service = await startWecomService();
  const { wecom, app } = service;
  const boss = wecom.addPerson('管理员');
  const engineer = wecom.addPerson('工程师');
  const group = wecom.addGroup('技术部群', [boss, engineer]);
  const { id: enterpriseId, code } = await app.inTransaction(async (tx) => {
    const { id } = await createEnterprise(tx, { name: '待开通企业（虚构）', platformId: 'wecom-2' });
    const issued = await issueCode(tx, { enterpriseId: id, random: randomBytes(CODE_LENGTH), days: 7 });
    return { id, code: issued.code };
  });
  await service.say({ by: boss, chatId: group, text: `绑定 ${code}`, mentionBot: true });
  expect(wordsIn(wecom, group).join('\n')).toContain('待开通企业（虚构）');

  // Nobody may be written to before he has written; opening the chat greets him.
  const own = await wecom.enter(boss, 'bot');
  await vi.waitFor(() => expect(newestCard(wecom, boss, own).title).toContain('盘活助手'));
  await service.say({ by: boss, chatId: own, text: '我的资料' });
  await service.press({ by: boss, chatId: own, button: '填写' });
  await service.say({ by: boss, chatId: own, text: '管理员\n知识产权部\n经理' });
  expect(wordsIn(wecom, own).at(-1)).toBe('资料已保存。');

  // Nobody can be named or looked up here, so nobody is told to.
  await service.say({ by: boss, chatId: own, text: '添加专家' });
  expect(newestCard(wecom, boss, own).buttons.map(({ text }) => text)).toEqual(['刷新']);
  const said = [
    ...wordsIn(wecom, group),
    ...wordsIn(wecom, own),
    ...newestCard(wecom, boss, own).plain,
  ].join();
  expect(said).toContain('@盘活助手 添加专家，同事点卡片上的「我要参加」');
  expect(said).not.toMatch(/@同事|手机号或邮箱/u);

  await service.say({ by: boss, chatId: group, text: '添加专家', mentionBot: true });
  expect(await service.press({ by: engineer, chatId: group, button: '我要参加' })).toBe('answered');
  expect(newestCard(wecom, engineer, group).plain.join()).toContain('已推荐您为专家');

  const form = wecom.privateChat(engineer, 'bot');
  await service.say({ by: engineer, chatId: form, text: '申请入库' });
  await service.press({ by: engineer, chatId: form, button: '填写并申请入库' });
  await service.say({ by: engineer, chatId: form, text: '工程师\n高级工程师\n研发部\n储能' });
  expect(wordsIn(wecom, own).join('\n')).toContain('储能');
  expect(await service.press({ by: boss, chatId: own, button: '通过' })).toBe('answered');
  const members = await app.inTransaction((tx) => tx.members.ofEnterprise(enterpriseId));
  expect(members.map(({ expert, isAdmin }) => [expert, isAdmin])).toEqual([
    ['none', true],
    ['admitted', false],
  ]);

  const society = { enterpriseId, platformId: 'wecom-2', group } as const;
  const whole = { ...society, admins: [boss], experts: [engineer], outsider: '' } as const;
  await register(service, whole, patentNo(1));
  expect(await push(service, whole)).toBe(1);
  expect(await service.press({ by: engineer, chatId: group, button: '★★★★☆ 4 星' })).toBe('answered');
  expect(newestCard(wecom, engineer, group).plain.join()).toContain('已记录您的评价');
});
