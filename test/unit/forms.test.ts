import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COOPERATION_MODES } from '../../src/domain/patent.ts';
import { loadForms } from '../../src/forms.ts';

const NEED = { name: 'need', label: '需求描述', kind: 'text', required: true };
const TITLE = { name: 'title', label: '需求名称', kind: 'line', required: true };
const MODES = { name: 'modes', label: '合作方式', kind: 'choice', required: true, choices: ['转让'] };
const intent = (...fields: object[]) => ({ name: 'intent', title: '意向', provisional: false, fields });
const demand = (...fields: object[]) => ({ ...intent(...fields), name: 'demand' });

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'panhuo-forms-'));
  write('intent', intent(NEED, MODES));
  write('demand', demand(TITLE));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, `${name}.json`), text);
}

const unusable = (message: RegExp) =>
  expect.objectContaining({
    kind: 'malformed',
    code: 'form_unusable',
    message: expect.stringMatching(message),
  });

describe('the forms of the house', () => {
  it('are provisional, and offer every way of cooperation', () => {
    const { intent: first, demand: second } = loadForms();
    for (const form of [first, second]) {
      expect(form.provisional).toBe(true);
      const modes = form.fields.find(({ name }) => name === 'modes');
      expect([...(modes?.choices ?? [])].sort()).toEqual([...COOPERATION_MODES].sort());
    }
  });

  it('ask for what the platform names, and for no contact where everybody reads it', () => {
    const labels = (form: 'intent' | 'demand', required: boolean) =>
      loadForms()
        [form].fields.filter((field) => field.required === required)
        .map(({ label }) => label);
    expect(labels('intent', true)).toEqual(['合作方式', '需求描述', '联系人', '联系电话']);
    expect(labels('demand', true)).toEqual(['需求名称', '技术领域', '需求描述']);
    expect(labels('demand', false)).toContain('联系电话');
  });
});

describe('a form of an operator', () => {
  it('is taken, with the usual lengths where it names none', () => {
    expect(loadForms(folder).intent.fields).toEqual([
      { ...NEED, most: 1000, choices: [] },
      { ...MODES, most: 60 },
    ]);
  });

  it.each([
    ['is not JSON', '{', /intent\.json is not JSON/],
    ['is the other one', demand(TITLE), /intent\.json cannot be used: name: must be intent/],
    ['asks for nothing', intent(), /fields: /],
    ['names a kind that is unknown', intent({ ...NEED, kind: 'file' }), /fields\.0\.kind: /],
    ['says more than a form can', intent({ ...NEED, placeholder: 'x' }), /fields\.0: .*placeholder/],
    [
      'offers no choice',
      intent({ ...MODES, choices: undefined }),
      /fields\.0\.choices: must be given for a choice/,
    ],
    ['offers choices to type', intent({ ...NEED, choices: ['转让'] }), /fields\.0\.choices: must be given/],
    [
      'offers a choice that reads as two',
      intent({ ...MODES, choices: ['转让、质押'] }),
      /choices\.0: must hold no/,
    ],
    ['has a label that ends too early', intent({ ...NEED, label: '需求：' }), /fields\.0\.label: /],
    ['names two fields alike', intent(NEED, { ...NEED, label: '别的' }), /fields: must have different names/],
    [
      'labels two fields alike',
      intent(NEED, { ...NEED, name: 'more' }),
      /fields: must have different labels/,
    ],
  ])('is refused when it %s', (_, content, message) => {
    write('intent', content);
    expect(() => loadForms(folder)).toThrow(unusable(message));
  });

  // What stands beside the values is 546 characters for the first line, and 2 and the label for each field.
  it('is refused when its text could be longer than the platform takes, and says how long each field may be', () => {
    const text = (name: string, most: number) => ({ ...NEED, name, label: name.toUpperCase(), most });
    const long = (last: number) => [
      ...['a', 'b', 'c', 'd'].map((name) => text(name, 4000)),
      text('e', 20_000 - 546 - 4 * 4000 - 5 * 3 - 57 - 12 - last),
      { ...NEED, name: 'f', label: 'F', kind: 'choices', choices: ['一二', '三'.repeat(51)] },
      { ...NEED, name: 'g', label: 'G', kind: 'choice', choices: ['一', '二三四五六七八九十'] },
    ];
    write('intent', intent(...long(0)));
    expect(loadForms(folder).intent.fields).toHaveLength(7);
    write('intent', intent(...long(-1)));
    expect(() => loadForms(folder)).toThrow(
      unusable(
        /intent\.json cannot be used: fields: .* 20001 .* takes 20000; longest values: a 4000, b 4000, c 4000, d 4000, e 3371, f 54, g 9$/,
      ),
    );
  });

  it('is refused as a demand with a title that is longer than the platform takes', () => {
    write('demand', demand({ ...TITLE, most: 200 }));
    expect(loadForms(folder).demand.fields[0]?.most).toBe(200);
    write('demand', demand({ ...TITLE, most: 201 }));
    expect(() => loadForms(folder)).toThrow(unusable(/demand\.json .*title may have 201 .* takes 200$/));
  });

  it('is refused as a demand without a title', () => {
    write('demand', demand(NEED));
    expect(() => loadForms(folder)).toThrow(unusable(/demand\.json cannot be used: fields: .*title/));
  });

  it('is refused when it is missing', () => {
    rmSync(join(folder, 'demand.json'));
    expect(() => loadForms(folder)).toThrow(unusable(/demand\.json is missing/));
  });
});
