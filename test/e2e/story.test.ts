import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { findChromium, launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buildService, type ServiceProcess, spawnService } from '../support/service-process.ts';
import { LAPTOP, PHONE } from './playground-page.ts';
import { type Stage, stageOf } from './story-page.ts';

const PATENT = '一种动力电池组热失控早期预警方法';

describe.skipIf(findChromium() === null)(`a newcomer's story in the sandbox${withoutBrowser}`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    buildService();
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'panhuo-story-'));
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts the service as `npm start` does and opens the address it prints. */
  async function onStage(
    label: string,
    phone: boolean,
    play: (stage: Stage) => Promise<void>,
  ): Promise<void> {
    const service: ServiceProcess = await spawnService({
      DATABASE_URL: `sqlite:${join(folder, `${label}.db`)}`,
    });
    const page = await browser.newPage({ viewport: phone ? PHONE : LAPTOP, locale: 'zh-CN' });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    try {
      await page.goto(service.url);
      await page.getByText(PATENT).first().waitFor({ state: 'attached' });
      await play(stageOf(page, label, phone));
      expect(problems).toEqual([]);
    } finally {
      await page.close();
      expect(await service.stop()).toBe(0);
    }
  }

  it('goes from the first star to the receipt of the platform', async () => {
    await onStage('laptop', false, async (stage) => {
      await stage.shoot('start');
      await twoExpertsRate(stage);
      await adminReviews(stage);
      await adminEvaluates(stage);
      await tooLate(stage);
    });
  }, 120_000);

  it('goes the same way on a phone, one person at a time', async () => {
    await onStage('phone', true, async (stage) => {
      await stage.at('专家一');
      await stage.shoot('start');
      await stage.press('专家一', PATENT, /^★★★★☆ 4 星/, '已记录您的评价');
      await stage.shoot('rated');
      await stage.privately('管理员');
      await stage.press('管理员', '专家评价审核', '通过', '已通过');
      await stage.shoot('reviewed');
      await stage.press('管理员', '专家评价审核', '填写企业评价', '已发到您与机器人的私聊');
      await fillEvaluation(stage, '4', '拟在本企业电池包产线试用');
      await stage.shoot('filled');
      await stage.press('管理员', '请核对企业评价', '确认提交', '企业评价已提交');
      await stage.card('管理员', '平台已接收');
      await stage.shoot('posted');
    });
  }, 120_000);

  it('is told the next step by the page at every turn', async () => {
    await onStage('steps', false, async (stage) => {
      const next = stage.page.getByTestId('first-steps').locator('[aria-current="step"]');
      await next.filter({ hasText: '专家在群里点一颗星' }).waitFor();
      await stage.press('专家二', PATENT, /^★★★☆☆ 3 星/, '已记录您的评价');
      await next.filter({ hasText: '管理员在私聊里审核' }).waitFor();
      await stage.privately('管理员');
      await stage.press('管理员', '专家评价审核', '通过', '已通过');
      await next.filter({ hasText: '管理员填写企业评价并确认' }).waitFor();
      await stage.press('管理员', '专家评价审核', '填写企业评价', '已发到您与机器人的私聊');
      await fillEvaluation(stage, '3', '拟先做小批量验证');
      expect(await next.innerText()).toContain('填写企业评价并确认');
      await stage.press('管理员', '请核对企业评价', '确认提交', '企业评价已提交');
      await next.filter({ hasText: '管理员发送合作意向' }).waitFor();
      expect(await stage.page.getByTestId('first-steps').locator('li.done').count()).toBe(3);
      await stage.shoot('done');
    });
  }, 120_000);
});

async function twoExpertsRate(stage: Stage): Promise<void> {
  const first = await stage.card('专家一', PATENT);
  await first.getByRole('textbox').fill('原理可靠，可先做小批量验证');
  await stage.press('专家一', PATENT, /^★★★★☆ 4 星/, '已记录您的评价');

  const second = await stage.card('专家二', PATENT);
  await second.getByRole('button', { name: '回复盘活助手的消息' }).click();
  const box = (await stage.at('专家二')).locator('[data-testid="composer"]:visible').getByRole('textbox');
  await box.fill('3星 成本偏高，需要验证');
  await box.press('Enter');
  await (await stage.at('专家二')).getByText('已记录您的评价，等待企业管理员审核。').first().waitFor();
  await stage.card('专家二', '已有 2 位专家评价');
  await stage.shoot('rated');

  const groupCard = await (await stage.card('管理员', '已有 2 位专家评价')).innerText();
  expect(groupCard).not.toMatch(/原理可靠|成本偏高|专家一|专家二/);
}

async function adminReviews(stage: Stage): Promise<void> {
  await stage.privately('管理员');
  const review = await stage.card('管理员', '专家评价审核');
  await stage.shoot('review');
  await review.getByRole('button', { name: '退回修改' }).last().click();
  await (await stage.at('管理员')).getByTestId('toast').filter({ hasText: NOTICES.reason_missing }).waitFor();
  await review.getByRole('textbox').fill('请补充成本依据');
  await review.getByRole('button', { name: '退回修改' }).last().click();
  await (await stage.at('管理员')).getByTestId('toast').filter({ hasText: '已退回' }).waitFor();

  await stage.privately('专家二');
  const returned = await stage.card('专家二', '请补充成本依据');
  await stage.shoot('returned');
  await returned.getByRole('textbox').fill('按年产一万组测算，成本可接受');
  await stage.press('专家二', '请补充成本依据', /^★★★★☆ 4 星/, '已更新您的评价');
  await stage.card('管理员', '成本可接受');
  await stage.press('管理员', '专家评价审核', '通过', '已通过');
  await stage.card('管理员', '1 条待审核');
  await stage.press('管理员', '专家评价审核', '通过', '已通过');
  await stage.card('管理员', '0 条待审核');
  await stage.shoot('reviewed');
}

async function fillEvaluation(stage: Stage, stars: string, opinion: string): Promise<void> {
  const form = await stage.card('管理员', '下一步：核对');
  await form.getByRole('combobox').selectOption(stars);
  await form.getByRole('textbox').fill(opinion);
  await form.getByRole('button', { name: '下一步：核对' }).click();
  await stage.card('管理员', '以上内容将原样提交平台');
}

async function adminEvaluates(stage: Stage): Promise<void> {
  await stage.press('管理员', '专家评价审核', '填写企业评价', '已发到您与机器人的私聊');
  const form = await stage.card('管理员', '下一步：核对');
  expect(await form.getByRole('textbox').inputValue()).toContain('原理可靠，可先做小批量验证');
  await stage.shoot('proposal');
  await fillEvaluation(stage, '5', '原理可靠，可先做小批量验证');
  await stage.card('管理员', '意见中有专家评价的原文');
  await stage.shoot('warning');
  await stage.press('管理员', '请核对企业评价', '返回修改', '可以继续修改');
  await fillEvaluation(stage, '4', '拟在本企业电池包产线试用，希望洽谈普通许可');
  await stage.shoot('confirm');
  await stage.press('管理员', '请核对企业评价', '确认提交', '企业评价已提交');
  await stage.card('管理员', '平台已接收');

  const recorded = stage.page.getByTestId('platform-evaluation');
  await recorded.waitFor();
  expect(await recorded.count()).toBe(1);
  const text = await recorded.innerText();
  expect(text).toContain('拟在本企业电池包产线试用，希望洽谈普通许可');
  expect(text).not.toMatch(/专家|成本可接受|小批量/);
  await stage.shoot('posted');
}

async function tooLate(stage: Stage): Promise<void> {
  const closed = await stage.card('专家一', '企业评价已提交，专家评价已关闭');
  expect(await closed.getByRole('button', { name: /星/ }).count()).toBe(0);
  await closed.getByRole('button', { name: '回复盘活助手的消息' }).click();
  const box = (await stage.at('专家一')).locator('[data-testid="composer"]:visible').getByRole('textbox');
  await box.fill('5星');
  await box.press('Enter');
  const refused = (await stage.at('专家一')).getByText('您的这次操作没有记录').first();
  await refused.waitFor();
  await refused.scrollIntoViewIfNeeded();
  await stage.shoot('late');
}
