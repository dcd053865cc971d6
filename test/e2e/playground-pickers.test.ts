import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buttonOf, cardOf } from './playground-cards.ts';
import { LAPTOP, type OpenPage, openWorld, PHONE } from './playground-page.ts';

const plain = (content: string): object => ({ tag: 'plain_text', content });
const option = (value: string, text: string): object => ({ value, text: plain(text) });

const EXPERTS = {
  tag: 'multi_select_person',
  name: 'experts',
  required: true,
  label: plain('推荐哪些专家'),
  placeholder: plain('请选择群成员'),
};
const FIELDS = {
  tag: 'multi_select_static',
  name: 'fields',
  placeholder: plain('擅长的领域'),
  selected_values: ['battery'],
  options: [option('battery', '动力电池'), option('vision', '机器视觉')],
};
const SEND = buttonOf('send', '推荐', { form_action_type: 'submit', type: 'primary_filled', width: 'fill' });

describe.skipIf(withoutBrowser !== '')(`what is picked on a card${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  /** Shows a form with these fields to everybody in the first group, on a laptop unless said otherwise. */
  async function show(elements: readonly object[], viewport = LAPTOP): Promise<OpenPage & { card: Locator }> {
    const open = await openWorld(browser, viewport);
    open.world.put('group', { messageId: 'c1', kind: 'card', card: formOf(elements) });
    const card = open.message('ou_1', 'c1').getByRole('article');
    await card.waitFor();
    return { ...open, card };
  }

  const formOf = (elements: readonly object[]): object =>
    cardOf('推荐技术专家', [{ tag: 'form', name: 'f', elements: [...elements, SEND] }]);
  const lineOf = (card: Locator, name: string): Locator => card.locator('summary', { hasText: name });
  const send = (card: Locator): Promise<void> =>
    card.getByRole('button', { name: '推荐', exact: true }).click();

  it('offers the members of the chat when the card names nobody, and sends whom was ticked', async () => {
    const { world, card } = await show([EXPERTS]);
    await lineOf(card, '请选择群成员').click();
    expect(await card.locator('.offer').allInnerTexts()).toEqual([
      expect.stringContaining('专家一'),
      expect.stringContaining('专家二'),
      expect.stringContaining('管理员'),
    ]);
    await card.getByRole('checkbox', { name: '专家二' }).check();
    await card.getByRole('checkbox', { name: '专家一' }).check();
    expect(await card.locator('summary .chip').allInnerTexts()).toEqual([
      expect.stringContaining('专家一'),
      expect.stringContaining('专家二'),
    ]);
    await send(card);
    await expect.poll(() => world.presses.map(({ form }) => form)).toEqual([{ experts: ['ou_1', 'ou_2'] }]);
    await expect.poll(() => card.locator('summary .chip').count()).toBe(0);
  });

  it('holds a form back while nobody is picked who must be', async () => {
    const { world, card } = await show([EXPERTS]);
    await send(card);
    await card.getByText('此项必填').waitFor();
    expect(world.presses).toEqual([]);
    await lineOf(card, '请选择群成员').click();
    await card.getByRole('checkbox', { name: '管理员' }).check();
    expect(await card.getByText('此项必填').count()).toBe(0);
  });

  it('sends one person where one is asked for, out of those the card names', async () => {
    const one = {
      tag: 'select_person',
      name: 'heir',
      placeholder: plain('移交给谁'),
      options: [{ value: 'ou_2' }, { value: 'ou_admin' }],
    };
    const { world, card } = await show([one]);
    await lineOf(card, '移交给谁').click();
    expect(await card.getByRole('radio').count()).toBe(2);
    await card.locator('.offer', { hasText: '专家二' }).click();
    await expect.poll(() => card.locator('details').getAttribute('open')).toBe(null);
    expect(await card.locator('summary .chip').innerText()).toContain('专家二');
    await send(card);
    await expect.poll(() => world.presses.map(({ form }) => form)).toEqual([{ heir: 'ou_2' }]);
  });

  it('begins with what the card has chosen, and goes back to it after the form was sent', async () => {
    const { world, card } = await show([FIELDS]);
    expect(await card.locator('summary').innerText()).toContain('动力电池');
    await card.locator('summary').click();
    await card.getByRole('checkbox', { name: '机器视觉' }).check();
    await send(card);
    await expect
      .poll(() => world.presses.map(({ form }) => form))
      .toEqual([{ fields: ['battery', 'vision'] }]);
    await expect.poll(() => card.locator('summary .chip').allInnerTexts()).toEqual(['动力电池']);
  });

  it('is used by keyboard alone', async () => {
    const { page, card } = await show([EXPERTS]);
    await card.locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press(' ');
    expect(await card.locator('summary').getAttribute('aria-label')).toBe('推荐哪些专家：专家二');
    await page.keyboard.press('Escape');
    expect(await card.locator('details').getAttribute('open')).toBe(null);
    expect(
      await card
        .locator('summary')
        .evaluate((line: { matches(s: string): boolean }) => line.matches(':focus')),
    ).toBe(true);
  });

  it('keeps the picks, the open list and the focus when the card changes around them', async () => {
    const { world, card } = await show([EXPERTS]);
    await lineOf(card, '请选择群成员').click();
    const second = card.getByRole('checkbox', { name: '专家二' });
    await second.check();
    const changed = formOf([{ tag: 'markdown', content: '又来了一位' }, EXPERTS]);
    world.put('group', { messageId: 'c1', card: changed });
    await card.getByText('又来了一位').waitFor();
    expect(await second.isChecked()).toBe(true);
    expect(await second.isVisible()).toBe(true);
    expect(await second.evaluate((box: { matches(s: string): boolean }) => box.matches(':focus'))).toBe(true);
    expect(await card.locator('summary .chip').count()).toBe(1);
  });

  it('takes a day and a tick', async () => {
    const day = {
      tag: 'date_picker',
      name: 'until',
      initial_date: '2026-12-01',
      placeholder: plain('截止日期'),
    };
    const tick = { tag: 'checker', name: 'agreed', checked: false, text: plain('已核对') };
    const { world, card } = await show([day, tick]);
    await card.getByLabel('截止日期').fill('2026-12-31');
    await card.getByRole('checkbox', { name: '已核对' }).check();
    await send(card);
    await expect
      .poll(() => world.presses.map(({ form }) => form))
      .toEqual([{ until: '2026-12-31', agreed: 'true' }]);
  });

  for (const [name, viewport] of [
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ] as const) {
    it(`fits the column with a long list, on a ${name}`, async () => {
      const many = Array.from({ length: 24 }, (_, index) =>
        option(`f${index}`, `第 ${index + 1} 个技术领域`),
      );
      const { page, card } = await show(
        [EXPERTS, { ...FIELDS, options: many, selected_values: ['f0', 'f3', 'f11'] }],
        viewport,
      );
      await lineOf(card, '请选择群成员').click();
      await card.locator('.offer', { hasText: '专家一' }).click();
      await card.locator('.offer', { hasText: '专家二' }).click();
      await card.locator('summary').last().click();
      await card.locator('summary').first().scrollIntoViewIfNeeded();
      await page.screenshot({ path: projectPath('test-results', `playground-pickers-${name}.png`) });
      const offers = await card.locator('.offers').last().boundingBox();
      expect(offers?.height).toBeLessThan(230);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    });
  }
});
