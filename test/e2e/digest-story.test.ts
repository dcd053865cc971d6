import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { storyHouse } from './story-house.ts';

describe.skipIf(withoutBrowser !== '')(`digests in the sandbox${withoutBrowser}`, () => {
  const play = storyHouse();

  it.each([
    { label: 'digest-feishu', troupe: '演示企业（虚构）', expert: '专家一', admin: '管理员', on: 'feishu' },
    { label: 'digest-wecom', troupe: '企微企业（虚构）', expert: '专家五', admin: '管理员丙', on: 'wecom' },
  ])(
    'come three Mondays in a row as the clock is moved ($on)',
    async ({ label, troupe, expert, admin, on }) => {
      await play({ label, troupe }, async (house) => {
        const { page, card, at, shoot, press, privately, say } = house;
        await (await at(expert)).getByRole('button', { name: /4 星/ }).last().click();
        await toNextMonday(page, 1);
        await card(expert, '盘活周报');
        await card(expert, '还有');
        const first = await card(expert, '新推送');
        await first.scrollIntoViewIfNeeded();
        await shoot('first');
        if (on === 'feishu') await press(expert, '新推送', '评价', '评价卡片已发到您');
        await toNextMonday(page, 2);
        await toNextMonday(page, 3);
        await expect
          .poll(async () => countOf(await at(expert), '盘活周报'), { timeout: 15_000 })
          .toBeGreaterThan(2);
        await shoot('third');
        await privately(expert);
        await card(expert, '我的待办');
        await shoot('reminded');
        await privately(admin, on === 'wecom' ? '应用' : '机器人');
        await say(admin, '盘活任务', '每件推送专利都提交企业评价');
        const campaign = await card(admin, '中位用时');
        await campaign.scrollIntoViewIfNeeded();
        await shoot('campaign');
        await lookAtOverview(await page.context().newPage(), page.url());
      });
    },
    120_000,
  );
});

/** Opens what the operator sees of all enterprises. */
async function lookAtOverview(overview: Page, sandbox: string): Promise<void> {
  await overview.goto(new URL('/overview', sandbox).href);
  await overview.getByRole('heading', { name: '企业总览' }).waitFor();
  await overview.getByText('需要处理', { exact: false }).first().waitFor();
  const rows = overview.getByRole('row');
  expect(await rows.count()).toBeGreaterThan(3);
  await overview.close();
}

/** Presses 到下周一 09:00 in the operator's column, and waits until everybody's clock says so. */
async function toNextMonday(page: Page, times: number): Promise<void> {
  const operator = page.getByTestId('operator');
  if (await operator.isHidden()) await page.getByTestId('side-operator').click();
  await operator.getByRole('button', { name: '到下周一 09:00' }).click();
  await page.getByTestId('clock').filter({ hasText: '时钟已拨快' }).waitFor();
  await expect.poll(() => page.getByTestId('clock').textContent()).toMatch(times > 1 ? /\d{1,2} 天/ : /拨快/);
}

async function countOf(client: Awaited<ReturnType<Page['locator']>>, words: string): Promise<number> {
  return client.locator('[data-testid^="message-"]', { hasText: words }).count();
}
