import { describe, expect, it } from 'vitest';
import { indexTextOf, numberTokensOf, phrasesOf } from '../../src/matching/text-index.ts';

/** Whether the tokens of a phrase stand in a row among those of a text. */
function found(words: string, text: string): boolean {
  const tokens = ` ${indexTextOf(text)} `;
  return phrasesOf(words).every(({ tokens: wanted, prefix }) =>
    tokens.includes(` ${wanted.join(' ')}${prefix ? '' : ' '}`),
  );
}

describe('the index of Chinese text', () => {
  it.each([
    ['电池', '一种锂离子电池隔膜', true],
    ['池隔', '一种锂离子电池隔膜', true],
    ['锂离子电池', '锂离子，电池', false],
    ['锂', '一种锂离子电池', true],
    ['膜', '一种电池隔膜', true],
    ['电 膜', '一种电池隔膜', true],
    ['AI', '基于AI的方法', true],
    ['ai', 'AIR 压缩机', false],
    ['ＡＩ', '基于ai的方法', true],
    ['5G', '5G通信', true],
    ['5G通信', '面向 5G通信', true],
    ['LiFePO4', '磷酸铁锂（LiFePO4）正极', true],
    ['𠮷野', '𠮷野家', true],
    ['über', 'ÜBER-Sensor', true],
    ['α', 'α-Fe2O3 薄膜', true],
  ])('looks for %s in %s: %s', (words, text, there) => {
    expect(found(words, text)).toBe(there);
  });

  it.each(['', ' ', '（）', '"*', '%_', '\u0000'])('finds nothing to look for in %j', (words) => {
    expect(phrasesOf(words)).toEqual([]);
  });

  it('writes tokens of three letters and digits and more, whatever it is given', () => {
    const text = '电 a 1 é 氢H₂O ①②③ ﬁ 𠮷 Ωμέγα 한국어 ภาษา';
    for (const token of indexTextOf(text).split(' ')) expect(token).toMatch(/^[a-z0-9]{3,84}$/);
  });

  it('bounds what it reads and what it looks up', () => {
    expect(indexTextOf('电'.repeat(100_000)).length).toBeLessThan(250_000);
    expect(indexTextOf('a'.repeat(5000))).toHaveLength(62);
    const tokens = phrasesOf(`${'电池隔膜'.repeat(100)} 机器人`).flatMap((phrase) => phrase.tokens);
    expect(tokens).toHaveLength(64);
  });

  it.each([
    'CN202110000001.7',
    'cn2021100000017',
    'ZL 202110000001',
    '202110000001.7',
    '２０２１１０００００01.7',
  ])('finds a patent under its number spelt %s', (spelt) => {
    const [phrase, ...more] = phrasesOf(spelt);
    expect(more).toEqual([]);
    const token = phrase?.tokens[0] ?? 'none';
    expect(numberTokensOf('CN202110000001.7', 'CN113000001A')).toContain(token);
  });
});
