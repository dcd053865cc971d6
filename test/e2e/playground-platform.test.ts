import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { LAPTOP, openWorld, PHONE } from './playground-page.ts';
import type { SmallWorld } from './playground-world.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 2, 30);

describe.skipIf(withoutBrowser !== '')(`the platform's column in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('shows what came, the newest first, with the exact text and what has ended', async () => {
    const { page, world } = await openWorld(browser);
    const platform = page.getByTestId('platform');
    await platform.getByText('平台还没有收到任何内容').waitFor();
    fill(world);
    await platform.getByText('已收 4 条').waitFor();
    const kinds = platform.locator('.record-head .kind');
    expect(await kinds.allInnerTexts()).toEqual(['合作意向', '合作意向', '公开需求', '公开需求']);
    const ended = platform.locator('.record.ended');
    expect(await ended.locator('.end').allInnerTexts()).toEqual(['已撤回', '已关闭']);
    expect(await ended.first().getByRole('button').count()).toBe(0);
    const text = platform.getByTestId('platform-intent').first().locator('.exact').first();
    expect(await text.innerText()).toContain('合作方式：普通许可\n需求描述：希望先做');
  });

  it('lets a person answer as the university, and shows the answer', async () => {
    const { page, world } = await openWorld(browser);
    world.putIntent({ idempotencyKey: 'i1' });
    const intent = page.getByTestId('platform-intent');
    await intent.getByRole('textbox', { name: '高校的附言' }).fill('欢迎来校洽谈。');
    // Something else happens meanwhile; what he has written stays.
    world.putDemand({ idempotencyKey: 'd1' });
    await page.getByTestId('platform-demand').waitFor();
    await intent.getByRole('button', { name: '愿意对接' }).click();
    const answer = intent.getByTestId('university-answer');
    expect(await answer.innerText()).toMatch(/^高校答复：愿意对接\s+欢迎来校洽谈。$/);
    expect(world.answers).toEqual([{ key: 'i1', state: 'interested', text: '欢迎来校洽谈。' }]);
    await expect.poll(() => intent.getByRole('button').first().isVisible()).toBe(false);
    await intent.getByText('再次答复').click();
    await intent.getByRole('button', { name: '已经联系' }).click();
    await answer.getByText('高校答复：已经联系').waitFor();
    expect(await answer.innerText()).toBe('高校答复：已经联系');
  });

  it('is answered by the keyboard alone', async () => {
    const { page, world } = await openWorld(browser);
    world.putIntent({ idempotencyKey: 'i1' });
    await page.getByTestId('platform-intent').getByRole('textbox').focus();
    await page.keyboard.type('暂无安排');
    for (const _ of [1, 2, 3]) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => world.answers).toEqual([{ key: 'i1', state: 'declined', text: '暂无安排' }]);
  });

  it('keeps the words of an answer that was not delivered, and says so', async () => {
    const { page, world, problems } = await openWorld(browser);
    world.putIntent({ idempotencyKey: 'i1' });
    const platform = page.getByTestId('platform');
    await platform.getByRole('textbox').fill('不要丢');
    await page.route('**/sandbox/answer', (route) => route.abort());
    await platform.getByRole('button', { name: '暂不合作' }).click();
    await platform.getByTestId('toast').filter({ hasText: '没有送达' }).waitFor();
    expect(await platform.getByRole('textbox').inputValue()).toBe('不要丢');
    expect(await platform.getByRole('button', { name: '暂不合作' }).isEnabled()).toBe(true);
    expect(problems.splice(0)).toHaveLength(1);
  });

  for (const [name, viewport, colorScheme] of [
    ['laptop', LAPTOP, 'light'],
    ['laptop-dark', LAPTOP, 'dark'],
    ['phone', PHONE, 'light'],
  ] as const) {
    it(`fits its place with long texts, on a ${name}`, async () => {
      const { page, world } = await openWorld(browser, viewport, colorScheme);
      if (viewport === PHONE) await page.getByTestId('switch-platform').click();
      fill(world);
      world.putIntent({
        idempotencyKey: 'i3',
        text: `需求描述：${'很长的需求，'.repeat(120)}x${'y'.repeat(300)}`,
        recordedAt: NOW + HOUR,
        answer: { state: 'interested', text: '欢迎来校洽谈，请先与技术转移中心联系。' },
      });
      await page.getByText('再次答复').waitFor();
      await page.screenshot({ path: projectPath('test-results', `playground-platform-${name}.png`) });
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      const body = page.getByTestId('platform').locator('.side-body');
      expect(await body.evaluate(tooWide)).toBe(0);
    });
  }
});

/** How many pixels of an element stand out to the right. */
const tooWide = (element: { readonly scrollWidth: number; readonly clientWidth: number }): number =>
  element.scrollWidth - element.clientWidth;

function fill(world: SmallWorld): void {
  world.putDemand({ idempotencyKey: 'd1', recordedAt: NOW - 3 * HOUR, withdrawnAt: NOW });
  world.putDemand({ idempotencyKey: 'd2', recordedAt: NOW - 2 * HOUR });
  world.putIntent({ idempotencyKey: 'i1', recordedAt: NOW - HOUR, withdrawnAt: NOW });
  world.putIntent({ idempotencyKey: 'i2', recordedAt: NOW });
}
