import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buttonOf, cardOf, patentCard } from './playground-cards.ts';
import { openWorld, PHONE } from './playground-page.ts';

const OPINION = { name: '评价建议' };

interface Scrolled {
  scrollTop: number;
}

function scrollTo(element: Scrolled, top: number): void {
  element.scrollTop = top;
}

describe.skipIf(withoutBrowser !== '')(`the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('shows every person side by side under a banner that says it is a sandbox', async () => {
    const { page, message } = await openWorld(browser);
    for (const openId of ['ou_1', 'ou_2', 'ou_admin']) {
      expect(await message(openId, 'm1').getByRole('article').isVisible()).toBe(true);
    }
    expect(await page.getByTestId('banner').innerText()).toBe(
      '演示环境：飞书、企业微信与专利平台均为模拟，数据为虚构。',
    );
  });

  it('sends the pressed button with the form and shows the notice only to who pressed', async () => {
    const { page, world, person, message } = await openWorld(browser);
    await message('ou_1', 'm1').getByRole('textbox', OPINION).fill('可以中试');
    await message('ou_1', 'm1').getByRole('button', { name: '★★★★☆' }).click();
    const toast = person('ou_1').getByTestId('toast');
    expect(await toast.innerText()).toContain('已记录：4 星');
    expect(await toast.getAttribute('data-type')).toBe('success');
    expect(await person('ou_2').getByTestId('toast').count()).toBe(0);
    expect(world.presses).toEqual([
      { by: 'ou_1', messageId: 'm1', button: 'stars-4', form: { opinion: '可以中试' } },
    ]);
    await message('ou_2', 'm1').getByText('已有 1 位专家评价').waitFor();
    expect(await page.getByTestId('tab-ou_admin-private').innerText()).toContain('1');
  });

  it('empties the form after the press was accepted', async () => {
    const { message } = await openWorld(browser);
    const opinion = message('ou_1', 'm1').getByRole('textbox', OPINION);
    await opinion.fill('可以中试');
    await message('ou_1', 'm1').getByRole('button', { name: '★★★★☆' }).click();
    await expect.poll(() => opinion.inputValue()).toBe('');
  });

  it('keeps what somebody is typing, his focus and his cursor when his card changes', async () => {
    const { page, world, message } = await openWorld(browser);
    const opinion = message('ou_2', 'm1').getByRole('textbox', OPINION);
    await opinion.fill('我还没有写完');
    await opinion.press('ArrowLeft');
    world.put('group', { messageId: 'm1', card: patentCard('已有 1 位专家评价') });
    await message('ou_2', 'm1').getByText('已有 1 位专家评价').waitFor();
    await page.keyboard.type('，');
    expect(await opinion.inputValue()).toBe('我还没有写，完');
  });

  it('keeps the card being read in place when it changes and news comes, and offers the news', async () => {
    const { world, person, message } = await openWorld(browser);
    const list = person('ou_1').getByRole('log');
    await list.evaluate(scrollTo, 150);
    const stars = message('ou_1', 'm1').getByRole('button', { name: '★★★★☆' });
    const before = await stars.boundingBox();
    world.put('group', { messageId: 'm1', card: patentCard('已有 1 位专家评价') });
    world.put('group', { messageId: 'm9', text: '一条新消息' });
    await message('ou_1', 'm9').waitFor({ state: 'attached' });
    expect(await stars.boundingBox()).toEqual(before);
    await person('ou_1').getByRole('button', { name: '有新消息' }).click();
    await expect.poll(() => message('ou_1', 'm9').isVisible()).toBe(true);
  });

  it('keeps what is being read in place when a card above it grows', async () => {
    const { world, person, message } = await openWorld(browser);
    for (let count = 1; count <= 40; count += 1)
      world.put('group', { messageId: `x${count}`, text: `第 ${count} 条` });
    await message('ou_1', 'x40').waitFor();
    await message('ou_1', 'x12').scrollIntoViewIfNeeded();
    const before = await message('ou_1', 'x12').boundingBox();
    world.put('group', { messageId: 'm1', card: patentCard('已有 1 位专家评价\n\n\n\n等待审核') });
    await person('ou_1').getByText('等待审核').waitFor({ state: 'attached' });
    const moved = async (): Promise<number> =>
      Math.abs(((await message('ou_1', 'x12').boundingBox())?.y ?? 0) - (before?.y ?? 0));
    await expect.poll(moved).toBeLessThan(1);
  });

  it('leaves a selected text alone when something else changes', async () => {
    const { page, world, message } = await openWorld(browser);
    await message('ou_1', 'm0').getByText('大家好').dblclick();
    const selected = await page.evaluate('getSelection().toString()');
    world.put('group', { messageId: 'm1', card: patentCard('已有 1 位专家评价') });
    await message('ou_1', 'm1').getByText('已有 1 位专家评价').waitFor({ state: 'attached' });
    expect(selected).not.toBe('');
    expect(await page.evaluate('getSelection().toString()')).toBe(selected);
  });

  it('keeps the place in a chat while another chat is shown', async () => {
    const { page, person } = await openWorld(browser);
    const list = person('ou_1').getByRole('log', { name: '盘活工作群' });
    await list.evaluate(scrollTo, 133);
    await page.getByTestId('tab-ou_1-private').click();
    await page.getByTestId('tab-ou_1-oc_group').click();
    await expect.poll(() => list.evaluate((element: Scrolled) => element.scrollTop)).toBe(133);
  });

  it('marks a press in flight and sends it once however often it is clicked', async () => {
    const { world, message } = await openWorld(browser);
    const release = world.hold();
    const stars = message('ou_1', 'm1').getByRole('button', { name: '★★★★☆' });
    await stars.dblclick();
    await expect.poll(() => stars.getAttribute('aria-busy')).toBe('true');
    release();
    await expect.poll(() => stars.getAttribute('aria-busy')).toBe('false');
    expect(world.presses).toHaveLength(1);
  });

  it('shows the error code of the client when the bot does not answer', async () => {
    const { world, person, message } = await openWorld(browser);
    world.answerNext({ toast: null, clientError: 200341 });
    await message('ou_1', 'm1').getByRole('textbox', OPINION).fill('可以中试');
    await message('ou_1', 'm1').getByRole('button', { name: '★★★★☆' }).click();
    expect(await person('ou_1').getByTestId('toast').innerText()).toContain('客户端错误 200341');
    expect(await message('ou_1', 'm1').getByRole('textbox', OPINION).inputValue()).toBe('可以中试');
  });

  it('writes into the group with and without a mention, and answers a card', async () => {
    const { world, person, message } = await openWorld(browser);
    const composer = person('ou_1').getByTestId('composer').first();
    const box = composer.getByRole('textbox');
    await box.fill('第一句');
    await box.press('Enter');
    await message('ou_2', 't1').getByText('第一句').waitFor();
    await composer.getByRole('button', { name: '@盘活助手' }).click();
    await message('ou_1', 'm1').getByRole('button', { name: '回复' }).click();
    expect(await composer.innerText()).toContain('回复 盘活助手：[卡片] 一种高镍三元正极材料');
    await box.fill('4星 工艺成熟');
    await composer.getByRole('button', { name: '发送', exact: true }).click();
    await message('ou_2', 't2').waitFor();
    expect(world.says).toEqual([
      { by: 'ou_1', chatId: 'oc_group', text: '第一句', mentionBot: true, mentions: [] },
      {
        by: 'ou_1',
        chatId: 'oc_group',
        text: '4星 工艺成熟',
        replyTo: 'm1',
        mentionBot: false,
        mentions: [],
      },
    ]);
  });

  it('keeps a text in the box when it could not be delivered', async () => {
    const { page, person, problems } = await openWorld(browser);
    await page.route('**/sandbox/say', (route) => route.abort());
    const box = person('ou_1').getByTestId('composer').first().getByRole('textbox');
    await box.fill('不要丢');
    await box.press('Enter');
    expect(await person('ou_1').getByTestId('toast').innerText()).toContain('没有送达');
    expect(await box.inputValue()).toBe('不要丢');
    expect(problems.splice(0)).toHaveLength(1);
  });

  it('leads a newcomer through the steps to what the university answers', async () => {
    const { page, world, message, person } = await openWorld(browser);
    const step = page.getByTestId('first-steps').locator('[aria-current]');
    expect(await step.innerText()).toContain('在群里点一颗星');
    await message('ou_1', 'm1').getByRole('button', { name: '★★★★★' }).click();
    await step.getByText('在私聊里审核').waitFor();
    await page.getByTestId('tab-ou_admin-private').click();
    await message('ou_admin', 'm2').getByRole('button', { name: '通过' }).click();
    await step.getByText('填写企业评价并确认').waitFor();
    const evaluation = message('ou_admin', 'm3');
    await evaluation.getByRole('combobox').selectOption('5');
    await evaluation.getByRole('textbox').fill('拟安排中试');
    await evaluation.getByRole('button', { name: '提交' }).click();
    await page.getByTestId('confirm').getByRole('button', { name: '确定' }).click();
    expect(await page.getByTestId('platform-evaluation').innerText()).toContain('拟安排中试');
    expect(await page.getByTestId('platform-evaluation').getByRole('img').getAttribute('aria-label')).toBe(
      '5 星',
    );
    await step.getByText('发送合作意向').waitFor();
    world.putIntent({ idempotencyKey: 'i1' });
    await step.getByText('在模拟平台栏里答复').waitFor();
    await page.getByTestId('platform-intent').getByRole('button', { name: '愿意对接' }).click();
    await expect.poll(() => step.count()).toBe(0);
    expect(await person('ou_admin').getByTestId('toast').last().innerText()).toContain('已提交平台');
  });

  it('remembers that the first steps were dismissed', async () => {
    const { page } = await openWorld(browser);
    const steps = page.getByTestId('first-steps');
    await steps.getByRole('button', { name: '不再显示使用步骤' }).click();
    await page.reload();
    await page.getByTestId('person-ou_1').waitFor();
    expect(await steps.isVisible()).toBe(false);
  });

  it('shows one person at a time on a phone and counts what the others have not read', async () => {
    const { page, world, person } = await openWorld(browser, PHONE);
    expect(await person('ou_2').isVisible()).toBe(false);
    world.put('group', { messageId: 'm9', text: '一条新消息' });
    await page.getByTestId('switch-ou_2').getByText('3').waitFor();
    await page.getByTestId('switch-ou_2').click();
    expect(await person('ou_2').isVisible()).toBe(true);
    expect(await person('ou_1').isVisible()).toBe(false);
    expect(await page.getByTestId('switch-ou_2').innerText()).not.toContain('3');
    await page.getByTestId('switch-platform').click();
    expect(await page.getByTestId('platform').isVisible()).toBe(true);
  });

  it('lets the keyboard walk the tabs and press a card', async () => {
    const { page, world, person } = await openWorld(browser);
    world.put('ou_1', {
      messageId: 'p1',
      kind: 'card',
      card: cardOf('私聊卡片', [buttonOf('ok', '知道了')]),
    });
    await page.getByTestId('tab-ou_1-oc_group').focus();
    await page.keyboard.press('ArrowRight');
    const button = person('ou_1').getByRole('button', { name: '知道了' });
    await button.waitFor();
    await button.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => world.presses).toEqual([{ by: 'ou_1', messageId: 'p1', button: 'ok', form: {} }]);
  });

  it('marks an edited text, names a file and shows what a message answers', async () => {
    const { world, message } = await openWorld(browser);
    world.put('group', { messageId: 'f1', kind: 'file', text: '评价导出.xlsx' });
    world.put('group', {
      messageId: 'e1',
      text: '第一稿',
      replyTo: { messageId: 'f1', excerpt: '评价导出' },
    });
    await message('ou_1', 'e1').getByRole('button', { name: '评价导出' }).waitFor();
    expect(await message('ou_1', 'e1').getByText('已编辑').isVisible()).toBe(false);
    world.put('group', { messageId: 'e1', text: '第二稿', editedAt: 1 });
    await message('ou_1', 'e1').getByText('第二稿').waitFor();
    expect(await message('ou_1', 'e1').getByText('已编辑').isVisible()).toBe(true);
    expect(await message('ou_1', 'f1').innerText()).toContain('评价导出.xlsx');
    expect(await message('ou_1', 'f1').innerText()).toContain('10:30');
  });

  it('says so when the service is gone', async () => {
    const { page, crash, problems } = await openWorld(browser);
    await crash();
    await page.getByText('连接已断开').waitFor();
    problems.splice(0);
  });
});
