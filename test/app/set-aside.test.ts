import { describe, expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { newestCard, textsIn } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { buttonOf, memberIdOf, openBrowser, ownPage, startPages } from '../support/pages.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, push, register } from '../support/society.ts';
import { ownChat } from '../support/wecom-own-chat.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

const DAY = 86_400_000;

async function twoPatents(service: Service) {
  const society = await foundSociety(service, { experts: 2, dailyPushLimit: 9 });
  for (const [at, title] of ['一种电解质膜', '一种隔膜'].entries())
    await bring(service, society, patentNo(at + 1, { title }));
  const [[admin], [one, two = '']] = [society.admins, society.experts];
  await say(service, one, '我的待办');
  return { service, society, admin, one, two };
}

describe('a patent that an expert does not rate now', () => {
  it('is put off, leaves his list, and is back after three days', async () => {
    const { service, one } = await twoPatents(await startService());
    await pressOwn(service, one, 'aside_1');
    expect(ownCard(service, one)).toContain('一种电解质膜');
    expect(await pressOwn(service, one, 'put_off')).toContain('3 天后再提醒您');
    expect(ownCard(service, one)).not.toContain('一种电解质膜');
    expect(ownCard(service, one)).toContain('一种隔膜');
    service.clock.advance(3 * DAY);
    await say(service, one, '我的待办');
    expect(ownCard(service, one)).toContain('一种电解质膜');
  });

  it('is passed on: the colleague has it in private, is told once, and his own list holds it', async () => {
    const { service, society, one, two } = await twoPatents(await startService());
    const colleague = await memberIdOf(service, two, society.enterpriseId);
    await say(service, two, '我的待办');
    await pressOwn(service, two, 'aside_1');
    await pressOwn(service, two, 'decline', { reasons: 'cost' });
    await say(service, one, '我的待办');
    await pressOwn(service, one, 'aside_1');
    expect(await pressOwn(service, one, 'pass_on', { colleague })).toBe('已转交，卡片已发给这位同事。');
    const chat = service.feishu.privateChat(two);
    const told = textsIn(service.feishu, chat).filter((text) => text.includes('请您评价一件专利'));
    expect(told).toHaveLength(1);
    expect(newestCard(service.feishu, chat, 'stars_4').plain.join()).toContain('一种电解质膜');
    await say(service, two, '我的待办');
    expect(ownCard(service, two)).toContain('一种电解质膜');
    expect(ownCard(service, one)).not.toContain('一种电解质膜');
    await pressOwn(service, one, 'aside_1');
    await service.app.inTransaction(async (tx) => {
      const member = await tx.members.lock(colleague);
      await tx.members.replace({ ...member, expert: 'disabled' });
    });
    expect(await pressOwn(service, one, 'pass_on', { colleague })).toBe(NOTICES.colleague_unfit);
    expect(ownCard(service, one)).toContain('一种隔膜');
  });

  it('is of no interest: the admin sees how often, and the expert may rate it all the same', async () => {
    const { service, admin, one } = await twoPatents(await startService());
    await pressOwn(service, one, 'aside_2');
    expect(await pressOwn(service, one, 'decline', { reasons: 'have-it' })).toContain('不再提醒');
    await say(service, admin, '盘活任务');
    expect(ownCard(service, admin)).toContain('1 次，最多的理由：已有同类技术');
    await pressOwn(service, one, 'rate_1');
    expect(await pressOwn(service, one, 'stars_4')).toContain('已记录您的评价');
    await say(service, one, '我的待办');
    expect(ownCard(service, one)).toContain('没有待办');
  });

  it('is passed on from its page, too', async () => {
    const { service, society, one, two } = await twoPatents(await startPages());
    const address = await ownPage(service, 'to-do', await memberIdOf(service, one, society.enterpriseId));
    const browser = openBrowser(service);
    const list = await browser.open(address);
    const [, to = ''] = /href="\?to=(patent:[\w-]+)"/.exec(list.html) ?? [];
    const page = await browser.open(`${address}?to=${to}`);
    const colleague = await memberIdOf(service, two, society.enterpriseId);
    const done = await browser.press(`${address}?to=${to}`, buttonOf(page, { act: 'pass-on' }), {
      colleague,
    });
    expect(done.text).toContain('已转交');
    await service.drain();
    expect(newestCard(service.feishu, service.feishu.privateChat(two), 'stars_4').plain.join()).toContain(
      '一种电解质膜',
    );
  });

  it('is put off and declined on WeCom', async () => {
    const service = await startWecomService();
    const society = await foundWecomSociety(service, { dailyPushLimit: 9 });
    for (const at of [1, 2]) await register(service, society, patentNo(at, { title: `一种隔膜${at}` }));
    await push(service, society);
    const own = ownChat(service, society.experts[0], 'bot');
    await own.say('我的待办');
    await own.choose('一种隔膜1', '暂不评所选');
    expect(await own.press('3 天后再提醒')).not.toContain('一种隔膜1');
    await own.choose('一种隔膜2', '暂不评所选');
    expect(await own.choose('成本过高', '不感兴趣')).toContain('不再提醒您这件专利');
    await own.say('我的待办');
    expect(own.shown()).toContain('没有待办');
  });
});
