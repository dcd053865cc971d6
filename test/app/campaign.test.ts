import { describe, expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { newestCard, textsIn } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { operate } from '../support/operator.ts';
import { buttonOf, memberIdOf, openBrowser, ownPage, startPages } from '../support/pages.ts';
import { TEST_KEY } from '../support/seals.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, type Society } from '../support/society.ts';

const said = ({ feishu }: Service, openId: string) => textsIn(feishu, feishu.privateChat(openId)).at(-1);

/** Three patents, of which two experts have rated one, and one another. */
async function halfWay(service: Service): Promise<Society> {
  const society = await foundSociety(service, { experts: 2, dailyPushLimit: 9 });
  const cards = [];
  for (const nth of [1, 2, 3])
    cards.push(await bring(service, society, patentNo(nth, { title: `一种隔膜${nth}` })));
  const [one = '', two = ''] = cards;
  for (const [by, messageId] of [
    [society.experts[0], one],
    [society.experts[1], one],
    [society.experts[0], two],
  ] as const)
    await service.feishu.press({ by: by ?? '', messageId, button: 'stars_4' });
  await service.drain();
  return society;
}

describe('a campaign', () => {
  it('shows its admin how far everybody has come, and is his to set', async () => {
    const service = await startService();
    const society = await halfWay(service);
    const [admin] = society.admins;
    await say(service, admin, '盘活任务');
    const shown = ownCard(service, admin);
    for (const part of [
      '每件推送专利都提交企业评价',
      '还没有设截止日',
      '0/3（0%）',
      '2 件有评价，1 件还没有',
      '2 件等企业管理员审核',
      '已评 1 件，待评 2 件',
      '已评 2 件，待评 1 件',
      '4.0 星（3 次）',
    ])
      expect(shown).toContain(part);
    await pressOwn(service, admin, 'to_plan');
    const form = { deadline: '2099-12-31', goal: 'rated' };
    expect(await pressOwn(service, admin, 'plan_campaign', form)).toBe(NOTICES.deadline_unreadable);
    const day = service.clock.now().toISOString().slice(0, 10);
    const done = await pressOwn(service, admin, 'plan_campaign', { ...form, deadline: day });
    expect(done).toContain(`每件推送专利都有专家评价，截止日 ${day}`);
    expect(ownCard(service, admin)).toContain('2/3（66%）');
    expect(newestCard(service.feishu, society.group).plain.join()).toContain(`截止日 ${day}`);
  });

  it('is set in words, too, and by nobody but an admin', async () => {
    const service = await startService();
    const society = await halfWay(service);
    const [[admin], [expert]] = [society.admins, society.experts];
    await say(service, expert, '盘活任务 无截止日');
    expect(said(service, expert)).toBe(NOTICES.admins_only);
    await say(service, expert, '盘活任务');
    expect(said(service, expert)).toBe(NOTICES.admins_only);
    await say(service, admin, '盘活任务 2001-01-01');
    expect(said(service, admin)).toBe(NOTICES.deadline_past);
    await say(service, admin, '盘活任务 尽快');
    expect(said(service, admin)).toBe(NOTICES.deadline_unreadable);
    await say(service, admin, '盘活任务 每件有专家评价');
    expect(said(service, admin)).toContain('每件推送专利都有专家评价，无截止日');
    const trail = await service.app.inTransaction((tx) => tx.audit.ofEnterprise(society.enterpriseId));
    expect(trail.filter(({ act }) => act === 'plan-campaign')).toHaveLength(1);
  });

  it('has a page with pictures, and says there what is wrong with a day', async () => {
    const service = await startPages();
    const society = await halfWay(service);
    const [admin] = society.admins;
    await say(service, admin, '盘活任务 每件有专家评价');
    await say(service, admin, '盘活任务');
    const address = await ownPage(
      service,
      'campaign',
      await memberIdOf(service, admin, society.enterpriseId),
    );
    const browser = openBrowser(service);
    const { html: page } = await browser.open(address);
    expect(page).toContain('<polyline');
    expect(page).toContain('<rect class="share"');
    expect(page).not.toMatch(/style=/);
    const form = await browser.open(`${address}?to=plan`);
    const save = buttonOf(form, { act: 'plan-campaign' });
    const wrong = await browser.press(`${address}?to=plan`, save, { deadline: '明年', goal: 'rated' });
    expect(wrong.text).toContain('没有看懂');
    expect(wrong.html).toContain('明年');
    const right = await browser.press(`${address}?to=plan`, save, { deadline: '', goal: 'evaluated' });
    expect(right.text).toContain('每件推送专利都提交企业评价');
  });

  it('is shown and set by the operator', async () => {
    const service = await startService();
    const society = await halfWay(service);
    const settings = { DATABASE_URL: service.databaseUrl, SECRET_KEY: TEST_KEY };
    const campaign = (...options: string[]) =>
      operate({ settings }, 'enterprise', 'campaign', society.enterpriseId, ...options);
    const { text } = await campaign('--goal', 'rated');
    expect(text).toContain('every patent rated, no deadline; 3 pushed, 2 rated, 0 evaluated');
    for (const wrong of [
      ['--deadline', 'soon'],
      ['--goal', 'x'],
    ])
      await expect(campaign(...wrong)).rejects.toMatchObject({ code: 'campaign_option_wrong' });
    await expect(campaign('--deadline', '2001-01-01')).rejects.toMatchObject({ code: 'deadline_past' });
    expect((await campaign()).result).toMatchObject({ goal: 'rated', deadline: null, pushed: 3 });
  });
});
