import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buildService, spawnService } from '../support/service-process.ts';
import { LAPTOP, PHONE } from './playground-page.ts';
import { type Stage, stageOf } from './story-page.ts';

const NAME = '待开通企业（虚构）';
const GROUP = '技术部群（演示）';
/** Words of the expert's card when he is invited, and when his application came back. */
const INVITED = '企业管理员推荐您为专家';
const RETURNED = '请按管理员的意见修改';

describe.skipIf(withoutBrowser !== '')(`joining in the sandbox${withoutBrowser}`, () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panhuo-joining-'));
    buildService();
    browser = await launchBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts the sandbox as `npm start` does and looks at those who have not joined yet. */
  async function onStage(
    label: string,
    phone: boolean,
    play: (stage: Stage) => Promise<void>,
  ): Promise<void> {
    const service = await spawnService({ DATABASE_URL: `sqlite:${join(folder, `${label}.db`)}` });
    const page = await browser.newPage({ viewport: phone ? PHONE : LAPTOP, locale: 'zh-CN' });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    try {
      await page.goto(`${service.url}#troupe=${NAME}&side=operator`);
      await page.getByRole('region', { name: '负责人的飞书' }).waitFor();
      await play(stageOf(page, `joining-${label}`, phone));
      expect(problems).toEqual([]);
    } finally {
      await page.close();
      expect(await service.stop()).toBe(0);
    }
  }

  it('goes from a new enterprise to the first star of an expert who was returned once', async () => {
    await onStage('laptop', false, async (stage) => {
      await found(stage);
      await stage.card('工程师甲', '绑定成功');
      await stage.shoot('bound');
      await recommendByMention(stage, '工程师甲');
      await recommendByPicker(stage, '工程师乙');
      await apply(stage, '工程师甲', INVITED, '电芯设计');
      await judge(stage, '退回', '请写明擅长的材料体系', '已退回');
      await apply(stage, '工程师甲', RETURNED, '高镍正极材料');
      await judge(stage, '通过', '', '已通过');
      await apply(stage, '工程师乙', INVITED, '机器视觉');
      await judge(stage, '通过', '', '已通过');
      await rate(stage, '工程师甲');
      await seeNothingOfOthers(stage);
    });
  }, 120_000);

  it('is played on a phone too, one person at a time', async () => {
    await onStage('phone', true, async (stage) => {
      await stage.page.getByTestId('switch-operator').click();
      await found(stage);
      await stage.card('工程师甲', '绑定成功');
      await stage.shoot('bound');
      await stage.privately('负责人');
      await stage.card('负责人', '管理员资料');
      await stage.shoot('profile');
    });
  }, 120_000);
});

/** The operator creates the enterprise; the one who is in charge writes the sentence into his group. */
async function found(stage: Stage): Promise<void> {
  const operator = stage.page.getByTestId('operator');
  await operator.getByRole('textbox', { name: '新企业的名称' }).fill(NAME);
  await operator.getByRole('button', { name: '新建企业' }).click();
  const sentence = await stage.page.getByTestId('binding-sentence').innerText();
  await stage.shoot('code');
  await write(await stage.at('负责人'), sentence);
}

/** The composer of a person's open chat. */
function composerOf(client: Locator): Locator {
  return client.locator('[data-testid="composer"]:visible');
}

async function write(client: Locator, text: string): Promise<void> {
  const box = composerOf(client).getByRole('textbox');
  await box.fill(text);
  await box.press('Enter');
}

async function recommendByMention(stage: Stage, name: string): Promise<void> {
  const client = await stage.at('负责人');
  await composerOf(client).getByRole('button', { name: '提及成员' }).click();
  await composerOf(client).getByRole('option').filter({ hasText: name }).click();
  await stage.shoot('mention');
  await write(client, '添加专家');
  await stage.card('负责人', '已推荐');
}

async function recommendByPicker(stage: Stage, name: string): Promise<void> {
  const client = await stage.at('负责人');
  await write(client, '添加专家');
  const card = await stage.card('负责人', '每位同事会收到');
  await card.locator('summary').click();
  await card.getByRole('checkbox', { name }).check();
  await stage.shoot('picker');
  await card.getByRole('button', { name: '推荐为专家' }).click();
  await client.getByTestId('toast').filter({ hasText: '推荐' }).first().waitFor();
}

/** An expert fills the card that invites him, or the one that came back, and applies. */
async function apply(stage: Stage, name: string, invitation: string, field: string): Promise<void> {
  await stage.privately(name);
  const card = await stage.card(name, invitation);
  await card.getByRole('textbox', { name: '姓名' }).fill(name);
  await card.getByRole('textbox', { name: '职务' }).fill('高级工程师');
  await card.getByRole('textbox', { name: '所属领域' }).fill(field);
  await card.getByRole('button', { name: '申请入库' }).click();
  await (await stage.at(name)).getByTestId('toast').filter({ hasText: '已提交' }).last().waitFor();
  await stage.privately('负责人');
  await stage.card('负责人', field);
}

async function judge(stage: Stage, verdict: string, opinion: string, outcome: string): Promise<void> {
  const card = await stage.card('负责人', '专家入库审核');
  if (opinion !== '') await card.getByRole('textbox').fill(opinion);
  await stage.shoot('judged');
  await card.getByRole('button', { name: verdict, exact: true }).click();
  await (await stage.at('负责人')).getByTestId('toast').filter({ hasText: outcome }).first().waitFor();
}

async function rate(stage: Stage, name: string): Promise<void> {
  await stage.page
    .getByRole('listitem')
    .filter({ hasText: NAME })
    .getByRole('button', { name: '推送专利' })
    .click();
  await (await stage.at(name)).getByRole('tab', { name: GROUP }).click();
  await stage.press(name, '请从本单位的实际角度评价', /^★★★★☆ 4 星/, '已记录您的评价');
  await stage.shoot('rated');
}

/** The other enterprises' people have not a word of this one on their screens. */
async function seeNothingOfOthers(stage: Stage): Promise<void> {
  await stage.page.getByTestId('troupe-演示企业二（虚构）').click();
  for (const name of ['专家三', '专家四', '管理员乙']) {
    expect(await (await stage.at(name)).textContent()).not.toMatch(/工程师|负责人|待开通企业/);
  }
}
