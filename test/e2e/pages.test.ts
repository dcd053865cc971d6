import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { pageLinks } from '../../src/http/page-link.ts';
import { listen, webApp } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { livingCard, memberIdOf } from '../support/pages.ts';
import { TEST_KEY } from '../support/seals.ts';
import { type Service, startService } from '../support/service.ts';
import { openSociety } from '../support/society.ts';

const PHONE = { width: 390, height: 844 };

describe.skipIf(withoutBrowser !== '')(`pages on a phone${withoutBrowser}`, () => {
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await launchBrowser();
  });
  afterAll(() => chromium.close());

  async function phone(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    const context = await chromium.newContext({ viewport: PHONE, deviceScaleFactor: 2, ...options });
    onTestFinished(() => context.close());
    return context;
  }

  for (const scheme of ['light', 'dark'] as const) {
    it(`an expert rates and an admin does his whole work with the thumb, in ${scheme} colours`, async () => {
      const { service, baseUrl } = await reachable();
      const { enterpriseId, experts, admins, group } = await openSociety(service, { experts: 7 });
      const ids = [experts[0], admins[0]].map((userId) => memberIdOf(service, userId, enterpriseId));
      const [expertId = '', adminId = ''] = await Promise.all(ids);
      const links = pageLinks([TEST_KEY], baseUrl);
      const linkOf = async (kind: 'patent' | 'review' | 'experts', memberId: string) => {
        const of = kind === 'patent' ? { group } : { memberId };
        return links.linkTo(await livingCard(service, kind, of), memberId, service.clock.now());
      };

      const expert = await (await phone({ colorScheme: scheme })).newPage();
      await expert.goto(await linkOf('patent', expertId));
      await expert.getByRole('heading', { name: '我的评价' }).waitFor();
      await looked(expert, `${scheme}-1-patent`);
      await expert.getByLabel('评价建议').fill('工艺成熟，建议先做 200 kg 级中试。');
      await expert.getByRole('button', { name: '★★★★☆' }).click();
      await expert.getByText('您的评价：★★★★☆ 4 星（待审核）').waitFor();
      await looked(expert, `${scheme}-2-rated`);
      await expert.reload();
      expect(await expert.getByRole('status').count()).toBe(0);
      await service.drain();

      const admin = await (await phone({ colorScheme: scheme })).newPage();
      await admin.goto(await linkOf('review', adminId));
      await admin.getByText('工艺成熟，建议先做 200 kg 级中试。').waitFor();
      await admin.getByRole('button', { name: '退回修改' }).click();
      await admin.getByText(NOTICES.reason_missing).waitFor();
      await looked(admin, `${scheme}-3-review`);
      await admin.getByRole('button', { name: '通过' }).click();
      await admin.getByRole('heading', { name: '已处理' }).waitFor();
      await admin.getByRole('button', { name: '填写企业评价' }).click();
      await admin.getByLabel('评价意见').fill('与本企业产线匹配，建议中试。');
      await admin.getByLabel('4 星').check();
      await looked(admin, `${scheme}-4-evaluation`);
      await admin.getByRole('button', { name: '下一步：核对' }).click();
      await admin.getByText('以上内容将原样提交平台').waitFor();
      await looked(admin, `${scheme}-5-confirm`);
      await admin.getByRole('button', { name: '返回修改' }).click();
      expect(await admin.getByLabel('4 星').isChecked()).toBe(true);
      await admin.getByRole('button', { name: '下一步：核对' }).click();
      await admin.getByRole('button', { name: '确认提交' }).click();
      await admin.getByText('企业评价已提交').first().waitFor();
      await service.drain();
      expect(service.platform.books.evaluations()).toMatchObject([{ stars: 4 }]);

      await service.feishu.say({
        by: admins[0],
        chatId: service.feishu.privateChat(admins[0]),
        text: '专家名单',
      });
      await service.drain();
      await admin.goto(await linkOf('experts', adminId));
      await looked(admin, `${scheme}-6-experts`);
      await admin.getByRole('link', { name: '查看' }).first().click();
      await admin.getByText('移除…').click();
      await looked(admin, `${scheme}-7-expert`);
      await admin.getByRole('link', { name: '返回名单' }).click();
      await admin.getByRole('button', { name: '添加专家' }).click();
      await admin.getByLabel('同事的手机号或邮箱').waitFor();
      await looked(admin, `${scheme}-8-recommend`);
    });
  }

  it('an admin filters all evaluations, accepts what waits on a page, and goes on to his own', async () => {
    const { service, baseUrl } = await reachable();
    const { enterpriseId, experts, admins, group } = await openSociety(service, { experts: 2 });
    const [admin] = admins;
    const { messageId } = await livingCard(service, 'patent', { group });
    for (const [index, by] of experts.entries()) {
      const press = { by, messageId: messageId ?? '', button: `stars_${4 + index}` };
      await service.feishu.press({ ...press, form: { opinion: '工艺成熟，建议先做 200 kg 级中试。' } });
    }
    await service.feishu.say({ by: admin, chatId: service.feishu.privateChat(admin), text: '评价管理' });
    await service.drain();

    const memberId = await memberIdOf(service, admin, enterpriseId);
    const links = pageLinks([TEST_KEY], baseUrl);
    const page = await (await phone()).newPage();
    const card = await livingCard(service, 'evaluations', { memberId });
    await page.goto(links.linkTo(card, memberId, service.clock.now()));
    await page.getByText('待审核 2').waitFor();
    await looked(page, 'evaluations-1-all');
    await page.getByText('星级', { exact: true }).click();
    await page.getByRole('link', { name: '★★★★★ 5 星' }).click();
    await page.getByText('筛选：星级：★★★★★ 5 星').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(1);
    await looked(page, 'evaluations-2-filtered');
    await page.getByText('通过本页 1 条…').click();
    await page.getByRole('button', { name: '通过本页 1 条' }).click();
    await page.getByText('已通过 1 条专家评价。').waitFor();
    await looked(page, 'evaluations-3-accepted');
    await page.getByRole('link', { name: '显示全部' }).click();
    await page.getByText('待审核 1 · 已通过 1').waitFor();
    await page.getByRole('button', { name: '企业自评' }).first().click();
    await page.getByLabel('评价意见').waitFor();
  });

  it('a link that is passed on is refused politely, and opens by hand where there are no scripts', async () => {
    const { service, baseUrl } = await reachable();
    const { enterpriseId, experts, group } = await openSociety(service);
    const memberId = await memberIdOf(service, experts[0], enterpriseId);
    const links = pageLinks([TEST_KEY], baseUrl);
    const card = await livingCard(service, 'patent', { group });
    const address = links.linkTo(card, memberId, service.clock.now());

    const scriptless = await (await phone({ javaScriptEnabled: false })).newPage();
    await scriptless.goto(address);
    await looked(scriptless, 'opening');
    await scriptless.getByRole('button', { name: '打开' }).click();
    await scriptless.getByRole('heading', { name: '我的评价' }).waitFor();

    const other = await (await phone()).newPage();
    const answer = await other.goto(address);
    expect(answer?.status()).toBe(403);
    await other.getByRole('heading', { name: '这个链接是发给另一位同事的' }).waitFor();
    await looked(other, 'refused');
  });
});

/** A service whose pages the browser can reach: their address has to be known before it starts. */
async function reachable(): Promise<{ service: Service; baseUrl: string }> {
  const probe = await listen(webApp([], createLog('silent')), '127.0.0.1', 0);
  await probe.close();
  const { port } = new URL(probe.url);
  const service = await startService({ settings: { PORT: port, BASE_URL: probe.url } });
  return { service, baseUrl: probe.url };
}

/** Takes a picture to look at; a page that scrolls sideways, or whose style the browser was not allowed, fails. */
async function looked(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: projectPath('test-results', `pages-${name}.png`), fullPage: true });
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  expect(await page.evaluate('getComputedStyle(document.querySelector("section")).borderRadius')).toBe(
    '10px',
  );
}
