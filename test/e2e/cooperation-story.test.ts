import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { type House, setPlatformMode, storyHouse } from './story-house.ts';

const PATENT = '一种动力电池组热失控早期预警方法';
const REVIEW = '专家评价审核';
const NEED = '希望先在一条产线上试装，再谈普通许可的费用。';
const ANSWER = '欢迎来校洽谈，请先与技术转移中心联系。';

describe.skipIf(withoutBrowser !== '')(`stories of cooperation in the sandbox${withoutBrowser}`, () => {
  const play = storyHouse();

  it('go from the first star to the answer of the university in the group', async () => {
    await play({ label: 'cooperation' }, async (house) => {
      await evaluate(house);
      await fillIntent(house);
      await confirmIntent(house);
      await universityAnswers(house);
    });
  }, 180_000);

  it('go from a demand in words to everybody on the platform, and to its end', async () => {
    await play({ label: 'demand' }, async (house) => {
      await publishDemand(house);
      await closeDemand(house);
    });
  }, 180_000);

  it('go by hand where the platform has no way in, until the way is opened', async () => {
    await play({ label: 'manual' }, async (house) => {
      await byHand(house);
      await wayIsOpened(house);
    });
  }, 180_000);
});

/** An expert rates, and the admin brings the enterprise's own evaluation to the platform. */
async function evaluate({ press, privately, card }: House): Promise<void> {
  await press('专家一', PATENT, /^★★★★☆ 4 星/, '已记录您的评价');
  await privately('管理员');
  await press('管理员', REVIEW, '通过', '已通过');
  await press('管理员', REVIEW, '填写企业评价', '已发到您与机器人的私聊');
  await fillEvaluation(await card('管理员', '下一步：核对'));
  await press('管理员', '以上内容将原样提交平台', '确认提交', '企业评价已提交');
  await card('管理员', '平台已接收');
}

async function fillEvaluation(form: Locator): Promise<void> {
  await form.getByRole('combobox').selectOption('4');
  await form.getByRole('textbox').fill('拟在本企业电池包产线试用');
  await form.getByRole('button', { name: '下一步：核对' }).click();
}

/** Fills in the form of an intent as its client draws it, with mouse and keyboard. */
async function fillIntent({ press, card, shoot, page }: House): Promise<void> {
  await press('管理员', '平台已接收', '我有合作意向', '合作意向卡片已发到您与机器人的私聊');
  const form = await card('管理员', '下一步：核对全文');
  await form.getByRole('button', { name: '下一步：核对全文' }).click();
  await form.getByText('此项必填').first().waitFor();
  await shoot('missing');

  await pick(form, '普通许可');
  await form.locator('[name="need"]').fill(NEED);
  await form.locator('[name="contact"]').focus();
  await page.keyboard.type('管理员');
  await page.keyboard.press('Tab');
  await page.keyboard.type('010-00000000');
  await form.locator('[name="wanted"]').fill('2026-12-31');
  await form.locator('[name="budget"]').selectOption('10至50万元');
  await shoot('filled');
  await form.getByRole('button', { name: '下一步：核对全文' }).click();
}

async function pick(form: Locator, offer: string): Promise<void> {
  await form.locator('summary').first().click();
  await form.locator('.offer', { hasText: offer }).first().click();
}

/** Nothing has left the enterprise before the admin has confirmed the very text that he was shown. */
async function confirmIntent({ press, card, shoot, page }: House): Promise<void> {
  const confirm = await card('管理员', '以下全文将一字不改地发送');
  await shoot('confirm');
  const shown = await confirm.innerText();
  expect(shown).toContain(NEED);
  expect(await page.getByTestId('platform-intent').count()).toBe(0);
  await press('管理员', '以下全文将一字不改地发送', '确认发送', '合作意向已确认');
  const recorded = page.getByTestId('platform-intent');
  await recorded.waitFor();
  const text = await recorded.locator('.exact').first().innerText();
  expect(text).toContain(NEED);
  expect(shown).toContain(text);
  expect(text).not.toMatch(/专家|4 ?星/);
  await card('管理员', '平台已接收，回执号');
  await shoot('recorded');
}

/** The group hears that there is an answer; what the university wrote stands on the admin's card alone. */
async function universityAnswers({ at, card, page, shoot }: House): Promise<void> {
  const intent = page.getByTestId('platform-intent');
  await intent.getByRole('textbox', { name: '高校的附言' }).fill(ANSWER);
  await intent.getByRole('button', { name: '愿意对接' }).click();
  await intent.getByText('高校答复：愿意对接').waitFor();
  await card('管理员', `高校答复：愿意对接。${ANSWER}`);
  const news = await card('专家一', '高校已答复本企业');
  expect(await news.innerText()).toContain(PATENT);
  expect(await (await at('专家一')).innerText()).not.toContain(ANSWER);
  await shoot('answered');
}

/** The admin asks for the form in words; what is not for everybody is named before it counts. */
async function publishDemand({ privately, say, press, card, shoot, page }: House): Promise<void> {
  await privately('管理员');
  await say('管理员', '发布需求', '下一步：核对全文');
  const form = () => card('管理员', '下一步：核对全文');
  await fillDemand(await form(), '卷对卷制备的复合膜，详询 13800001234。');
  await card('管理员', '电话号码「13800001234」');
  await shoot('warned');
  await press('管理员', '已核对，公开发布', '返回修改', '可以继续修改');
  await fillDemand(await form(), '卷对卷制备的复合膜。');
  await card('管理员', '确认公开发布');
  expect(await page.getByTestId('platform-demand').count()).toBe(0);
  await press('管理员', '以下全文将一字不改地公开发布', '确认公开发布', '需求已确认');
  const recorded = page.getByTestId('platform-demand');
  await recorded.waitFor();
  expect(await recorded.locator('.exact').innerText()).toContain('卷对卷制备的复合膜。');
  await card('管理员', '平台已接收，回执号');
  await shoot('published');
}

async function fillDemand(form: Locator, need: string): Promise<void> {
  await form.locator('[name="title"]').fill('电解质膜量产工艺');
  await form.locator('[name="field"]').fill('动力电池');
  await form.locator('[name="need"]').fill(need);
  await form.getByRole('button', { name: '下一步：核对全文' }).click();
}

/** What is over stays in the platform's books, marked as such. */
async function closeDemand({ say, card, shoot, page }: House): Promise<void> {
  await (await card('管理员', '平台已接收，回执号')).getByRole('button', { name: '关闭需求' }).click();
  await page.getByTestId('confirm').getByRole('button', { name: '确定' }).click();
  await card('管理员', '平台已获知');
  await page.getByTestId('platform-demand').getByText('已关闭').waitFor();
  await shoot('closed');
  await say('管理员', '企业需求', '还没有合作意向');
  await (await card('管理员', '还没有合作意向')).getByRole('button', { name: '公开需求' }).click();
  expect(await (await card('管理员', '已关闭 1')).innerText()).toContain('电解质膜量产工艺');
}

/** Whoever must enter it on the platform himself has a list, and what he marked by mistake is his to do again. */
async function byHand(house: House): Promise<void> {
  const { page, privately, press, say, card, shoot } = house;
  await setPlatformMode(page, '演示企业（虚构）', '改为人工填报');
  await press('专家一', PATENT, /^★★★★☆ 4 星/, '已记录您的评价');
  await privately('管理员');
  await press('管理员', REVIEW, '填写企业评价', '已发到您与机器人的私聊');
  await fillEvaluation(await card('管理员', '下一步：核对'));
  await press('管理员', '以上内容将原样提交平台', '确认提交', '企业评价已提交');
  await intentByKeyboard(house);
  await say('管理员', '发布需求', '下一步：核对全文');
  const form = await card('管理员', '下一步：核对全文');
  await pickByKeyboard(form, ['普通许可', '作价入股']);
  await shoot('picked');
  await fillDemand(form, '卷对卷制备的复合膜。');
  await card('管理员', '合作方式：普通许可、作价入股');
  await press('管理员', '以下全文将一字不改地公开发布', '确认公开发布', '需求已确认');

  await say('管理员', '待填报', '第 1 / 3 条');
  await shoot('list');
  await press('管理员', '第 1 / 3 条', '已填报', '已登记');
  const intent = await card('管理员', '第 1 / 2 条');
  expect(await intent.innerText()).toContain(NEED);
  await press('管理员', '第 1 / 2 条', '撤销上一条登记', '仍待填报');
  for (const place of ['第 1 / 3 条', '第 1 / 2 条', '第 1 / 1 条'])
    await press('管理员', place, '已填报', '已登记');
  await card('管理员', '没有待填报的内容');
  await shoot('done');
}

/** Fills in an intent without touching the mouse, and confirms its text. */
async function intentByKeyboard({ press, card, page }: House): Promise<void> {
  await press('管理员', '请把下面的内容填到平台', '我有合作意向', '合作意向卡片已发到您与机器人的私聊');
  const form = await card('管理员', '下一步：核对全文');
  await pickByKeyboard(form, ['普通许可']);
  for (const typed of [NEED, '管理员', '010-00000000']) {
    await page.keyboard.press('Tab');
    await page.keyboard.type(typed);
  }
  await form.getByRole('button', { name: '下一步：核对全文' }).focus();
  await page.keyboard.press('Enter');
  const text = await (await card('管理员', '以下全文将一字不改地发送')).innerText();
  for (const words of [NEED, '合作方式：普通许可', '联系电话：010-00000000']) expect(text).toContain(words);
  await press('管理员', '以下全文将一字不改地发送', '确认发送', '合作意向已确认');
}

/** Unfolds a list of which several can be chosen, ticks what is wanted and folds it up again, all by keyboard. */
async function pickByKeyboard(form: Locator, wanted: readonly string[]): Promise<void> {
  const line = form.locator('summary').first();
  const { keyboard } = form.page();
  await line.focus();
  await keyboard.press('Enter');
  const offers = await form.locator('.offer').allInnerTexts();
  for (const offer of offers) {
    await keyboard.press('Tab');
    if (wanted.includes(offer.trim())) await keyboard.press(' ');
  }
  await keyboard.press('Escape');
  expect(await line.getAttribute('aria-label')).toContain(`：${wanted.join('、')}`);
}

/** What was entered by hand is there already: only what comes after it is posted. */
async function wayIsOpened({ page, say, press, card, shoot }: House): Promise<void> {
  await say('管理员', '发布需求', '下一步：核对全文');
  await fillDemand(await card('管理员', '下一步：核对全文'), '另一条需求。');
  await press('管理员', '以下全文将一字不改地公开发布', '确认公开发布', '需求已确认');
  await say('管理员', '待填报', '第 1 / 1 条');
  expect(await page.getByTestId('platform').locator('.record').count()).toBe(0);
  await setPlatformMode(page, '演示企业（虚构）', '改为接口直报');
  await page.getByTestId('side-platform').click();
  const demand = page.getByTestId('platform-demand');
  await demand.waitFor();
  expect(await demand.locator('.exact').allInnerTexts()).toEqual([expect.stringContaining('另一条需求。')]);
  expect(await page.getByTestId('platform-evaluation').count()).toBe(0);
  await card('管理员', '没有待填报的内容');
  await shoot('opened');
}
