import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsNationalId, maskNationalIds, resemblesNationalId } from '../../src/domain/national-id.ts';
import { inventedNationalId } from '../support/patent-files.ts';

const id = inventedNationalId();

describe('containsNationalId', () => {
  it.each([
    ['alone', id],
    ['in a sentence', `发明人（身份证${id}）`],
    ['with spaces', `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`],
    ['with dashes', `${id.slice(0, 6)}-${id.slice(6, 14)}-${id.slice(14)}`],
    ['with a sign that nobody sees', `${id.slice(0, 6)}\u200b${id.slice(6)}`],
    ['with points', `${id.slice(0, 6)}·${id.slice(6, 14)}.${id.slice(14)}`],
    ['with every digit apart', [...id].join('  ')],
    ['after another number', `1 ${id}`],
    ['in full-width digits', id.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
  ])('finds an ID number %s', (_, text) => {
    expect(containsNationalId(text)).toBe(true);
  });

  it('finds an ID number that ends in a lower-case x', () => {
    const serials = Array.from({ length: 30 }, (_, n) => inventedNationalId(String(n).padStart(3, '0')));
    const ending = serials.find((serial) => serial.endsWith('X')) ?? '';
    expect(containsNationalId(ending.toLowerCase())).toBe(true);
  });

  it.each([
    ['an application number', 'CN201710117081.7'],
    ['eighteen digits with a wrong check digit', id.slice(0, 17) + (id.endsWith('1') ? '2' : '1')],
    ['a longer number', `${id}0`],
    ['a credit code of an organisation', '91110108MA01ABCD2X'],
    ['eighteen digits without a date of birth', '110101190013990017'],
  ])('lets %s pass', (_, text) => {
    expect(containsNationalId(text)).toBe(false);
  });

  it('notices every change of a single digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const changed = id.slice(0, at) + ((Number(id[at]) + by) % 10) + id.slice(at + 1);
        expect(containsNationalId(changed)).toBe(false);
      }),
    );
  });
});

describe('what may be an ID number', () => {
  const mistyped = id.slice(0, 17) + (id.endsWith('1') ? '2' : '1');
  const spellings = [
    id,
    mistyped,
    `${id.slice(0, 17)}x`,
    `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`,
  ];

  it.each(spellings)('is recognised although it does not check: %s', (spelled) => {
    expect(resemblesNationalId(`编号${spelled}。`)).toBe(true);
  });

  it.each(spellings)('is masked among other words, however often it stands there: %s', (spelled) => {
    expect(maskNationalIds(`研发群 ${spelled}，${spelled}！`)).toBe('研发群 ***,***!');
  });

  it('leaves other words as they are when it is masked', () => {
    for (const text of ['１２３ 群（一）', 'CN201710117081.7', `${id}0`, ''])
      expect(maskNationalIds(text)).toBe(text);
  });

  it('never survives masking, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...spellings), fc.string(), (before, spelled, after) => {
        expect(resemblesNationalId(maskNationalIds(`${before}${spelled}${after}`))).toBe(false);
      }),
    );
  });
});
