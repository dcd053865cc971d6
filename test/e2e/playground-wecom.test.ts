import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { element, withCallback } from '../contract/wecom-stand-in-app.ts';
import { cardMessage, type Frame, markdown, sendToGroup, starCard } from '../contract/wecom-stand-in-bot.ts';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { answerClick, say, wecomPage } from './wecom-page.ts';

describe.skipIf(withoutBrowser !== '')(`WeCom in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('stands beside Feishu, each person in the client of his product', async () => {
    const { page, world, person } = await wecomPage(browser);
    await page.getByRole('region', { name: '专家七的企业微信' }).waitFor();
    await page.getByRole('region', { name: '管理员丁的飞书' }).waitFor();
    const tabs = (id: string) => person(id).getByRole('tab').allInnerTexts();
    expect(await tabs(world.first)).toEqual(['企微评价群（演示）', '与机器人的私聊', '与应用的私聊']);
    expect(await tabs(world.admin)).toEqual(['与机器人的私聊']);
  });

  it('lets a person press a star, and changes his copy of the card alone', async () => {
    const { world, bot, person } = await wecomPage(browser);
    await sendToGroup(world.bench, bot, cardMessage(starCard('t-1')));
    await person(world.first).getByRole('button', { name: '★★★★', exact: true }).click();
    const click = await bot.heard();
    expect(clickIn(click)).toMatchObject({ task_id: 't-1', event_key: 'rate:4' });
    expect(click.body['from']).toEqual({ userid: world.first });
    const rated = starCard('t-1', { sub_title_text: '您评了 4 星' });
    await answerClick(bot, click, rated, [world.first]);
    await person(world.first).getByText('您评了 4 星').waitFor();
    expect(await person(world.second).getByText('您评了 4 星').count()).toBe(0);
    expect(await person(world.second).getByRole('button', { name: '★★★★', exact: true }).isEnabled()).toBe(
      true,
    );
  });

  it('sends what was chosen along with the press', async () => {
    const { world, bot, person } = await wecomPage(browser);
    const options = [
      { id: 'o1', text: '普通许可' },
      { id: 'o2', text: '转让' },
    ];
    const selection = { question_key: 'mode', title: '合作方式', option_list: options, selected_id: 'o1' };
    await sendToGroup(world.bench, bot, cardMessage(starCard('t-2', { button_selection: selection })));
    await person(world.first).getByRole('combobox', { name: '合作方式' }).selectOption({ label: '转让' });
    await person(world.first).getByRole('button', { name: '不相关' }).click();
    expect(clickIn(await bot.heard())).toMatchObject({
      event_key: 'skip',
      selected_items: { selected_item: [{ question_key: 'mode', option_ids: { option_id: ['o2'] } }] },
    });
  });

  it('lets a person quote the text of a patent and mention the bot', async () => {
    const { world, bot, person } = await wecomPage(browser);
    await sendToGroup(world.bench, bot, markdown('**一种电池的制备方法**〔P-1〕'));
    const mine = person(world.first);
    await mine.getByText('一种电池的制备方法').waitFor();
    await mine.getByRole('button', { name: '引用盘活助手的消息' }).click();
    expect(await mine.locator('.quote-bar:visible').innerText()).toContain('一种电池的制备方法〔P-1〕');
    await say(mine, '4星 成本偏高');
    const { body } = await bot.heard();
    expect(body).toMatchObject({
      text: { content: '@盘活助手 4星 成本偏高' },
      quote: { msgtype: 'text', text: { content: '**一种电池的制备方法**〔P-1〕' } },
    });
    await person(world.second).getByText('4星 成本偏高').waitFor();
  });

  it('tells the bot nothing of a text that mentions only a colleague', async () => {
    const { world, bot, person } = await wecomPage(browser);
    const mine = person(world.first);
    await mine.getByRole('button', { name: '@盘活助手' }).click();
    await mine.getByRole('button', { name: '提及成员' }).click();
    await mine.getByRole('option', { name: '专家八' }).click();
    await say(mine, '请看看');
    await person(world.second).getByText('@专家八 请看看').waitFor();
    expect(bot.waiting()).toBe(0);
  });

  it('opens the private chats with the bot and with the app', async () => {
    const { world, bot, person } = await wecomPage(browser);
    const app = await withCallback(world.bench);
    await person(world.first).getByRole('tab', { name: '机器人' }).click();
    expect((await bot.heard()).body).toMatchObject({
      chattype: 'single',
      event: { eventtype: 'enter_chat' },
    });
    await person(world.first).getByRole('tab', { name: '应用' }).click();
    expect(element(await app.arrived(1), 'Event')).toBe('enter_agent');
    await say(person(world.first), '帮助');
    expect(element(await app.arrived(2), 'Content')).toBe('帮助');
  });

  it('says so when a press is not answered, or nobody is there to hear it', async () => {
    const { world, bot, person } = await wecomPage(browser);
    await sendToGroup(world.bench, bot, cardMessage(starCard('t-3')));
    const skip = person(world.first).getByRole('button', { name: '不相关' });
    await skip.click();
    await bot.heard();
    expect(await skip.getAttribute('aria-busy')).toBe('true');
    world.bench.clock.advance(5000);
    await person(world.first).getByTestId('toast').filter({ hasText: '点击没有得到应答' }).waitFor();
    expect(await skip.getAttribute('aria-busy')).toBe('false');
    world.bench.wecom.faults.dropConnection();
    await bot.closed;
    await skip.click();
    await person(world.first).getByTestId('toast').filter({ hasText: '点击没有送达' }).waitFor();
  });

  it('shows markdown by its marks, and marks that were taken as words', async () => {
    const { world, bot, person } = await wecomPage(browser);
    const hostile =
      '**专利** \\*不是强调\\* <img src=x onerror="document.title=1"> [坏](javascript:alert(1))';
    await sendToGroup(world.bench, bot, markdown(hostile));
    const text = person(world.first).locator('.md').last();
    await text.waitFor();
    expect(await text.locator('strong').innerText()).toBe('专利');
    expect(await text.innerText()).toContain('*不是强调* <img src=x onerror="document.title=1">');
    expect(await text.locator('img, em, a').count()).toBe(0);
  });
});

function clickIn({ body }: Frame): unknown {
  const event = body['event'] as Record<string, unknown>;
  return event['template_card_event'];
}
