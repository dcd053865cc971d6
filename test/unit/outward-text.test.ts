import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { warningsOf } from '../../src/domain/outward-text.ts';

const found = (text: string) => warningsOf(text).map((warning) => [warning.kind, warning.found]);

describe('a text for everybody', () => {
  it.each([
    ['phone', '13800000000'],
    ['phone', '+86 138 0000 0000'],
    ['phone', '138-0000-0000'],
    ['phone', '１３８００００００００'],
    ['phone', '010-12345678'],
    ['phone', '(0731) 8888 8888-801'],
    ['phone', '（0731）88888888'],
    ['phone', '400-800-1234'],
    ['mail', 'a.b+c@mail.example.com'],
    ['mail', 'someone＠example.com'],
    ['account', '微信：abc_12345'],
    ['account', '微信号为abc12345'],
    ['account', 'VX abcdef'],
    ['account', 'QQ群：12345678'],
    ['secret', '商业秘密'],
    ['secret', '客户名单'],
  ])('is warned of for a %s: %s', (kind, words) => {
    expect(found(`请联系，${words}。`)).toEqual([[kind, words]]);
  });

  it.each([
    '专利号 CN209910000001.1，公开号 CN123456789A',
    '能量密度 ≥ 400 Wh/kg，循环 1000000 次，2026-12-31 前',
    '投入 13800000000000 元以内',
    '支持微信小程序登录',
    '输出 0~10 V，精度 0.12345678',
    '邮箱见附件，@所有人',
  ])('is not warned of for %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is told each place in order, with the field it is in', () => {
    const text = '公开需求：机密\n需求描述：见内部资料\n联系电话：13800000000';
    const warnings = warningsOf(text);
    expect(warnings.map(({ field, found: words }) => [field, words])).toEqual([
      ['', '机密'],
      ['需求描述', '内部资料'],
      ['联系电话', '13800000000'],
    ]);
    for (const { at, found: words } of warnings) expect(text.slice(at, at + words.length)).toBe(words);
  });

  it('has warnings whose places are those of the text, whatever it is', () => {
    const pieces = fc.constantFrom(
      '１３８',
      '00000000',
      '@',
      'a.b',
      '：',
      '\n',
      '微信',
      '保密',
      '🔋',
      '（',
      ' ',
      '-',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        for (const { at, found: words } of warningsOf(text)) {
          expect(words).not.toBe('');
          expect(text.slice(at, at + words.length)).toBe(words);
        }
      }),
    );
  });

  it.each(['0', '1', 'a', 'a.', '@a', '微信 ', '1 ', '0-'])(
    'is read in one go when it repeats %j',
    (piece) => {
      const text = piece.repeat(40_000);
      const startedAt = performance.now();
      warningsOf(text);
      expect(performance.now() - startedAt).toBeLessThan(2000);
    },
  );
});
