import { describe, expect, it } from 'vitest';
import { lintCard } from '../../src/chat/feishu/card-linter.ts';

const text = (content: string) => ({ tag: 'plain_text', content });
let buttons = 0;
const button = (more: object = {}) => ({
  tag: 'button',
  name: `button_${++buttons}`,
  text: text('评价'),
  behaviors: [{ type: 'callback', value: { verb: 'rate', tag: 'not-an-element' } }],
  ...more,
});
const input = (name: string) => ({ tag: 'input', name, placeholder: text('评价建议') });
const submit = button({ name: 'submit', form_action_type: 'submit' });
const form = (...elements: object[]) => ({ tag: 'form', name: 'f', elements });
const column = (...elements: object[]) => ({ tag: 'column_set', columns: [{ tag: 'column', elements }] });
const markdown = (content: string) => ({ tag: 'markdown', content });
const table = '| 申请号 | 名称 |\n| --- | :-: |\n| 1 | 2 |';

function lint(elements: unknown, more: object = {}): readonly string[] {
  return lintCard(
    JSON.stringify({ schema: '2.0', config: { update_multi: true }, body: { elements }, ...more }),
  );
}

describe('the card linter', () => {
  it('passes a card with a form, columns and links', () => {
    const link = button({ behaviors: [{ type: 'open_url', default_url: 'https://example.com/' }] });
    const header = { title: text('标题'), text_tag_list: [{ tag: 'text_tag', text: text('样例') }] };
    const filled = form(
      column(input('opinion'), { tag: 'multi_select_static', name: 'modes', options: [] }),
      submit,
    );
    expect(lint([markdown('**专利**'), { tag: 'hr' }, filled, column(link, button())], { header })).toEqual(
      [],
    );
  });

  it.each([
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['null', 'null'],
  ])('refuses %s', (_name, json) => {
    expect(lintCard(json)).toEqual(['The card is not a JSON object.']);
  });

  it.each([
    ['the schema', lint([], { schema: '1.0' }), ['The card must say "schema": "2.0".']],
    [
      'the sharing',
      lint([], { config: {} }),
      ['Without config.update_multi true the card cannot be edited.'],
    ],
    ['the body', lint(undefined), ['The card has no body.elements.']],
    ['1.0 elements', lint([], { elements: [] }), ['Elements at the root belong to card JSON 1.0.']],
    [
      'an unknown tag',
      lint([{ tag: 'note', elements: [] }]),
      ['The tag "note" is unknown to card JSON 2.0.'],
    ],
    ['a double name', lint([form(input('a'), input('a'), submit)]), ['The name "a" is used more than once.']],
    [
      'a double element_id',
      lint([
        { tag: 'hr', element_id: 'a' },
        { tag: 'hr', element_id: 'a' },
      ]),
      ['The element_id "a" is used more than once.'],
    ],
    [
      'a malformed element_id',
      lint([{ tag: 'hr', element_id: '1a' }]),
      ['The element_id "1a" is malformed.'],
    ],
    ['a form without name', lint([{ tag: 'form', elements: [submit] }]), ['A form has no name.']],
    [
      'a form that is not at the root',
      lint([column(form(submit))]),
      ['The form "f" is not directly in body.elements.'],
    ],
    ['a form without submit', lint([form(input('a'))]), ['The form "f" has no submit button.']],
    ['a table in a form', lint([form({ tag: 'table' }, submit)]), ['The form "f" holds a form or a table.']],
    [
      'a field without name',
      lint([form({ tag: 'input' }, submit)]),
      ['An element input inside a form has no name.'],
    ],
    [
      'a button without name',
      lint([form(button({ name: '', form_action_type: 'submit' }))]),
      ['A button has no name.'],
    ],
    [
      'a multi-select outside a form',
      lint([{ tag: 'multi_select_static' }]),
      ['An element multi_select_static works only inside a form.'],
    ],
    [
      'required outside a form',
      lint([{ ...input('a'), required: true }]),
      ['An element input can be required only inside a form.'],
    ],
    [
      'an option without a value',
      lint([{ tag: 'select_static', options: [{ text: text('一') }, { value: 'b' }] }]),
      ['An option of select_static has no value.'],
    ],
    [
      'somebody offered twice',
      lint([{ tag: 'select_person', options: [{ value: 'ou_1' }, { value: 'ou_1' }] }]),
      ['Two options of select_person have the same value.'],
    ],
    [
      'a comma in one of several choices, which a click joins by commas',
      lint([form({ tag: 'multi_select_static', name: 'm', options: [{ value: 'a,b' }] }, submit)]),
      ['An option of multi_select_static has a comma in its value.'],
    ],
    ['a button without text', lint([button({ text: text(' ') })]), ['A button has no text.']],
    [
      'a dead button',
      lint([button({ behaviors: [] })]),
      ['The button "评价" does nothing: it needs a callback or open_url behavior.'],
    ],
    [
      'a callback without an object',
      lint([button({ behaviors: [{ type: 'callback', value: 'rate' }] })]),
      ['The button "评价" does nothing: it needs a callback or open_url behavior.'],
    ],
    [
      'a 1.0 button',
      lint([button({ url: 'https://example.com/' })]),
      ['The button "评价" has a 1.0 property that is ignored: use behaviors.'],
    ],
  ])('names %s', (_name, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('lets a choice of one hold commas, and a picker of people offer nobody by name', () => {
    const one = { tag: 'select_static', options: [{ value: 'a,b' }] };
    const people = form({ tag: 'multi_select_person', name: 'people' }, submit);
    expect(lint([one, { tag: 'select_person' }, people])).toEqual([]);
  });

  it('lets a disabled button do nothing', () => {
    expect(lint([button({ behaviors: [], disabled: true })])).toEqual([]);
  });

  it('allows 180 tagged elements and no more, texts and icons included', () => {
    expect(lint(Array(180).fill({ tag: 'hr' }))).toEqual([]);
    expect(lint(Array(90).fill({ tag: 'div', text: text('a') }))).toEqual([]);
    expect(lint([...Array(90).fill({ tag: 'div', text: text('a') }), { tag: 'hr' }])).toEqual([
      'The card has 181 tagged elements; at most 180 are safe.',
    ]);
  });

  it('counts the size in bytes, not in characters', () => {
    expect(lint([markdown('专'.repeat(9500))])).toEqual([]);
    expect(lint([markdown('专'.repeat(9600))])).toEqual([expect.stringContaining('at most 28672 are safe')]);
  });

  it('allows five levels of containers and no more', () => {
    const deep = (levels: number): object =>
      levels === 0 ? markdown('a') : { tag: 'interactive_container', elements: [deep(levels - 1)] };
    expect(lint([deep(5)])).toEqual([]);
    expect(lint([deep(6)])).toEqual([
      'An element interactive_container is nested 6 levels deep; at most 5 are allowed.',
    ]);
  });

  it('counts tables inside Markdown', () => {
    expect(lint([markdown(`${table}\n\n${table}`), { tag: 'table' }])).toEqual([]);
    expect(lint([markdown(`${table}\n\n${table}\n\n${table}`), { tag: 'table' }])).toEqual([
      'The card has 4 tables; at most 3 are safe.',
    ]);
  });
});
