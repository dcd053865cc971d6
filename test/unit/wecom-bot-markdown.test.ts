import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../src/chat/wecom/bot/markdown.ts';

const literal = (text: string) => markdownOf(text, undefined);

describe('text from outside', () => {
  it.each([
    ['a mention', '<@GuanLiYuan> 请看'],
    ['a mention of all', '<@all>'],
    ['markup', '<font color="warning">急</font>'],
    ['a link under other words', '[中国银行](https://evil.example)'],
    ['a link between two addresses', '[https://good.example](https://evil.example)'],
    ['a link by reference', '[a][b]\n[b]: https://evil.example'],
    ['an image', '![图](https://evil.example/a.png)'],
    ['bold', '**急** __急__'],
    ['slanted', '*急* _急_'],
    ['struck out', '~~旧~~ ~旧~'],
    ['code', '`rm` ```\nrm\n```'],
    ['a heading', '# 通知\n  ## 通知'],
    ['a heading by its line', '通知\n====\n通知\n----'],
    ['a quote', '> 引用'],
    ['a list', '- 一\n+ 二\n1. 三\n- [ ] 四'],
    ['a line', '---\n***\n___'],
    ['a table', '| 甲 | 乙 |\n|---|---|\n| 1 | 2 |'],
    ['entities', '&lt;b&gt; &#60;'],
    ['an escape', '\\*急\\*'],
  ])('does nothing as %s', (_, text) => {
    const shown = literal(text);
    for (const sign of [
      /[<*`|~\\]/,
      /\]\(/,
      /\]:/,
      /\]\[/,
      /^\s*([#>]|[-+=]+(\s|$)|\d+\.\s)/m,
      /(^|\s)_|_(\s|$)/m,
      /&\w+;/,
      /&#/,
    ])
      expect(shown).not.toMatch(sign);
  });

  it('reads the same: every sign has become its full-width twin', () => {
    expect(literal('# 10%~20% | a*b <c>\n- d\n---\n1. e')).toBe(
      '＃ 10%～20% ｜ a＊b ＜c>\n－ d\n－－－\n1． e',
    );
  });

  it('stays as it is where a sign is no sign', () => {
    const plain = '电压 -5℃ a-b CN_123_A 3.5 V a=b c+d #1 > 2 R&D [0012] 甲：乙';
    expect(literal(plain)).toBe(plain);
  });

  it.each(['https://panhuo.example/p/ab_-cd__?x=1&y=~2#top', 'http://127.0.0.1:3000/p/_a'])(
    'keeps the address %s whole',
    (address) => {
      expect(literal(`请打开 ${address} 填写`)).toBe(`请打开 ${address} 填写`);
    },
  );
});

describe('a text of any length', () => {
  it.each([
    ['line ends', '\n'],
    ['blanks', ' '],
    ['signs', '='],
    ['brackets', '['],
  ])('is written quickly: %s', (_, sign) => {
    const begin = performance.now();
    literal(sign.repeat(1_000_000));
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe('a title', () => {
  it('is one bold line, whatever it holds', () => {
    expect(markdownOf('正文', ' 一种*\n电池 ')).toBe('**一种＊ 电池**\n正文');
    expect(markdownOf('正文', '  ')).toBe('正文');
  });

  it('never takes more than its share of the bytes', () => {
    const shown = markdownOf('正'.repeat(9000), '题'.repeat(9000));
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(20_480);
    expect(shown).toMatch(/^\*\*题+…\*\*\n正+…$/);
  });
});
