import { describe, expect, it } from 'vitest';
import { lintCard } from '../../src/chat/wecom/card-linter.ts';

const CARD = '0199aaaa-0000-7000-8000-000000000001';
const key = (more: object = {}, card = CARD) => JSON.stringify({ card, act: 'rate', ...more });
const button = (over: object = {}) => ({ text: '★★★★★ 5 星', style: 1, key: key(), ...over });
const fact = (over: object = {}) => ({ keyname: '申请人', value: '示例大学（虚构）', ...over });
const option = (id: string, text = '专家一') => ({ id, text });
const select = (over: object = {}) => ({
  question_key: 'to',
  title: '选择专家',
  selected_id: '0',
  option_list: [option('0', '请选择'), option('expert:1')],
  ...over,
});
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const GOOD = {
  card_type: 'button_interaction',
  task_id: CARD,
  source: { desc: '盘活助手', desc_color: 0 },
  main_title: { title: '固态电池隔膜', desc: '发明专利 CN202110000001.1' },
  sub_title_text: '还没有专家评价',
  quote_area: { type: 0, title: '管理员的意见', quote_text: '请补充成本依据。' },
  horizontal_content_list: [
    fact(),
    fact({ keyname: '网页', value: '打开查看', type: 1, url: 'https://example.com/p/1' }),
  ],
  card_action: { type: 1, url: 'https://example.com/p/1' },
  button_selection: select(),
  button_list: [button()],
};

const lint = (over: object = {}) => lintCard(JSON.stringify({ ...GOOD, ...over }));

describe('the linter of WeCom cards', () => {
  it('passes a card with everything that a card of ours can have', () => {
    expect(lint()).toEqual([]);
  });

  it('passes a card with no more than a card must have', () => {
    const { card_type, task_id, source, main_title, button_list } = GOOD;
    expect(lintCard(JSON.stringify({ card_type, task_id, source, main_title, button_list }))).toEqual([]);
  });

  it('passes a card that is full to the brim, in characters and not in bytes', () => {
    const full = {
      source: { desc: '𠮷'.repeat(13), desc_color: 3 },
      main_title: { title: '𠮷'.repeat(26), desc: '𠮷'.repeat(30) },
      sub_title_text: '𠮷'.repeat(112),
      quote_area: {
        type: 1,
        url: 'http://example.com/',
        title: '𠮷'.repeat(26),
        quote_text: '𠮷'.repeat(112),
      },
      horizontal_content_list: many(6, () => fact({ keyname: '𠮷'.repeat(5), value: '𠮷'.repeat(26) })),
      button_selection: select({
        option_list: many(10, (index) => option(String(index), '𠮷'.repeat(10))),
      }),
      button_list: many(6, (index) => button({ text: '𠮷'.repeat(10), key: key({ index }) })),
    };
    expect(lint(full)).toEqual([]);
  });

  it.each([
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('refuses %s', (_name, json) => {
    expect(lintCard(json)).toEqual([expect.stringMatching(/^The card: /)]);
  });

  it.each<[string, object, string]>([
    ['a kind we do not send', { card_type: 'text_notice' }, 'card_type: is no kind we send.'],
    ['a task_id with a strange sign', { task_id: 'a.b' }, 'task_id: is malformed.'],
    ['a task_id of 129 bytes', { task_id: 'a'.repeat(129) }, 'task_id: is malformed.'],
    ['a part nobody sees', { emphasis_content: { title: '5' } }, 'The card: Unrecognized key'],
    ['a long source', { source: { desc: '一'.repeat(14), desc_color: 0 } }, 'source.desc: has more than 13'],
    ['a colour that is none', { source: { desc: '盘活助手', desc_color: 4 } }, 'source.desc_color: '],
    ['no title', { main_title: { desc: '说明' } }, 'main_title.title: '],
    ['a blank title', { main_title: { title: ' ' } }, 'main_title.title: is blank.'],
    ['a long title', { main_title: { title: '一'.repeat(27) } }, 'main_title.title: has more than 26'],
    [
      'a long description',
      { main_title: { title: '一', desc: '一'.repeat(31) } },
      'main_title.desc: has more than 30',
    ],
    ['a long text', { sub_title_text: '一'.repeat(113) }, 'sub_title_text: has more than 112'],
    ['an empty text', { sub_title_text: '' }, 'sub_title_text: is blank.'],
    ['a long quote', { quote_area: { quote_text: '一'.repeat(113) } }, 'quote_area.quote_text: has more'],
    [
      'a quote that leads nowhere',
      { quote_area: { type: 1, quote_text: '一' } },
      'quote_area: leads nowhere.',
    ],
    ['an empty list', { horizontal_content_list: [] }, 'horizontal_content_list: is empty.'],
    [
      'seven facts',
      { horizontal_content_list: many(7, () => fact()) },
      'horizontal_content_list: is too long.',
    ],
    [
      'a long name of a fact',
      { horizontal_content_list: [fact({ keyname: '一二三四五六' })] },
      'horizontal_content_list.0.keyname: has more than 5',
    ],
    [
      'an empty fact',
      { horizontal_content_list: [fact({ value: '' })] },
      'horizontal_content_list.0.value: is blank.',
    ],
    [
      'a long fact',
      { horizontal_content_list: [fact({ value: '一'.repeat(27) })] },
      'horizontal_content_list.0.value: has more than 26',
    ],
    [
      'a fact that leads nowhere',
      { horizontal_content_list: [fact({ type: 1 })] },
      'horizontal_content_list.0: leads nowhere.',
    ],
    [
      'an address that no type goes with',
      { horizontal_content_list: [fact({ url: 'https://example.com/' })] },
      'horizontal_content_list.0: leads nowhere.',
    ],
    [
      'an address that is none',
      { horizontal_content_list: [fact({ type: 1, url: 'javascript:alert(1)' })] },
      'horizontal_content_list.0.url: is no web address.',
    ],
    [
      'a card that leads nowhere',
      { card_action: { type: 1, url: 'https://' } },
      'card_action.url: is no web',
    ],
    ['no buttons', { button_list: [] }, 'button_list: is empty.'],
    [
      'seven buttons',
      { button_list: many(7, (index) => button({ key: key({ index }) })) },
      'button_list: is too long.',
    ],
    [
      'a long label',
      { button_list: [button({ text: '一'.repeat(11) })] },
      'button_list.0.text: has more than 10',
    ],
    ['a button without label', { button_list: [button({ text: '' })] }, 'button_list.0.text: is blank.'],
    ['a style that is none', { button_list: [button({ style: 5 })] }, 'button_list.0.style: is no style'],
    ['a button without key', { button_list: [button({ key: '' })] }, 'button_list.0.key: is empty.'],
    [
      'a key of too many bytes',
      { button_list: [button({ key: key({ more: '一'.repeat(330) }) })] },
      'button_list.0.key: has more than 1024 bytes.',
    ],
    ['a key used twice', { button_list: [button(), button()] }, 'button_list: has a key twice.'],
    [
      'a button of another card',
      { button_list: [button({ key: key({}, 'another') })] },
      'The card: has a button that does not name its card.',
    ],
    [
      'a key that is no JSON',
      { button_list: [button({ key: 'rate:5' })] },
      'The card: has a button that does not name its card.',
    ],
    [
      'a question without key',
      { button_selection: select({ question_key: '' }) },
      'button_selection.question_key: ',
    ],
    [
      'a question that chooses for the person',
      { button_selection: select({ selected_id: 'expert:1' }) },
      'button_selection.selected_id: chooses for the person.',
    ],
    [
      'a question whose first option is a choice',
      { button_selection: select({ option_list: [option('expert:1'), option('0', '请选择')] }) },
      'button_selection: does not begin with "nothing chosen".',
    ],
    [
      'a question with nothing to choose',
      { button_selection: select({ option_list: [option('0')] }) },
      'button_selection.option_list: offers nothing.',
    ],
    [
      'eleven options',
      { button_selection: select({ option_list: many(11, (index) => option(String(index))) }) },
      'button_selection.option_list: is too long.',
    ],
    [
      'an option used twice',
      { button_selection: select({ option_list: [option('0'), option('a'), option('a')] }) },
      'button_selection: has an id twice.',
    ],
    [
      'an option with a long id',
      { button_selection: select({ option_list: [option('0'), option('a'.repeat(129))] }) },
      'button_selection.option_list.1.id: has more than 128 bytes.',
    ],
    [
      'an option with a long text',
      { button_selection: select({ option_list: [option('0'), option('a', '一'.repeat(11))] }) },
      'button_selection.option_list.1.text: has more than 10',
    ],
  ])('names %s', (_name, over, expected) => {
    expect(lint(over)).toContainEqual(expect.stringContaining(expected));
  });
});
