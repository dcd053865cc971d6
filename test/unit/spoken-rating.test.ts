import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRating } from '../../src/domain/spoken-rating.ts';

describe('a rating in a reply', () => {
  it.each([
    ['4 星 工艺成熟，可中试', 4, '工艺成熟，可中试'],
    ['4星工艺成熟', 4, '工艺成熟'],
    ['四星', 4, undefined],
    ['★★★★', 4, undefined],
    ['★★★★☆ 不错', 4, '不错'],
    ['⭐⭐⭐⭐⭐', 5, undefined],
    ['４星', 4, undefined],
    ['５ 星，可以产业化', 5, '可以产业化'],
    ['3', 3, undefined],
    ['三', 3, undefined],
    ['我给3分：成本高', 3, '成本高'],
    ['评分：2', 2, undefined],
    ['4/5 可以', 4, '可以'],
    ['5 stars', 5, undefined],
    ['两星', 2, undefined],
    ['工艺成熟，4星', 4, '工艺成熟'],
    ['工艺成熟 四星。', 4, '工艺成熟'],
    ['4星，比三星方案好', 4, '比三星方案好'],
    ['4星 4星', 4, '4星'],
  ])('reads %s', (text, stars, opinion) => {
    const expected = opinion === undefined ? { kind: 'rating', stars } : { kind: 'rating', stars, opinion };
    expect(readRating(text)).toEqual(expected);
  });

  it.each(['6星', '0 星', '4.5星', '四星半', '十星', '★★★★★★', '★☆'])('finds %s off the scale', (text) => {
    expect(readRating(text)).toEqual({ kind: 'off-scale' });
  });

  it.each([
    '谢谢分享',
    '三星电子已有类似技术',
    '这个4个问题',
    '4 个问题',
    '4星还是5星',
    '',
    '   ',
    '五星级酒店',
    '2024年',
    '12345',
  ])('reads no rating out of «%s»', (text) => {
    expect(readRating(text)).toEqual({ kind: 'none' });
  });

  it('keeps the full-width punctuation of an opinion as it was written', () => {
    expect(readRating('４星　工艺成熟，可中试（需验证）')).toMatchObject({
      opinion: '工艺成熟，可中试（需验证）',
    });
  });

  // A reading that tries every way to share the blanks out would outlast the time limit of a test.
  it.each([
    ['after a number', (blanks: string) => `4${blanks}x`, 'none'],
    ['after a word that leads', (blanks: string) => `给${blanks}x`, 'none'],
    ['inside an opinion', (blanks: string) => `4星 成熟${blanks}。`, 'rating'],
  ])('takes no time over a hundred thousand blanks %s', (_, write, kind) => {
    expect(readRating(write(' '.repeat(100_000))).kind).toBe(kind);
  });

  it('never throws and never invents stars', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const found = readRating(text);
        return found.kind !== 'rating' || (found.stars >= 1 && found.stars <= 5);
      }),
    );
  });
});
