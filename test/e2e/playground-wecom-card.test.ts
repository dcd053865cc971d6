import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, element, post, sendAsApp, withCallback } from '../contract/wecom-stand-in-app.ts';
import { APP } from '../contract/wecom-stand-in-bench.ts';
import { cardMessage, markdown, sendToGroup, starCard } from '../contract/wecom-stand-in-bot.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { answerClick, type WecomPage, wecomPage } from './wecom-page.ts';

const OPTIONS = [
  { id: 'licence', text: '普通许可' },
  { id: 'transfer', text: '转让' },
  { id: 'stake', text: '作价入股' },
];

describe.skipIf(withoutBrowser !== '')(`a card of WeCom in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  /** Shows a card of the bot to the first expert. */
  async function show(card: object) {
    const opened = await wecomPage(browser);
    const { world, bot } = opened;
    const { errmsg } = await sendToGroup(world.bench, bot, cardMessage(card));
    expect(errmsg).toBe('ok');
    return { ...opened, card: opened.person(world.first).getByRole('article') };
  }

  /** Sends a card from the app into the first expert's private chat, and opens that. */
  async function showFromApp({ world, person }: WecomPage, card: object): Promise<Answer> {
    const sent = await sendAsApp(world.bench, cardMessage(card));
    expect(sent.errmsg).toBe('ok');
    // A chat that is opened before its first message greets the app, which would hear that before all else.
    await person(world.first).locator('article').waitFor({ state: 'attached' });
    await person(world.first).getByRole('tab', { name: '与应用的私聊' }).click();
    return sent;
  }

  it('shows markup as it was written, in every place for words', async () => {
    const hostile = '<img src=x onerror="document.title=1"> **粗** [链](javascript:alert(1))';
    const { card, page } = await show(
      starCard('hostile', {
        source: { desc: hostile },
        main_title: { title: hostile, desc: hostile },
        sub_title_text: hostile,
        quote_area: { title: hostile, quote_text: hostile },
        horizontal_content_list: [{ keyname: hostile, value: hostile }],
        button_selection: { question_key: 'q', title: hostile, option_list: [{ id: 'a', text: hostile }] },
      }),
    );
    await card.waitFor();
    expect((await card.innerText()).split(hostile).length - 1).toBeGreaterThanOrEqual(9);
    expect(await card.locator('img, strong, a').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
  });

  it('has a menu that is closed by its choice', async () => {
    const menu = { desc: '更多', action_list: [{ text: '不再推送', key: 'mute' }] };
    const { card, bot } = await show(starCard('menu', { action_menu: menu }));
    const entry = card.getByRole('button', { name: '不再推送' });
    expect(await entry.isVisible()).toBe(false);
    await card.getByText('···').click();
    await entry.click();
    expect((await bot.heard()).body).toMatchObject({
      event: { template_card_event: { event_key: 'mute', task_id: 'menu' } },
    });
    expect(await entry.isVisible()).toBe(false);
  });

  it('lets several options be chosen where it says so', async () => {
    const { card, bot } = await show({
      card_type: 'vote_interaction',
      task_id: 'vote',
      main_title: { title: '合作方式' },
      checkbox: { question_key: 'modes', mode: 1, option_list: OPTIONS },
      submit_button: { text: '提交', key: 'submit' },
    });
    await card.getByRole('checkbox', { name: '普通许可' }).check();
    await card.getByRole('checkbox', { name: '作价入股' }).check();
    await card.getByRole('button', { name: '提交' }).click();
    expect((await bot.heard()).body).toMatchObject({
      event: {
        template_card_event: {
          event_key: 'submit',
          selected_items: {
            selected_item: [{ question_key: 'modes', option_ids: { option_id: ['licence', 'stake'] } }],
          },
        },
      },
    });
  });

  it('takes no press once all its questions are closed', async () => {
    const checkbox = { question_key: 'modes', option_list: OPTIONS };
    const vote = { card_type: 'vote_interaction', task_id: 'closed', main_title: { title: '合作方式' } };
    const { card, bot } = await show({ ...vote, checkbox, submit_button: { text: '提交', key: 'submit' } });
    await card.getByRole('radio', { name: '转让' }).check();
    await card.getByRole('button', { name: '提交' }).click();
    await answerClick(bot, await bot.heard(), {
      ...vote,
      checkbox: { ...checkbox, disable: true },
      submit_button: { text: '已结束', key: 'submit' },
    });
    const dead = card.getByRole('button', { name: '已结束' });
    await dead.waitFor();
    expect(await dead.isDisabled()).toBe(true);
    expect(await card.getByRole('radio', { name: '转让' }).isDisabled()).toBe(true);
  });

  it('keeps what is chosen when another card of the chat arrives', async () => {
    const selection = { question_key: 'mode', title: '合作方式', option_list: OPTIONS };
    const { card, world, bot, person } = await show(starCard('kept', { button_selection: selection }));
    await card.getByRole('combobox', { name: '合作方式' }).selectOption('stake');
    await sendToGroup(world.bench, bot, markdown('下一条'));
    await person(world.first).getByText('下一条').waitFor();
    expect(await card.getByRole('combobox').inputValue()).toBe('stake');
  });

  it('of the app dies under a new name', async () => {
    const opened = await wecomPage(browser);
    const { world, person } = opened;
    const app = await withCallback(world.bench);
    const { response_code } = await showFromApp(opened, starCard('app-1'));
    const card = person(world.first).getByRole('article');
    await card.getByRole('button', { name: '★★★★★', exact: true }).click();
    expect(element(await app.arrived(1), 'EventKey')).toBe('rate:5');
    await post(world.bench, 'message/update_template_card', {
      atall: 1,
      agentid: APP.agentId,
      response_code,
      button: { replace_name: '已提交' },
    });
    const dead = card.getByRole('button', { name: '已提交' });
    await dead.waitFor();
    expect(await dead.isDisabled()).toBe(true);
    expect(await card.getByRole('button').count()).toBe(1);
  });

  it('that only tells something shows its parts, and leads where it says', async () => {
    const opened = await wecomPage(browser);
    await showFromApp(opened, {
      card_type: 'news_notice',
      main_title: { title: '本周盘活周报' },
      image_text_area: { title: '待评价', desc: '4 件', image_url: 'https://example.com/a.png' },
      vertical_content_list: [{ title: '一种电池的制备方法', desc: '截止 2026-12-31' }],
      jump_list: [{ type: 1, title: '打开列表', url: 'https://example.com/list' }],
      card_action: { type: 1, url: 'https://example.com/digest' },
    });
    const card = opened.person(opened.world.first).getByRole('article', { name: '本周盘活周报' });
    expect(await card.getByRole('img').getAttribute('aria-label')).toBe('待评价 · 4 件');
    expect(await card.innerText()).toContain('截止 2026-12-31');
    const leads = async (name: string) => (await card.getByRole('link', { name }).getAttribute('href')) ?? '';
    expect(await leads('打开列表')).toBe('https://example.com/list');
    expect(await leads('本周盘活周报')).toBe('https://example.com/digest');
  });

  it('stays quick and narrow beside a text of nothing but marks', async () => {
    const { world, bot, person, page } = await wecomPage(browser);
    for (const marks of ['*', '[', '\\', '<font color="info">', '`', '> ', '|']) {
      const { errmsg } = await sendToGroup(world.bench, bot, markdown(marks.repeat(15_000 / marks.length)));
      expect(errmsg).toBe('ok');
    }
    await expect.poll(() => person(world.first).locator('.md').count()).toBe(7);
    const width =
      'Math.max(...[...document.querySelectorAll(".messages")].map((m) => m.scrollWidth - m.clientWidth))';
    expect(await page.evaluate(width)).toBe(0);
  });
});
