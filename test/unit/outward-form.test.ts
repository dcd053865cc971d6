import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../src/chat/notices.ts';
import {
  type FormField,
  fillForm,
  formText,
  type OutwardForm,
  offeringModes,
} from '../../src/domain/outward-form.ts';
import { refusal } from '../support/builders.ts';

const field = (over: Partial<FormField> = {}): FormField => ({
  name: 'need',
  label: '需求描述',
  kind: 'text',
  required: true,
  most: 10,
  choices: [],
  ...over,
});
const form = (...fields: FormField[]): OutwardForm => ({
  name: 'intent',
  title: '我有合作意向',
  provisional: true,
  fields,
});
const MODES = field({
  name: 'modes',
  label: '合作方式',
  kind: 'choices',
  choices: ['转让', '普通许可', '质押'],
});
const fill = (one: FormField, value?: string | readonly string[]) =>
  fillForm(form(one), { [one.name]: value });
const valueIn = (one: FormField, value?: string | readonly string[]) => fill(one, value)[0]?.value;

describe('a form', () => {
  it('is filled in its own order, without what is empty and what it does not ask for', () => {
    const asked = form(MODES, field(), field({ name: 'goal', label: '期望指标', required: false }));
    expect(fillForm(asked, { stranger: 'x', need: ' 中试 ', modes: ['质押', '转让'], goal: ' ' })).toEqual([
      { name: 'modes', label: '合作方式', value: '转让、质押' },
      { name: 'need', label: '需求描述', value: '中试' },
    ]);
  });

  it.each([undefined, '', ' \n ', []])('misses a required field that holds %j', (value) => {
    expect(() => fill(field(), value)).toThrow(
      expect.objectContaining({ code: 'form_field_missing', facts: { field: '需求描述' } }),
    );
  });

  it('takes nothing that every object has for a field', () => {
    expect(() => fillForm(form(field({ name: 'constructor' })), {})).toThrow(refusal('form_field_missing'));
  });

  it.each(['line', 'text', 'contact'] as const)(
    'takes a %s up to its length, counted in characters',
    (kind) => {
      expect(valueIn(field({ kind }), '🔋'.repeat(10))).toBe('🔋'.repeat(10));
      expect(() => fill(field({ kind }), '长'.repeat(11))).toThrow(
        expect.objectContaining({ code: 'form_field_too_long', facts: { field: '需求描述', limit: 10 } }),
      );
    },
  );

  it('keeps a value on one line, so that it cannot look like another field', () => {
    expect(valueIn(field({ most: 60 }), '中试\n联系电话：\t无\u0000')).toBe('中试 联系电话： 无');
  });

  it.each(['line', 'text', 'contact'] as const)('takes no national ID number in a %s', (kind) => {
    expect(() => fill(field({ kind, most: 60 }), '110101 19900307 7475')).toThrow(refusal('national_id'));
  });
});

describe('choices', () => {
  it.each([
    ['a list', ['质押', '转让', '转让']],
    ['words', '质押、转让'],
    ['words with other signs', '质押/转让；\n'],
  ])('are taken as %s, each once and in the order of the form', (_, value) => {
    expect(valueIn(MODES, value)).toBe('转让、质押');
  });

  it.each([
    ['one that is not offered', '赠与'],
    ['more than one where one is asked for', ['转让', '质押']],
  ])('are refused: %s', (_, value) => {
    const one = { ...MODES, kind: 'choice' as const };
    expect(valueIn(one, '转让')).toBe('转让');
    expect(() => fill(one, value)).toThrow(
      expect.objectContaining({ code: 'form_choice_unknown', facts: { field: '合作方式' } }),
    );
  });

  it('are those that the owner of the patent accepts, or all where he accepts none of them', () => {
    const offered = (modes: Parameters<typeof offeringModes>[1]) =>
      offeringModes(form(field(), MODES), modes).fields.map(({ choices }) => choices);
    expect(offered(['质押', '开放许可'])).toEqual([[], ['质押']]);
    expect(offered(['开放许可'])).toEqual([[], MODES.choices]);
    expect(offered([])).toEqual([[], MODES.choices]);
  });
});

describe('a day', () => {
  const day = field({ kind: 'date', required: false });

  it('is taken when it exists', () => {
    expect(valueIn(day, ' 2028-02-29 ')).toBe('2028-02-29');
    expect(fill(day, '')).toEqual([]);
  });

  it.each(['2027-02-29', '2027-13-01', '2027-1-1', '27-01-01', '明年', '2027-01-01T00:00', '1999-01-01'])(
    'is refused as %s',
    (text) => {
      expect(() => fill(day, text)).toThrow(
        expect.objectContaining({ code: 'form_date_wrong', facts: { field: '需求描述' } }),
      );
    },
  );
});

it('the text to confirm is a heading and a line for each field', () => {
  const fields = fillForm(form(MODES, field()), { modes: '转让', need: '中试' });
  expect(formText('合作意向：某专利 CN1', fields)).toBe(
    '合作意向：某专利 CN1\n合作方式：转让\n需求描述：中试',
  );
});

it('a notice about a field names it', () => {
  expect(noticeOf('form_field_missing', { field: '需求描述' }).text).toMatch(/^「需求描述」/);
});
