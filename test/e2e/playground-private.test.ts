import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { openWorld } from './playground-page.ts';

describe.skipIf(withoutBrowser !== '')(`a private chat in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('begins when the person opens it, and the bot hears of that', async () => {
    const { page, world, message } = await openWorld(browser);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    expect(world.entered).toEqual([]);
    await page.getByTestId('tab-ou_3-private').click();
    await message('ou_3', 'hello-ou_3').waitFor();
    await page.getByTestId('tab-ou_3-oc_group2').click();
    await page.getByTestId('tab-ou_3-private').click();
    expect(await message('ou_3', 'hello-ou_3').isVisible()).toBe(true);
    expect(world.entered).toEqual(['ou_3']);
  });

  it('takes what is written into it once it has begun', async () => {
    const { page, world, person, message } = await openWorld(browser);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    await page.getByTestId('tab-ou_3-private').click();
    await message('ou_3', 'hello-ou_3').waitFor();
    const box = person('ou_3').locator('[data-testid="composer"]:visible').getByRole('textbox');
    await box.fill('帮助');
    await box.press('Enter');
    await expect
      .poll(() => world.says)
      .toEqual([{ by: 'ou_3', chatId: 'oc_ou_3', text: '帮助', mentionBot: false, mentions: [] }]);
  });

  it('takes what is written before it has begun, and is opened once', async () => {
    const { page, world, person, message } = await openWorld(browser);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    const opening: Route[] = [];
    await page.route('**/sandbox/enter', (route) => void opening.push(route));
    await page.getByTestId('tab-ou_3-private').click();
    const box = person('ou_3').locator('[data-testid="composer"]:visible').getByRole('textbox');
    await box.fill('帮助');
    await box.press('Enter');
    expect(world.says).toEqual([]);
    await expect.poll(() => opening).toHaveLength(1);
    await opening[0]?.continue();
    await message('ou_3', 'hello-ou_3').waitFor();
    await expect.poll(() => world.says).toMatchObject([{ by: 'ou_3', chatId: 'oc_ou_3', text: '帮助' }]);
    expect(world.entered).toEqual(['ou_3']);
  });

  it('is not opened again by who writes before the page has seen it begin', async () => {
    const { page, world, person } = await openWorld(browser);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    let opened = 0;
    await page.route('**/sandbox/enter', (route) => {
      opened += 1;
      return route.fulfill({ json: { chatId: 'oc_ou_3' } });
    });
    const told = page.waitForResponse('**/sandbox/enter');
    await page.getByTestId('tab-ou_3-private').click();
    await (await told).finished();
    const box = person('ou_3').locator('[data-testid="composer"]:visible').getByRole('textbox');
    await box.fill('帮助');
    await box.press('Enter');
    await expect.poll(() => world.says).toMatchObject([{ by: 'ou_3', chatId: 'oc_ou_3', text: '帮助' }]);
    expect(opened).toBe(1);
  });

  it('keeps what was written when it could not be opened', async () => {
    const { page, world, person, problems } = await openWorld(browser);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    await page.route('**/sandbox/enter', (route) => route.abort());
    await page.getByTestId('tab-ou_3-private').click();
    await person('ou_3').getByTestId('toast').waitFor();
    const box = person('ou_3').locator('[data-testid="composer"]:visible').getByRole('textbox');
    await box.fill('帮助');
    await box.press('Enter');
    await person('ou_3').getByTestId('toast').nth(1).waitFor();
    expect(await box.inputValue()).toBe('帮助');
    expect(world.says).toEqual([]);
    expect(problems.splice(0)).toHaveLength(2);
  });

  it('says so when it could not be opened', async () => {
    const { page, person, problems } = await openWorld(browser);
    await page.getByTestId('troupe-演示企业二（虚构）').click();
    await page.route('**/sandbox/enter', (route) => route.abort());
    await page.getByTestId('tab-ou_3-private').click();
    expect(await person('ou_3').getByTestId('toast').innerText()).toContain('没有送达');
    expect(problems.splice(0)).toHaveLength(1);
  });
});
