import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { openWorld, PHONE } from './playground-page.ts';

describe.skipIf(withoutBrowser !== '')(`the operator in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('founds an enterprise and is shown its code with the sentence to write', async () => {
    const { page } = await openWorld(browser);
    await page.getByTestId('side-operator').click();
    expect(await page.getByTestId('platform').isVisible()).toBe(false);
    const operator = page.getByTestId('operator');
    await operator.getByText('3 名成员 · 1 个群').waitFor();
    await operator.getByRole('textbox').fill('待开通企业（虚构）');
    await operator.getByRole('button', { name: '新建企业' }).click();
    expect(await page.getByTestId('binding-code').innerText()).toBe('7QK2-XR9A-40B1');
    expect(await page.getByTestId('binding-sentence').innerText()).toBe('@盘活助手 绑定 7QK2-XR9A-40B1');
    await operator.getByText('0 名成员 · 0 个群').waitFor();
    expect(await operator.getByRole('textbox').inputValue()).toBe('');
    await page.screenshot({ path: projectPath('test-results', 'playground-operator-laptop.png') });
  });

  it('moves the clock, and every page says so', async () => {
    const { page } = await openWorld(browser);
    expect(await page.getByTestId('clock').isVisible()).toBe(false);
    await page.getByTestId('side-operator').click();
    await page.getByRole('button', { name: '+1 天' }).click();
    await page.getByTestId('clock').filter({ hasText: '时钟已拨快 1 天' }).waitFor();
    await page.getByRole('button', { name: '+1 小时' }).click();
    await page.getByTestId('clock').filter({ hasText: '时钟已拨快 1 天 1 小时' }).waitFor();
    await page.screenshot({ path: projectPath('test-results', 'playground-clock-laptop.png') });
  });

  it('issues another code and pushes a patent, or says why there was none', async () => {
    const { page, world } = await openWorld(browser);
    await world.operator.createEnterprise('还没有群的企业（虚构）');
    await page.getByTestId('side-operator').click();
    const first = page.getByTestId('enterprise-e1');
    await first.getByRole('button', { name: '新的绑定码' }).click();
    await page.getByText('「演示企业（虚构）」的绑定码').waitFor();
    await first.getByRole('button', { name: '推送专利' }).click();
    const toast = page.getByTestId('operator').getByTestId('toast');
    await toast.filter({ hasText: '已推送 1 件专利' }).waitFor();
    await page.getByTestId('enterprise-e2').getByRole('button', { name: '推送专利' }).click();
    await toast.filter({ hasText: '没有推送' }).waitFor();
  });

  it('says how an enterprise gets to the platform, there and back', async () => {
    const { page } = await openWorld(browser);
    await page.getByTestId('side-operator').click();
    const operator = page.getByTestId('operator');
    await operator.getByText('1 个群 · 接口直报').waitFor();
    await operator.getByRole('button', { name: '改为人工填报' }).click();
    await operator.getByText('1 个群 · 人工填报').waitFor();
    await operator.getByRole('button', { name: '改为接口直报' }).click();
    await operator.getByTestId('toast').filter({ hasText: '1 条待填报的内容将由接口发送' }).waitFor();
    await operator.getByText('1 个群 · 接口直报').waitFor();
  });

  it('copies the sentence, which binds when it is pasted with its mention in words', async () => {
    const { page, world, person } = await openWorld(browser);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByTestId('side-operator').click();
    await page.getByTestId('enterprise-e1').getByRole('button', { name: '新的绑定码' }).click();
    await page.getByRole('button', { name: '复制这句话' }).click();
    await page.getByTestId('operator').getByTestId('toast').filter({ hasText: '已复制' }).waitFor();
    const composer = person('ou_1').getByTestId('composer').first();
    await composer.getByRole('button', { name: '@盘活助手' }).click();
    await composer.getByRole('textbox').focus();
    await page.keyboard.press('ControlOrMeta+V');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => world.says.map(({ text, mentionBot }) => ({ text, mentionBot })))
      .toEqual([{ text: '绑定 7QK2-XR9A-40B1', mentionBot: true }]);
  });

  it('is told when the service does not answer', async () => {
    const { page, problems } = await openWorld(browser);
    await page.getByTestId('side-operator').click();
    await page.getByTestId('enterprise-e1').waitFor();
    await page.route('**/sandbox/operator/code', (route) => route.abort());
    await page.getByRole('button', { name: '新的绑定码' }).click();
    await page.getByTestId('operator').getByTestId('toast').filter({ hasText: '没有送达' }).waitFor();
    expect(problems.splice(0)).toHaveLength(1);
  });

  it('stands on a phone where a person stands', async () => {
    const { page } = await openWorld(browser, PHONE);
    await page.getByTestId('switch-operator').click();
    await page.getByRole('button', { name: '新的绑定码' }).click();
    await page.getByTestId('binding-code').waitFor();
    await page.screenshot({ path: projectPath('test-results', 'playground-operator-phone.png') });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});
