import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf, readPatentNumber } from '../../src/domain/patent-number.ts';

const application = (normal: string, type = 'invention') => ({ kind: 'application', normal, type });
const fault = (reason: string) => ({ kind: 'unreadable', fault: reason });

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const modernBody = fc
  .tuple(fc.integer({ min: 2003, max: 2026 }), fc.constantFrom('1', '2', '3', '8', '9'), digits(7))
  .map(([year, type, serial]) => `${year}${type}${serial}`);
const oldBody = fc
  .tuple(fc.constantFrom('85', '92', '99', '00', '03'), fc.constantFrom('1', '2', '3', '8', '9'), digits(5))
  .map((parts) => parts.join(''));
const body = fc.oneof(modernBody, oldBody);

describe('readPatentNumber', () => {
  it.each([
    'CN201710117081.7',
    'cn201710117081.7',
    '201710117081.7',
    '2017101170817',
    '201710117081',
    'ZL201710117081.7',
    'ZL 2017 1 0117081.7',
    'CNZL201710117081.7',
    '\uFEFF 201710117081.7\u00A0',
    'ＣＮ２０１７１０１１７０８１．７',
  ])('reads %j as one and the same application', (text) => {
    expect(readPatentNumber(text)).toEqual(application('CN201710117081.7'));
  });

  it('keeps a second published example with its own check digit', () => {
    expect(readPatentNumber('CN202011351308.2')).toEqual(application('CN202011351308.2'));
  });

  it.each([
    ['201710000000', 'invention'],
    ['201720000000', 'utility-model'],
    ['201730000000', 'design'],
    ['201780000000', 'invention'],
    ['201790000000', 'utility-model'],
  ])('takes the type of %s from its fifth digit', (text, type) => {
    expect(readPatentNumber(text)).toMatchObject({ kind: 'application', type });
  });

  it.each([
    ['CN117151122A', 'CN117151122A', 'invention'],
    ['cn 111504366 b', 'CN111504366B', 'invention'],
    ['215792497U', 'CN215792497U', 'utility-model'],
    ['CN1234567C', 'CN1234567C', 'invention'],
    ['CN305123456S', 'CN305123456S', 'design'],
    ['CN104123456B2', 'CN104123456B2', 'invention'],
  ])('reads %s as a publication', (text, normal, type) => {
    expect(readPatentNumber(text)).toEqual({ kind: 'publication', normal, type });
  });

  it.each([
    ['', 'empty'],
    [' \u3000', 'empty'],
    ['2.0171E+12', 'scientific'],
    ['2.01710117081e12', 'scientific'],
    ['CN201710117081.8', 'check_digit'],
    ['201710117081X', 'check_digit'],
    ['20171011708', 'length'],
    ['20171011708177', 'length'],
    ['CN117151122', 'kind_code'],
    ['1234567', 'kind_code'],
    ['US10123456B2', 'foreign'],
    ['WO2020123456A1', 'foreign'],
    ['PCT/CN2020/123456', 'foreign'],
    ['201740117081', 'shape'],
    ['20240105', 'shape'],
    ['=cmd|calc', 'shape'],
    ['无', 'shape'],
    ['CN', 'shape'],
  ])('says why %j is not a number: %s', (text, reason) => {
    expect(readPatentNumber(text)).toEqual(fault(reason));
  });

  it('reads its own normal form as itself', () => {
    fc.assert(
      fc.property(body, (text) => {
        const once = readPatentNumber(text);
        if (once.kind === 'unreadable') throw new Error(`unreadable: ${text}`);
        expect(readPatentNumber(once.normal)).toEqual(once);
      }),
    );
  });

  it('gives every spelling of a number the same normal form', () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        body,
        fc.constantFrom('', 'CN', 'ZL', 'zl '),
        fc.boolean(),
        fc.boolean(),
        (text, prefix, dot, full) => {
          const spelled = `${prefix}${text}${dot ? '.' : ''}${checkDigitOf(text).toLowerCase()}`;
          expect(readPatentNumber(full ? wide(spelled) : spelled)).toMatchObject({
            kind: 'application',
            normal: `CN${text}.${checkDigitOf(text)}`,
          });
        },
      ),
    );
  });

  it('notices any single mistyped digit after the type', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, where, by) => {
        const first = text.length === 12 ? 5 : 3;
        const at = first + (where % (text.length - first));
        const wrong = (Number(text[at]) + by) % 10;
        const typo = `${text.slice(0, at)}${wrong}${text.slice(at + 1)}.${checkDigitOf(text)}`;
        expect(readPatentNumber(typo)).toEqual(fault('check_digit'));
      }),
    );
  });

  it('answers any text at all, and calls only well-formed numbers readable', () => {
    const wellFormed = /^CN(?:\d{8}|\d{12})\.[\dX]$|^CN\d{7,9}[ABCUYS]\d?$/;
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[CNZLX.\dA-C ]{6,16}$/)),
        (text) => {
          const read = readPatentNumber(text);
          if (read.kind !== 'unreadable') expect(read.normal).toMatch(wellFormed);
        },
      ),
    );
  });
});
