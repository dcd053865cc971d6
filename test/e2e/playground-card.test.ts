import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, withoutBrowser } from '../support/browser.ts';
import { buttonOf, cardOf } from './playground-cards.ts';
import { type OpenPage, openWorld } from './playground-page.ts';

const plain = (content: string): object => ({ tag: 'plain_text', content });
const md = (content: string): object => ({ tag: 'markdown', content });

/** What the tests read of elements inside the browser. */
interface Link {
  readonly href: string;
  readonly rel: string;
  readonly target: string;
}
interface Sized {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}
interface Matched {
  matches(selector: string): boolean;
}

describe.skipIf(withoutBrowser !== '')(`a card in the playground${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function show(card: object): Promise<OpenPage & { card: Locator }> {
    const open = await openWorld(browser);
    open.world.put('group', { messageId: 'c1', kind: 'card', card });
    const drawn = open.message('ou_1', 'c1').getByRole('article');
    await drawn.waitFor();
    return { ...open, card: drawn };
  }

  it('shows markup in a title and in plain text as it was written', async () => {
    const evil = '<img src=x onerror="document.title=1"><b>粗</b>';
    const { page, card } = await show(cardOf(evil, [{ tag: 'div', text: plain(evil) }, md(evil)]));
    expect((await card.innerText()).split(evil)).toHaveLength(4);
    expect(await card.locator('img, b').count()).toBe(0);
    expect(await page.title()).toBe('盘活助手 · 演示环境');
  });

  it('makes a mention of all visible, and shows an escaped one as text', async () => {
    const { card } = await show(
      cardOf('提及', [md('<at id=all></at>'), md('&#60;at id=all&#62;&#60;/at&#62;')]),
    );
    expect(await card.locator('.mention').allInnerTexts()).toEqual(['@所有人']);
    expect(await card.innerText()).toContain('<at id=all></at>');
  });

  it('names a mentioned member', async () => {
    const { card } = await show(cardOf('提及', [md('请 <at id=ou_2></at> 看一下')]));
    expect(await card.locator('.mention').innerText()).toBe('@专家二');
  });

  it('opens http links only, in a window that cannot reach back', async () => {
    const { card } = await show(
      cardOf('链接', [
        md('[好](https://example.com/a) [坏](javascript:alert(1)) [也坏](data:text/html,x)'),
        buttonOf('go', '打开', { behaviors: [{ type: 'open_url', default_url: 'https://example.com/b' }] }),
        buttonOf('no', '打不开', { behaviors: [{ type: 'open_url', default_url: 'javascript:alert(1)' }] }),
      ]),
    );
    const links = card.locator('a');
    expect(await links.evaluateAll((all: Link[]) => all.map((a) => [a.href, a.rel, a.target]))).toEqual([
      ['https://example.com/a', 'noopener noreferrer', '_blank'],
      ['https://example.com/b', 'noopener noreferrer', '_blank'],
    ]);
  });

  it('reads the marks of the platform', async () => {
    const text = [
      '# 标题',
      '**粗** *斜* ~~删~~ `码` &lt;b&gt; \\*星\\* 2 * 3 * 4',
      "<font color='red'>红</font> <text_tag color='blue'>签</text_tag>",
      '- 一',
      '- 二',
      '1. 甲',
      '> 引',
      '---',
      '```',
      '**原样**',
      '```',
      '| 列 | 值 |',
      '|---|---|',
      '| a | b |',
    ];
    const { card } = await show(cardOf('格式', [md(text.join('\n'))]));
    const found = (selector: string): Promise<string[]> => card.locator(`.md ${selector}`).allInnerTexts();
    expect(await found('[role=heading]')).toEqual(['标题']);
    expect(await found('strong')).toEqual(['粗']);
    expect(await found('em')).toEqual(['斜']);
    expect(await found('s')).toEqual(['删']);
    expect(await found('code')).toEqual(['码', '**原样**']);
    expect(await found('.font.tone-red')).toEqual(['红']);
    expect(await found('.tag.tone-blue')).toEqual(['签']);
    expect(await found('ul li')).toEqual(['一', '二']);
    expect(await found('ol li')).toEqual(['甲']);
    expect(await found('blockquote')).toEqual(['引']);
    expect(await found('hr')).toHaveLength(1);
    expect(await found('td')).toEqual(['a', 'b']);
    expect(await card.innerText()).toContain('<b> *星* 2 * 3 * 4');
  });

  it.each([
    ['plain words', '一'.repeat(10_000)],
    ['one long word', 'x'.repeat(10_000)],
    ['opening brackets', '['.repeat(10_000)],
    ['asterisks', '*a '.repeat(3_000)],
    ['opening fonts', "<font color='red'>".repeat(500)],
    ['emoji', '👩‍🔬'.repeat(500)],
  ])(
    'stays quick and narrow with a text of %s',
    async (_, text) => {
      const { page, person, card } = await show(
        cardOf(text.slice(0, 500), [md(text), { tag: 'div', text: plain(text) }]),
      );
      expect(await card.locator('.md').textContent()).not.toBe('');
      expect(
        await person('ou_1')
          .getByRole('log')
          .evaluate((list: Sized) => list.scrollWidth - list.clientWidth),
      ).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    },
    10_000,
  );

  it('lays out columns, panels, tables, people and fields', async () => {
    const column = (content: string): object => ({
      tag: 'column',
      width: 'weighted',
      weight: 1,
      elements: [md(content)],
    });
    const { card } = await show(
      cardOf('布局', [
        { tag: 'column_set', flex_mode: 'none', columns: [column('左'), column('右')] },
        { tag: 'collapsible_panel', header: { title: plain('更多') }, elements: [md('藏起来的')] },
        {
          tag: 'table',
          columns: [
            { name: 'a', display_name: '名', data_type: 'text' },
            { name: 'b', display_name: '态', data_type: 'options' },
          ],
          rows: [{ a: '甲', b: [{ text: '新', color: 'green' }] }],
        },
        { tag: 'person', user_id: 'ou_2' },
        { tag: 'div', fields: [{ is_short: true, text: { tag: 'lark_md', content: '**键**' } }] },
        { tag: 'img', img_key: 'img_x', alt: plain('附图') },
      ]),
    );
    const [left, right] = await Promise.all([
      card.getByText('左').boundingBox(),
      card.getByText('右').boundingBox(),
    ]);
    expect(left?.y).toBe(right?.y);
    expect(await card.getByText('藏起来的').isVisible()).toBe(false);
    await card.getByText('更多').click();
    expect(await card.getByText('藏起来的').isVisible()).toBe(true);
    expect(await card.getByRole('row').allInnerTexts()).toEqual(['名\t态', '甲\t新']);
    expect(await card.innerText()).toContain('专家二');
    expect(await card.locator('.field strong').innerText()).toBe('键');
    expect(await card.getByRole('img', { name: '附图' }).innerText()).toContain('附图');
  });

  it('shows a component it does not know as a box that says so', async () => {
    const broken = { tag: 'column_set', columns: 5 };
    const { card } = await show(cardOf('未来', [{ tag: 'hologram' }, { tag: 'constructor' }, broken]));
    expect(await card.locator('.unknown').allInnerTexts()).toEqual([
      '不支持的组件 hologram',
      '不支持的组件 constructor',
      '无法显示的组件 column_set',
    ]);
  });

  it('holds a form back until its required fields are filled', async () => {
    const form = {
      tag: 'form',
      name: 'f',
      elements: [
        { tag: 'input', name: 'why', required: true, max_length: 5, label: plain('理由') },
        {
          tag: 'select_static',
          name: 'stars',
          initial_option: '4',
          options: [{ text: plain('四星'), value: '4' }],
        },
        buttonOf('send', '提交', { form_action_type: 'submit' }),
        buttonOf('clear', '清空', { form_action_type: 'reset', behaviors: [] }),
      ],
    };
    const { world, card } = await show(cardOf('表单', [form]));
    const why = card.getByRole('textbox', { name: '理由' });
    await card.getByRole('button', { name: '提交' }).click();
    expect(await card.getByText('此项必填').isVisible()).toBe(true);
    expect(await why.evaluate((field: Matched) => field.matches(':focus'))).toBe(true);
    expect(world.presses).toEqual([]);
    await why.pressSequentially('一二三四五六');
    expect(await card.innerText()).toContain('5/5');
    await card.getByRole('button', { name: '清空' }).click();
    expect(await why.inputValue()).toBe('');
    await why.fill('好');
    await card.getByRole('button', { name: '提交' }).click();
    await expect.poll(() => world.presses.map((press) => press.form)).toEqual([{ why: '好', stars: '4' }]);
  });

  it('asks before a button that wants to be confirmed, and takes no for an answer', async () => {
    const confirm = { title: plain('提交？'), text: plain('不可修改') };
    const { page, world, card } = await show(cardOf('确认', [buttonOf('send', '提交', { confirm })]));
    await card.getByRole('button', { name: '提交' }).click();
    await page.keyboard.press('Escape');
    await page.getByTestId('confirm').waitFor({ state: 'detached' });
    expect(world.presses).toEqual([]);
    await card.getByRole('button', { name: '提交' }).click();
    await page.getByTestId('confirm').getByRole('button', { name: '确定' }).click();
    await expect.poll(() => world.presses.map((press) => press.button)).toEqual(['send']);
  });

  it('does not press a disabled button, and presses a container by keyboard', async () => {
    const container = { ...buttonOf('open', ''), tag: 'interactive_container', elements: [md('整块可点')] };
    const { page, world, card } = await show(
      cardOf('容器', [buttonOf('off', '已关闭', { disabled: true }), container]),
    );
    expect(await card.getByRole('button', { name: '已关闭' }).isDisabled()).toBe(true);
    await card.getByRole('button', { name: '整块可点' }).focus();
    await page.keyboard.press(' ');
    await expect.poll(() => world.presses.map((press) => press.button)).toEqual(['open']);
  });

  it('starts a field anew when the card itself changes it', async () => {
    const form = (suggested: string): object => ({
      tag: 'form',
      name: 'f',
      elements: [
        { tag: 'input', name: 'why', label: plain('理由'), default_value: suggested },
        buttonOf('send', '提交', { form_action_type: 'submit' }),
      ],
    });
    const { world, card } = await show(cardOf('建议', [form('甲')]));
    const why = card.getByRole('textbox', { name: '理由' });
    await why.fill('我的话');
    world.put('group', { messageId: 'c1', card: cardOf('建议', [form('乙')]) });
    await expect.poll(() => why.inputValue()).toBe('乙');
  });
});
