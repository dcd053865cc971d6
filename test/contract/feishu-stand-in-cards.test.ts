import { describe, expect, it } from 'vitest';
import { validateCard } from '../../src/sandbox/feishu/card-validator.ts';

const plain = (content: string) => ({ tag: 'plain_text', content });
const button = (name: string, more: object = {}) => ({ tag: 'button', name, text: plain('按'), ...more });
const submit = (name = 'send') => button(name, { form_action_type: 'submit' });
const form = (...elements: object[]) => ({ tag: 'form', name: 'form', elements });
const columns = (...elements: object[]) => ({
  tag: 'column_set',
  columns: [{ tag: 'column', width: 'weighted', weight: 1, elements }],
});
const card = (...elements: unknown[]) => ({
  schema: '2.0',
  config: { update_multi: true },
  body: { elements },
});

function nested(levels: number): object {
  return levels === 0 ? plainDiv : columns(nested(levels - 1));
}
const plainDiv = { tag: 'div', text: plain('内容') };
const table = { tag: 'table', columns: [{ name: 'a', data_type: 'text' }], rows: [{ a: '1' }] };
const markdownTable = { tag: 'markdown', content: '| a | b |\n|---|:-:|\n| 1 | 2 |' };

describe('a card the platform accepts', () => {
  const accepted: Record<string, unknown> = {
    'a header, a markdown and a form with a select, an input and a submit button': {
      ...card(
        { tag: 'markdown', content: '**专利**\n<at id=all></at>' },
        form(
          {
            tag: 'select_static',
            name: 'stars',
            required: true,
            placeholder: plain('星级'),
            options: [{ text: plain('5 星'), value: '5' }],
          },
          { tag: 'input', name: 'opinion', input_type: 'multiline_text', max_length: 1000 },
          columns(submit()),
        ),
      ),
      header: {
        title: plain('评价'),
        template: 'blue',
        text_tag_list: [{ tag: 'text_tag', text: plain('待评'), color: 'red' }],
      },
    },
    'app data of any shape inside a button': card(
      button('a', { behaviors: [{ type: 'callback', value: { tag: 'note', elements: 7 } }] }),
    ),
    'five levels of containers': card(nested(5)),
    'two hundred tagged nodes': card(...Array.from({ length: 100 }, () => plainDiv)),
    'five tables': card(table, table, table, markdownTable, markdownTable),
    'a rule and a plain text that only look like tables': card(
      ...Array.from({ length: 6 }, () => ({ tag: 'markdown', content: '上\n---\n下' })),
      { tag: 'div', text: plain('|---|---|') },
    ),
    'a form member without a name, which fails at the click': card(form({ tag: 'input' }, submit())),
    'a card that can never be edited': { schema: '2.0', body: { elements: [] } },
  };
  for (const [name, value] of Object.entries(accepted)) {
    it(`may have ${name}`, () => expect(validateCard(value)).toBeNull());
  }
});

describe('a card the platform refuses', () => {
  const refused: Record<string, [sub: number, value: unknown]> = {
    'that is no object': [200621, '{}'],
    'of schema 1.0': [300303, { elements: [] }],
    'that is not shared': [300302, { ...card(), config: { update_multi: false } }],
    'with an unknown property at the root': [200621, { ...card(), elements: [] }],
    'with an unknown property in config': [200621, { ...card(), config: { update_multi: true, wide: true } }],
    'with an unknown property deep inside': [200621, card(columns(columns({ ...plainDiv, colour: 'red' })))],
    'with a property that every object inherits': [200621, card({ tag: 'hr', constructor: 1 })],
    'with an unknown tag': [200621, card({ tag: 'star_rating' })],
    'with a tag that every object inherits': [200621, card({ tag: 'constructor' })],
    'with a component that has no tag': [200621, card({ content: '无' })],
    'with an action row of 1.0': [200861, card({ tag: 'action', actions: [] })],
    'with a note of 1.0': [200861, card({ tag: 'note', elements: [] })],
    'with a text that is a string': [200621, card({ tag: 'div', text: '内容' })],
    'with a text of an unknown kind': [200621, card({ tag: 'div', text: { tag: 'text', content: '内容' } })],
    'with elements that are no list': [200621, { ...card(), body: { elements: {} } }],
    'with more than two hundred tagged nodes': [
      11310,
      card({ tag: 'hr' }, ...Array.from({ length: 100 }, () => plainDiv)),
    ],
    'with six tables, those in markdown counted': [
      11310,
      card(
        table,
        table,
        { tag: 'collapsible_panel', elements: [markdownTable] },
        markdownTable,
        markdownTable,
        markdownTable,
      ),
    ],
    'with six levels of containers': [11310, card(nested(6))],
    'with an element_id that begins with a digit': [200621, card({ tag: 'hr', element_id: '1a' })],
    'with an element_id of 21 characters': [200621, card({ tag: 'hr', element_id: 'a'.repeat(21) })],
    'with an element_id used twice': [
      300301,
      card({ tag: 'hr', element_id: 'a' }, columns({ tag: 'hr', element_id: 'a' })),
    ],
    'with a name used twice': [200621, card(button('a'), columns(button('a')))],
    'with a form inside a column': [200621, card(columns(form(submit())))],
    'with a form inside a form': [200621, card(form(submit(), { ...form(submit('other')), name: 'inner' }))],
    'with a table inside a panel': [200621, card({ tag: 'collapsible_panel', elements: [table] })],
    'with a form that has no name': [200621, card({ tag: 'form', elements: [submit()] })],
    'with a form nothing submits': [200621, card(form(button('a')))],
    'with a multi-select outside a form': [
      200621,
      card({ tag: 'multi_select_static', name: 'a', options: [] }),
    ],
    'with a button text of 101 characters': [200621, card({ ...button('a'), text: plain('长'.repeat(101)) })],
    'with a behavior of an unknown type': [200621, card(button('a', { behaviors: [{ type: 'call' }] }))],
    'with an input longer than the platform allows': [
      200621,
      card({ tag: 'input', name: 'a', max_length: 1001 }),
    ],
    'with two options of one value': [
      200621,
      card({ tag: 'select_static', name: 'a', options: [{ value: '1' }, { value: '1' }] }),
    ],
    'with the same person offered twice': [
      200621,
      card({ tag: 'select_person', name: 'a', options: [{ value: 'ou_1' }, { value: 'ou_1' }] }),
    ],
    'with a choice of people outside a form': [200621, card({ tag: 'multi_select_person', name: 'a' })],
    'with a markdown without content': [200621, card({ tag: 'markdown' })],
  };
  for (const [name, [sub, value]] of Object.entries(refused)) {
    it(`is one ${name}`, () => expect(validateCard(value)).toMatchObject({ sub }));
  }

  it('is told where the unknown property stands', () => {
    expect(validateCard(card({ tag: 'hr', size: 1 }))?.message).toBe(
      'card.body.elements[0].size: unknown property',
    );
  });
});
