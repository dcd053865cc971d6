import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buildService, spawnService } from '../support/service-process.ts';
import { LAPTOP, PHONE } from './playground-page.ts';
import { type Stage, stageOf } from './story-page.ts';

const SEPARATOR = '一种锂离子电池陶瓷涂覆隔膜及其制备方法';
const INSPECTION = '一种用于极片缺陷检测的在线视觉系统';
const TO_JOIN = '待开通企微企业（虚构）';
const REVIEW = '专家评价审核';

describe.skipIf(withoutBrowser !== '')(`stories of WeCom in the sandbox${withoutBrowser}`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    buildService();
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'panhuo-wecom-story-'));
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts the sandbox as `npm start` does and looks at one of its enterprises. */
  async function onStage(
    { label, troupe, phone = false }: { label: string; troupe: string; phone?: boolean },
    play: (stage: Stage) => Promise<void>,
  ): Promise<void> {
    const service = await spawnService({ DATABASE_URL: `sqlite:${join(folder, `${label}.db`)}` });
    const page = await browser.newPage({ viewport: phone ? PHONE : LAPTOP, locale: 'zh-CN' });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    try {
      await page.goto(`${service.url}#troupe=${troupe}`);
      await play(stageOf(page, `wecom-${label}`, phone));
      expect(problems).toEqual([]);
    } finally {
      await page.close();
      expect(await service.stop()).toBe(0);
    }
  }

  it('goes from the first star to the receipt of the platform in WeCom alone', async () => {
    await onStage({ label: 'laptop', troupe: '企微企业（虚构）' }, async (stage) => {
      await stage.shoot('start');
      await stage.tap('专家五', SEPARATOR, /4 星/, '已记录您的评价');
      await stage.tap('专家五', '已记录您的评价', '写评价建议', '请直接回复评价建议');
      await stage.say('专家五', '原理可靠，可先做小批量验证', '已更新您的评价');
      await quoteLead(stage, '专家六', '3星 成本偏高');
      await stage.shoot('rated');
      const other = await stage.at('专家六');
      expect(await other.getByRole('button', { name: '写评价建议' }).count()).toBe(0);

      await stage.privately('管理员丙', '应用');
      await stage.tap('管理员丙', REVIEW, '通过', '已通过这条专家评价');
      await stage.shoot('reviewed');
      await stage.tap('管理员丙', REVIEW, '填写企业评价', '请改成本企业的意见');
      await stage.tap('管理员丙', '请改成本企业的意见', '填写评价', '请回复评分和意见');
      await stage.say('管理员丙', '4星 拟在本企业电池包产线试用', '将一字不改地提交平台');
      await stage.shoot('confirm');
      await stage.tap('管理员丙', '将一字不改地提交平台', '确认提交', '平台已接收');
      await posted(stage, '拟在本企业电池包产线试用');
    });
  }, 180_000);

  it('is played on a phone too, one person at a time', async () => {
    await onStage({ label: 'phone', troupe: '企微企业（虚构）', phone: true }, async (stage) => {
      await stage.tap('专家五', SEPARATOR, /4 星/, '已记录您的评价');
      await stage.shoot('rated');
      await stage.privately('管理员丙', '应用');
      await stage.tap('管理员丙', REVIEW, '通过', '已通过这条专家评价');
      await stage.shoot('reviewed');
    });
  }, 180_000);

  it('goes from WeCom to Feishu and back where the experts sit in one and the admin in the other', async () => {
    await onStage({ label: 'mixed', troupe: '两边办公企业（虚构）' }, async (stage) => {
      await stage.tap('专家七', INSPECTION, /4 星/, '已记录您的评价');
      await stage.privately('管理员丁');
      await stage.press('管理员丁', REVIEW, '通过', '已通过');
      await stage.press('管理员丁', REVIEW, '填写企业评价', '已发到您与机器人的私聊');
      const form = await stage.card('管理员丁', '下一步：核对');
      await form.getByRole('combobox').selectOption('5');
      await form.getByRole('textbox').fill('拟用于本企业的检测产线');
      await form.getByRole('button', { name: '下一步：核对' }).click();
      await stage.press('管理员丁', '以上内容将原样提交平台', '确认提交', '企业评价已提交');
      await stage.shoot('posted');
      await posted(stage, '拟用于本企业的检测产线');
      // The bot cannot change a card by itself: the next press says that the turn is over.
      await stage.tap('专家八', INSPECTION, /5 星/, '企业评价已提交');
      await stage.shoot('late');
    });
  }, 180_000);

  it('goes from a new enterprise to the first star of an expert who came by himself', async () => {
    await onStage({ label: 'joining', troupe: TO_JOIN }, async (stage) => {
      await found(stage);
      await stage.privately('负责人乙');
      await stage.say('负责人乙', '我的资料', '管理员资料');
      await stage.tap('负责人乙', '管理员资料', '填写', '30 分钟内有效');
      await stage.say('负责人乙', '负责人乙\n知识产权部\n经理', '资料已保存');
      await inGroup(stage, '负责人乙');
      await stage.say('负责人乙', '添加专家', '我要参加');

      await stage.tap('工程师丙', '成为本企业的专家', '我要参加', '已推荐您为专家');
      await stage.privately('工程师丙');
      await stage.say('工程师丙', '申请入库', '完善专家信息');
      await stage.tap('工程师丙', '完善专家信息', '填写并申请入库', '30 分钟内有效');
      await stage.say('工程师丙', '工程师丙\n高级工程师\n研发部\n储能', '已提交');
      await stage.shoot('applied');
      await stage.privately('负责人乙');
      await stage.tap('负责人乙', '储能', '通过', '已通过');

      await stage.page.getByRole('listitem').filter({ hasText: TO_JOIN }).getByText('推送专利').click();
      await inGroup(stage, '工程师丙');
      await stage.tap('工程师丙', '请从本单位的实际角度评价', /4 星/, '已记录您的评价');
      await stage.shoot('rated');
    });
  }, 180_000);
});

/** The operator creates the enterprise; the one who is in charge writes the sentence into his group. */
async function found(stage: Stage): Promise<void> {
  await stage.page.getByTestId('side-operator').click();
  const operator = stage.page.getByTestId('operator');
  await operator.getByRole('textbox', { name: '新企业的名称' }).fill(TO_JOIN);
  await operator.getByRole('button', { name: '新建企业' }).click();
  await stage.say('负责人乙', await operator.getByTestId('binding-sentence').innerText(), '绑定成功');
}

async function inGroup(stage: Stage, name: string): Promise<void> {
  await (await stage.at(name)).getByRole('tab', { name: '企微技术部群' }).click();
}

async function quoteLead(stage: Stage, name: string, words: string): Promise<void> {
  const lead = await stage.card(name, '请引用本消息');
  await lead.getByRole('button', { name: '引用盘活助手的消息' }).click();
  await stage.say(name, words, '已记录您的评价');
}

async function posted(stage: Stage, opinion: string): Promise<void> {
  const recorded = stage.page.getByTestId('platform-evaluation').filter({ hasText: opinion });
  await recorded.waitFor();
  expect(await recorded.innerText()).not.toMatch(/专家|小批量|成本偏高/);
}
