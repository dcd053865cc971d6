import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { withoutBrowser } from '../support/browser.ts';
import { type House, setPlatformMode, storyHouse } from './story-house.ts';

const PATENT = '一种锂离子电池陶瓷涂覆隔膜及其制备方法';
const REVIEW = '专家评价审核';
const TROUPE = '企微企业（虚构）';
const NEED = '希望先在一条产线上试装，再谈普通许可的费用。';
const ANSWER = '欢迎来校洽谈，请先与技术转移中心联系。';

describe.skipIf(withoutBrowser !== '')(`stories of cooperation in WeCom${withoutBrowser}`, () => {
  const play = storyHouse();

  it('go from the first star over the page of the intent to the answer in the group', async () => {
    await play({ label: 'wecom-cooperation', troupe: TROUPE }, async (house) => {
      await evaluate(house);
      await house.shoot('card');
      await fillIntent(await openPage(house, await house.card('管理员丙', '合作意向'), '打开填写'));
      await recorded(house);
      await universityAnswers(house);
    });
  }, 180_000);

  it('go from a demand that is filled in with words to everybody on the platform', async () => {
    await play({ label: 'wecom-demand', troupe: TROUPE }, async (house) => {
      await publishDemand(house);
      // That the platform has it is no news for a message of its own: the card says so.
      await house.card('管理员丙', '已公开发布');
      const text = await house.page.getByTestId('platform-demand').locator('.exact').innerText();
      expect(text).toContain('卷对卷制备的复合膜。');
      await house.shoot('published');
    });
  }, 180_000);

  it('go by hand where the platform has no way in, field by field on the page', async () => {
    await play({ label: 'wecom-manual', troupe: TROUPE }, async (house) => {
      await setPlatformMode(house.page, TROUPE, '改为人工填报');
      await publishDemand(house);
      await enterByHand(house);
      expect(await house.page.locator('.record').count()).toBe(0);
    });
  }, 180_000);
});

/** An expert rates, and the admin brings the enterprise's own evaluation to the platform, all of it in WeCom. */
async function evaluate({ tap, privately, say }: House): Promise<void> {
  await tap('专家五', PATENT, /4 星/, '已记录您的评价');
  await privately('管理员丙', '应用');
  await tap('管理员丙', REVIEW, '通过', '已通过这条专家评价');
  await tap('管理员丙', REVIEW, '填写企业评价', '写明评分和意见');
  await tap('管理员丙', '写明评分和意见', '填写评价', '请回复评分和意见');
  await say('管理员丙', '4星 拟在本企业电池包产线试用', '将一字不改地提交平台');
  await tap('管理员丙', '将一字不改地提交平台', '确认提交', '平台已接收');
  await tap('管理员丙', '平台已接收', '我有合作意向', '内容将直接推送给专利所属高校');
}

/** Opens the page of a card, as the tap on its link does. */
async function openPage({ context }: House, card: Locator, name: string): Promise<Page> {
  const opened = context.waitForEvent('page');
  await card.getByRole('link', { name }).click();
  return opened;
}

async function fillIntent(page: Page): Promise<void> {
  await page.getByRole('heading', { name: PATENT }).waitFor();
  await page.getByRole('checkbox', { name: '普通许可' }).check();
  await page.getByLabel('需求描述').fill(NEED);
  await page.getByLabel('联系人').fill('管理员丙');
  await page.getByLabel('联系电话').fill('010-00000000');
  await page.getByLabel('期望时间').fill('2026-12-31');
  await page.getByLabel('预算区间').selectOption('10至50万元');
  await page.screenshot({ path: projectPath('test-results', 'story-wecom-cooperation-page-filled.png') });
  await page.getByRole('button', { name: '下一步：核对全文' }).click();
  await page.getByText('以下全文将一字不改地发送').waitFor();
  expect(await page.locator('.exact').innerText()).toContain(NEED);
  await page.screenshot({ path: projectPath('test-results', 'story-wecom-cooperation-page-confirm.png') });
  await page.getByRole('button', { name: '确认发送' }).click();
  await page.getByText('合作意向已确认').waitFor();
  await page.close();
}

async function recorded({ page, tap, shoot }: House): Promise<void> {
  const intent = page.getByTestId('platform-intent');
  await intent.waitFor();
  const text = await intent.locator('.exact').first().innerText();
  expect(text).toContain(NEED);
  expect(text).not.toMatch(/专家|4 ?星/);
  await tap('管理员丙', '合作意向', '刷新', '已推送给高校');
  await shoot('recorded');
}

/** The group hears that there is an answer; what the university wrote stands on the admin's card alone. */
async function universityAnswers({ at, card, page, shoot }: House): Promise<void> {
  const intent = page.getByTestId('platform-intent');
  await intent.getByRole('textbox', { name: '高校的附言' }).fill(ANSWER);
  await intent.getByRole('button', { name: '愿意对接' }).click();
  await card('管理员丙', `高校答复：愿意对接。${ANSWER}`);
  const news = await card('专家六', '高校已答复本企业');
  expect(await news.innerText()).toContain(PATENT);
  expect(await (await at('专家六')).innerText()).not.toContain(ANSWER);
  await shoot('answered');
}

/** The admin asks for the form in words and fills it in with words. */
async function publishDemand({ privately, say, tap, page, shoot }: House): Promise<void> {
  await privately('管理员丙', '应用');
  await say('管理员丙', '发布需求', '发布后平台所有用户可见');
  await tap('管理员丙', '发布后平台所有用户可见', '填写内容', '请按行回复');
  await shoot('asked');
  const words = '需求名称：电解质膜量产工艺\n技术领域：动力电池\n需求描述：卷对卷制备的复合膜。';
  await say('管理员丙', words, '请核对：上面的消息里是全文');
  await shoot('confirm');
  expect(await page.getByTestId('platform-demand').count()).toBe(0);
  await tap('管理员丙', '请核对：上面的消息里是全文', '确认公开发布', '关闭需求');
}

/** The list shows one thing at a time; what was marked by mistake comes back. */
async function enterByHand(house: House): Promise<void> {
  const { say, tap, card, shoot } = house;
  await say('管理员丙', '待填报', '第 1 / 1 条');
  await shoot('list');
  const page = await openPage(house, await card('管理员丙', '第 1 / 1 条'), '逐项复制');
  await page.getByRole('heading', { name: '公开需求' }).waitFor();
  expect(await page.getByLabel('需求描述').inputValue()).toBe('卷对卷制备的复合膜。');
  expect(await page.getByRole('button', { name: '复制' }).count()).toBeGreaterThan(2);
  await page.screenshot({ path: projectPath('test-results', 'story-wecom-manual-page.png') });
  await page.close();
  await tap('管理员丙', '第 1 / 1 条', '已填报', '已登记为在平台填报');
  await tap('管理员丙', '已登记为在平台填报', '撤销上一条登记', '已撤销登记');
  await tap('管理员丙', '已撤销登记', '已填报', '已登记为在平台填报');
  await tap('管理员丙', '已登记为在平台填报', '刷新', '没有待填报的内容');
  await shoot('done');
}
