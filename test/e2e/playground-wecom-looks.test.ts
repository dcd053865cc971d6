import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPath } from '../../src/root.ts';
import { sendAsApp, withCallback } from '../contract/wecom-stand-in-app.ts';
import { cardMessage, markdown, sendToGroup } from '../contract/wecom-stand-in-bot.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { LAPTOP, PHONE } from './playground-page.ts';
import { answerClick, say, type WecomPage, wecomPage } from './wecom-page.ts';

const LEAD = [
  '**一种动力电池组热失控早期预警方法**〔P-3F7K2〕',
  'CN202210000002.1 · 演示大学（虚构）',
  '',
  '在电池组内布置气体与温度传感器，按**变化速率**判断热失控的早期征兆。',
  '> 推荐理由：关键词“电池”；产业 5.2',
].join('\n');
/** Every part of a card that our templates use, and names as long as they get. */
const CARD = {
  card_type: 'button_interaction',
  task_id: 'look-1',
  source: { desc: '虚构样例 · 转化评价库', desc_color: 2 },
  main_title: { title: '一种动力电池组热失控早期预警方法', desc: 'CN202210000002.1 · 演示大学（虚构）' },
  sub_title_text: '还没有人评价 · 截止 2026-12-31',
  quote_area: {
    type: 0,
    title: '请从本单位的实际角度评价',
    quote_text: '5 星：有明确的应用场景，愿意尽快洽谈',
  },
  horizontal_content_list: [
    { keyname: '申请人', value: '演示大学（虚构）' },
    { keyname: '法律状态', value: '有权' },
    { keyname: '详情', type: 1, value: '打开查看', url: 'https://example.com/p/1' },
  ],
  card_action: { type: 1, url: 'https://example.com/p/1' },
  button_list: [
    ...[1, 2, 3, 4, 5].map((stars) => ({ text: `${stars} 星`, style: 2, key: `rate:${stars}` })),
    { text: '企业评价（管理员）', style: 4, key: 'open' },
  ],
};
const NOTICE = {
  card_type: 'text_notice',
  main_title: { title: '本周盘活周报', desc: '演示企业（虚构）' },
  emphasis_content: { title: '4', desc: '待评价' },
  card_action: { type: 1, url: 'https://example.com/p/2' },
};

const CHOICES = {
  card_type: 'multiple_interaction',
  task_id: 'look-3',
  main_title: { title: '企业评价' },
  select_list: [
    {
      question_key: 'stars',
      title: '星级',
      selected_id: '4',
      option_list: [1, 2, 3, 4, 5].map((stars) => ({ id: `${stars}`, text: `${stars} 星` })),
    },
  ],
  submit_button: { text: '下一步：核对', key: 'draft' },
};

/** Names the columns of which a part is out of reach at the right. */
const HIDDEN_AT_THE_SIDE = `[...document.querySelectorAll('.person')]
  .filter((column) => column.scrollWidth > column.clientWidth)
  .map((column) => column.getAttribute('aria-label'))`;

describe.skipIf(withoutBrowser !== '')(`the looks of WeCom in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  /** Puts messages of every kind into the group, and a card of the app into a private chat. */
  async function furnish({ world, bot, person }: WecomPage): Promise<void> {
    const { bench } = world;
    for (const message of [markdown(LEAD), cardMessage(CARD)]) {
      const { errmsg } = await sendToGroup(bench, bot, message);
      expect(errmsg).toBe('ok');
    }
    await say(person(world.first), '4星 可先做小批量验证');
    await withCallback(bench);
    for (const card of [NOTICE, CHOICES]) {
      const { errmsg } = await sendAsApp(bench, cardMessage(card));
      expect(errmsg).toBe('ok');
    }
  }

  for (const [name, viewport, colorScheme] of [
    ['laptop', LAPTOP, 'light'],
    ['laptop-dark', LAPTOP, 'dark'],
    ['phone', PHONE, 'light'],
  ] as const) {
    it(`fits a ${name} without scrolling sideways`, async () => {
      const opened = await wecomPage(browser, { viewport, colorScheme });
      const { page, world, person } = opened;
      const picture = (step: string) =>
        page.screenshot({ path: projectPath('test-results', `playground-wecom-${name}-${step}.png`) });
      await furnish(opened);
      await person(world.first).getByText('4星 可先做小批量验证').waitFor();
      await picture('1');
      await person(world.first).getByRole('tab', { name: '与应用的私聊' }).click();
      await person(world.first).getByText('下一步：核对').waitFor();
      await picture('2');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(await page.evaluate(HIDDEN_AT_THE_SIDE)).toEqual([]);
    });
  }

  it('opens the links of a card in a tab of their own, and tells them nothing of this page', async () => {
    const opened = await wecomPage(browser);
    await furnish(opened);
    const { world, person } = opened;
    const card = person(world.first).getByRole('article', { name: CARD.main_title.title });
    for (const name of [/一种动力电池组/, '打开查看']) {
      const link = card.getByRole('link', { name });
      expect(await link.getAttribute('href')).toBe('https://example.com/p/1');
      expect(await link.getAttribute('target')).toBe('_blank');
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    }
  });

  it('is worked by keys alone, and keeps the focus when the card is drawn anew', async () => {
    const opened = await wecomPage(browser);
    await furnish(opened);
    const { world, bot, person } = opened;
    await bot.heard();
    const star = person(world.first).getByRole('button', { name: '4 星' });
    await star.focus();
    await star.press('Enter');
    const rated = { ...CARD, sub_title_text: '您评了 4 星' };
    await answerClick(bot, await bot.heard(), rated, [world.first]);
    await person(world.first).getByText('您评了 4 星').waitFor();
    expect(await person(world.first).locator(':focus').innerText()).toBe('4 星');
  });
});
