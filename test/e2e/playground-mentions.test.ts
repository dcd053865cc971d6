import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { LAPTOP, openWorld, PHONE } from './playground-page.ts';

describe.skipIf(withoutBrowser !== '')(`mentions in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function writing(viewport = LAPTOP) {
    const open = await openWorld(browser, viewport);
    const composer = open.person('ou_1').getByTestId('composer').first();
    return { ...open, composer, box: composer.getByRole('textbox'), options: composer.getByRole('option') };
  }

  it('are offered at an @, narrowed by what follows it, and taken by Enter', async () => {
    const { page, world, composer, box, options } = await writing();
    await box.pressSequentially('添加专家 @');
    expect(await options.allInnerTexts()).toEqual([
      expect.stringContaining('盘活助手'),
      expect.stringContaining('专家二'),
      expect.stringContaining('管理员'),
    ]);
    await page.screenshot({ path: projectPath('test-results', 'playground-mentions-laptop.png') });
    await box.pressSequentially('专');
    expect(await options.count()).toBe(1);
    await box.press('Enter');
    expect(await box.inputValue()).toBe('添加专家 ');
    expect(await composer.locator('.chip').innerText()).toContain('@专家二');
    await box.press('Enter');
    await expect
      .poll(() => world.says)
      .toEqual([{ by: 'ou_1', chatId: 'oc_group', text: '添加专家', mentionBot: true, mentions: ['ou_2'] }]);
    await expect.poll(() => composer.locator('.chip').count()).toBe(0);
  });

  it('are offered by the button, and taken back by their chip', async () => {
    const { world, composer, box, options } = await writing();
    const open = composer.getByRole('button', { name: '提及成员' });
    for (const name of ['专家二', '管理员']) {
      await open.click();
      await options.filter({ hasText: name }).click();
    }
    await composer.getByRole('button', { name: '不再提及专家二' }).click();
    await box.fill('请看一下');
    await box.press('Enter');
    await expect.poll(() => world.says.map(({ mentions }) => mentions)).toEqual([['ou_admin']]);
  });

  it('turn the bot’s switch on when the bot is picked', async () => {
    const { composer, box, options } = await writing();
    const bot = composer.getByRole('button', { name: '@盘活助手' });
    await bot.click();
    expect(await bot.getAttribute('aria-pressed')).toBe('false');
    await box.pressSequentially('@');
    await options.first().click();
    expect(await bot.getAttribute('aria-pressed')).toBe('true');
    expect(await composer.locator('.chip').count()).toBe(0);
  });

  it('are walked by the arrow keys and dropped by Escape, which leaves the text alone', async () => {
    const { box, options, composer } = await writing();
    await box.pressSequentially('@');
    await box.press('ArrowDown');
    await box.press('ArrowDown');
    expect(await options.nth(2).getAttribute('aria-selected')).toBe('true');
    await box.press('Escape');
    expect(await options.count()).toBe(0);
    expect(await box.inputValue()).toBe('@');
    await box.press('ArrowDown');
    expect(await composer.locator('.chip').count()).toBe(0);
  });

  it('leave a mail address alone', async () => {
    const { world, composer, box, options } = await writing();
    await box.pressSequentially('someone@');
    expect(await options.count()).toBe(0);
    await box.pressSequentially('example.com');
    await composer.getByRole('button', { name: '提及成员' }).click();
    await options.filter({ hasText: '专家二' }).click();
    await box.press('Enter');
    await expect
      .poll(() => world.says.map(({ text, mentions }) => [text, mentions]))
      .toEqual([['someone@example.com', ['ou_2']]]);
  });

  it('have room on a phone', async () => {
    const { page, composer, box, options } = await writing(PHONE);
    await composer.getByRole('button', { name: '提及成员' }).click();
    await options.filter({ hasText: '专家二' }).click();
    await box.pressSequentially('@');
    await page.screenshot({ path: projectPath('test-results', 'playground-mentions-phone.png') });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});
