import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { openWorld, PHONE } from './playground-page.ts';

describe.skipIf(withoutBrowser !== '')(`several enterprises in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('are shown one at a time, with the people of the chosen one side by side', async () => {
    const { page, person } = await openWorld(browser);
    expect(await person('ou_3').isVisible()).toBe(false);
    expect(await page.getByTestId('first-steps').isVisible()).toBe(true);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    for (const openId of ['ou_3', 'ou_b']) expect(await person(openId).isVisible()).toBe(true);
    for (const openId of ['ou_1', 'ou_2', 'ou_admin']) expect(await person(openId).isVisible()).toBe(false);
    expect(await page.getByTestId('first-steps').isVisible()).toBe(false);
    await page.screenshot({ path: projectPath('test-results', 'playground-people-laptop.png') });
  });

  it('are remembered by the address, and so is whom the viewer has hidden', async () => {
    const { page, person } = await openWorld(browser);
    await page.getByTestId('show-专家二').click();
    expect(await person('ou_2').isVisible()).toBe(false);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    await page.reload();
    await person('ou_3').waitFor();
    expect(await person('ou_1').isVisible()).toBe(false);
    await page.getByTestId('troupe-演示企业（虚构）').click();
    expect(await person('ou_1').isVisible()).toBe(true);
    expect(await person('ou_2').isVisible()).toBe(false);
    await page.getByTestId('show-专家二').click();
    expect(await person('ou_2').isVisible()).toBe(true);
    expect(new URL(page.url()).hash).toBe('');
  });

  it('show the first one when the address names one that is not there', async () => {
    const { page, person } = await openWorld(browser);
    await page.goto(`${page.url()}#troupe=nobody`);
    await page.reload();
    await person('ou_1').waitFor();
  });

  it('say what is unread by those who are not on the screen', async () => {
    const { page, world } = await openWorld(browser);
    const other = page.getByTestId('troupe-演示企业二（虚构）');
    expect(await other.locator('.unread').isVisible()).toBe(false);
    await page.getByTestId('show-专家二').click();
    world.put('group2', { messageId: 'g2', text: '新的专利' });
    world.put('group', { messageId: 'g1', text: '新的专利' });
    await expect.poll(() => other.locator('.unread').innerText()).toBe('2');
    await expect.poll(() => page.getByTestId('show-专家二').locator('.unread').innerText()).toBe('1');
    await other.click();
    await expect.poll(() => other.locator('.unread').isVisible()).toBe(false);
  });

  it('keep what somebody is writing while another enterprise is looked at', async () => {
    const { page, person } = await openWorld(browser);
    const box = person('ou_1').getByTestId('composer').first().getByRole('textbox');
    await box.fill('还没写完');
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    await page.getByTestId('troupe-演示企业（虚构）').click();
    expect(await box.inputValue()).toBe('还没写完');
  });

  it('say so when everybody is hidden', async () => {
    const { page } = await openWorld(browser);
    for (const name of ['专家一', '专家二', '管理员']) await page.getByTestId(`show-${name}`).click();
    expect(await page.getByText('在上方选择要显示的人').isVisible()).toBe(true);
  });

  it('are chosen on a phone from the row of people', async () => {
    const { page, person } = await openWorld(browser, PHONE);
    await page.getByTestId('switch-troupe').selectOption('演示企业二（虚构）');
    expect(await person('ou_3').isVisible()).toBe(true);
    expect(await page.getByTestId('switch-ou_1').count()).toBe(0);
    await page.getByTestId('switch-ou_b').click();
    expect(await person('ou_b').isVisible()).toBe(true);
    expect(await person('ou_3').isVisible()).toBe(false);
    await page.screenshot({ path: projectPath('test-results', 'playground-people-phone.png') });
    await page.getByTestId('switch-operator').click();
    expect(await page.getByTestId('operator').isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});
