import { describe, expect, it } from 'vitest';
import { namedInText, patentNamedIn, withoutPatentNames } from '../../src/domain/spoken-patent.ts';

const NUMBER = 'CN202310000001.5';

describe('a patent named in a text', () => {
  it('is found again in the text that was made for it', () => {
    expect(patentNamedIn(`${namedInText(NUMBER)}一种电池隔膜`)).toBe(NUMBER);
  });

  it.each(['〔CN202310000001.5〕4星', '[2023100000015] 4星', '【202310000001.5】不错'])(
    'is found however it is written: %s',
    (text) => {
      expect(patentNamedIn(text)).toBe(NUMBER);
    },
  );

  it('is found as the platform wrote it, although its check digit does not add up', () => {
    expect(patentNamedIn('〔CN202310000001.1〕4星')).toBe('CN202310000001.1');
    expect(withoutPatentNames('〔CN202310000001.1〕4星')).toBe('4星');
  });

  it('is found once although it stands there twice', () => {
    expect(patentNamedIn(`〔${NUMBER}〕和〔202310000001.5〕`)).toBe(NUMBER);
  });

  it.each([
    '一种电池隔膜',
    '〔没有号码的括号〕',
    `${NUMBER} 没有括号`,
    `〔${NUMBER}〕〔202310000002.X〕`,
    `〔${'2'.repeat(500)}〕`,
  ])('is not guessed from %s', (text) => {
    expect(patentNamedIn(text)).toBeNull();
  });

  it('is taken out of what is said of it; other brackets stay', () => {
    expect(withoutPatentNames(`〔${NUMBER}〕4星【重点关注的】`)).toBe('4星【重点关注的】');
  });
});
