import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { LAPTOP, openWorld, PHONE } from './playground-page.ts';

describe.skipIf(withoutBrowser !== '')(`the playground's looks${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  for (const [name, viewport, scheme] of [
    ['laptop', LAPTOP, 'light'],
    ['laptop-dark', LAPTOP, 'dark'],
    ['phone', PHONE, 'light'],
  ] as const) {
    it(`fits a ${name} without scrolling sideways, before and after a rating`, async () => {
      const { page, person, message } = await openWorld(browser, viewport, scheme);
      const picture = (step: string) =>
        page.screenshot({ path: projectPath('test-results', `playground-${name}-${step}.png`) });
      await picture('1');
      await person('ou_1')
        .getByRole('textbox', { name: '评价建议' })
        .fill('工艺成熟，建议先做 200 kg 级中试。');
      await message('ou_1', 'm1').getByRole('button', { name: '★★★★☆' }).click();
      await person('ou_1').getByTestId('toast').waitFor();
      await picture('2');
      if (name === 'phone') await page.getByTestId('switch-ou_admin').click();
      await page.getByTestId('tab-ou_admin-private').click();
      await message('ou_admin', 'm2').getByRole('button', { name: '通过' }).click();
      await message('ou_admin', 'm3').waitFor();
      await picture('3');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    });
  }
});
