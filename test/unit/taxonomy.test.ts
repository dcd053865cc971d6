import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_TAXONOMIES, TAXONOMY_KINDS, type TaxonomyKind } from '../../src/domain/taxonomy.ts';
import { codesWithNames, isCode, nearestOf, pathOf, upperOf } from '../../src/matching/taxonomy.ts';
import { codeAbove, readCode } from '../../src/matching/taxonomy-code.ts';
import { seiOfIpc, wipoOfIpc } from '../../src/matching/taxonomy-ipc.ts';
import { codeOf } from '../../src/matching/taxonomy-name.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';

const TAXONOMIES = loadTaxonomies();

describe('a code', () => {
  it.each([
    ['industry', 'C38', 'C 制造业 / C38 电气机械和器材制造业'],
    ['industry', 'C3841', 'C 制造业 / C38 电气机械和器材制造业'],
    ['sei', '5.2.1', '5 新能源汽车产业 / 5.2 新能源汽车装置、配件制造'],
    ['region', '320100', '320000 江苏省 / 320100 南京市'],
    ['wipo', '8', 'I 电气工程 / 8 半导体'],
    [
      'ipc',
      'H02S20/30',
      'H 电学 / H02 发电、变电或配电 / H02S 由红外线辐射、可见光或紫外光转换产生电能，例如使用光伏模块',
    ],
    ['ipc', 'X01', ''],
  ] as const)('of kind %s has the names of everything above it: %s', (kind, code, path) => {
    const names = pathOf(TAXONOMIES, kind, code).map((each) => `${each.code} ${each.name}`);
    expect(names.join(' / ')).toBe(path);
  });

  it.each([
    ['industry', ['C', 'C38', 'C3841'], ['C99', 'U', 'C8', 'H38']],
    ['sei', ['5', '5.2', '5.2.1'], ['5.9', '0', '10']],
    ['ipc', ['H', 'H01', 'H01M', 'A01C', 'H01M10/0525'], ['H07', 'X', 'A99Q1/00/1']],
    ['region', ['320000', '320100', '320102'], ['990000', '320']],
    ['wipo', ['1', '35', 'II'], ['36', '0']],
  ] as const)(
    'of kind %s exists when the standard has it or a level above what the file ends with',
    (kind, some, none) => {
      expect(some.filter((code) => !isCode(TAXONOMIES, kind, code))).toEqual([]);
      expect(none.filter((code) => isCode(TAXONOMIES, kind, code))).toEqual([]);
    },
  );

  it('of the upper two levels is offered, in the order of the standard', () => {
    const codes = (kind: TaxonomyKind) => upperOf(TAXONOMIES, kind).map(({ code }) => code);
    expect(codes('sei').slice(0, 3)).toEqual(['1', '1.1', '1.2']);
    expect(codes('industry')).toHaveLength(117);
    const finer = new Map([...TAXONOMIES.sei, ['5.2.1', { name: '细类', parent: null, words: [] }] as const]);
    expect(upperOf({ ...TAXONOMIES, sei: finer }, 'sei')).toHaveLength(codes('sei').length);
  });
});

describe('codes with names', () => {
  it('name once what several of them share, and quote the first part of a long name', () => {
    const codes = ['H01L31/18', 'H01L33/00', 'B65B1/00'];
    expect(codesWithNames(TAXONOMIES, 'ipc', codes)).toBe(
      'H01L31/18、H01L33/00（半导体器件）；B65B1/00（包装物件或物料的机械、装置或方法）',
    );
  });

  it('are the codes alone where nothing is known', () => {
    expect(codesWithNames(TAXONOMIES, 'sei', ['77', '78'])).toBe('77、78');
    expect(codesWithNames(NO_TAXONOMIES, 'sei', ['5.2'])).toBe('5.2');
    expect(codesWithNames(TAXONOMIES, 'sei', [])).toBe('');
  });
});

describe('reading a code as people and exports write it', () => {
  it.each([
    ['industry', 'C38', 'C38'],
    ['industry', 'ｃ３８', 'C38'],
    ['industry', '38', 'C38'],
    ['industry', '3841', 'C3841'],
    ['industry', 'C38 电气机械和器材制造业', 'C38'],
    ['industry', '电气机械和器材制造业', 'C38'],
    ['industry', '电气机械', 'C38'],
    ['industry', '制造业-电气机械', 'C38'],
    ['industry', '制造业/C38', 'C38'],
    ['industry', '制造业 > 电气机械和器材制造业', 'C38'],
    ['industry', '房地产业', 'K'],
    ['industry', '农业', 'A01'],
    ['industry', '农业-电气机械', null],
    ['industry', '金属', null],
    ['industry', '业', null],
    ['industry', '', null],
    ['industry', '98', null],
    ['sei', '５．２', '5.2'],
    ['sei', '5.2 新能源汽车装置', '5.2'],
    ['sei', '新能源汽车产业', '5'],
    ['sei', '新能源汽车', '5'],
    ['sei', '新能源', '6'],
    ['sei', '新材料产业-前沿新材料', '3.6'],
    ['sei', '新材料产业—先进', null],
    ['sei', '先进', null],
    ['ipc', 'h01m 10/0525 (2010.01) I', 'H01M10/0525'],
    ['ipc', 'Ｈ０１Ｍ１０／０５２５', 'H01M10/0525'],
    ['ipc', 'H01M0010052500', 'H01M10/0525'],
    ['ipc', 'G06F0011', 'G06F11'],
    ['ipc', 'H01M10/05251234', null],
    ['region', '32', '320000'],
    ['region', '江苏', '320000'],
    ['region', '江苏省南京市江宁区', '320100'],
    ['region', '江苏 南京', '320100'],
    ['region', '广西', '450000'],
    ['region', '吉林', '220000'],
    ['region', '吉林市', '220200'],
    ['region', '新疆伊犁', '654000'],
    ['region', '示例', null],
    ['wipo', '08', '8'],
    ['wipo', '半导体', '8'],
    ['wipo', '36', null],
  ] as const)('of kind %s makes %j to %s', (kind, text, code) => {
    expect(codeOf(TAXONOMIES, kind, text)).toBe(code);
  });

  it('finds every name of every file again, or says that it is not the only one', () => {
    for (const kind of TAXONOMY_KINDS) {
      const lost = [...TAXONOMIES[kind]].filter(([code, { name }]) => {
        const found = codeOf(TAXONOMIES, kind, name);
        return found !== code && TAXONOMIES[kind].get(found ?? '')?.name !== name && !repeats(kind, name);
      });
      expect(lost).toEqual([]);
    }
  });

  it('never throws, and says only codes that can exist', () => {
    const kinds = fc.constantFrom<TaxonomyKind>(...TAXONOMY_KINDS);
    const bits = fc.constantFrom(
      'C',
      '38',
      '5.2',
      'H01M',
      '10/',
      '制造业',
      '-',
      '江苏',
      '市',
      ' ',
      '（',
      'ａ',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(bits).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(kinds, texts, (kind, text) => {
        const code = codeOf(TAXONOMIES, kind, text);
        if (code === null) return;
        expect(isCode(TAXONOMIES, kind, code)).toBe(true);
        expect(readCode(kind, TAXONOMIES[kind], code)).toBe(code);
      }),
    );
  });
});

describe('the longest prefix', () => {
  it.each([
    ['H01M10/0525', 'H01M10/0525', '5.2'],
    ['H01M10/0562', 'H01M10/0562', '3.3'],
    ['H01M10/0587', 'H01M10/058', '5.2'],
    ['H01L51/42', 'H01L51/42', '6.3'],
    ['H01L51/50', 'H01L51', '1.2'],
    ['G06F3/01', 'G06F3/01', '1.5'],
    ['G06F3/16', 'G06F3', '1.1'],
    ['g06f 3/0412', 'G06F3/041', '1.2'],
  ])('of %s is %s and means %s', (symbol, prefix, code) => {
    expect(seiOfIpc(TAXONOMIES, symbol)).toEqual({ prefix, code });
  });

  it.each(['H01M', 'G06F30000/1', 'X', ''])('of %j is none', (symbol) => {
    expect(seiOfIpc(TAXONOMIES, symbol)).toBeNull();
  });

  it('tells the field of technology at every level', () => {
    const fields = [
      'H04N5/262',
      'H04N21/00',
      'H04N1/00',
      'A61K8/02',
      'A61K31/00',
      'B01D53/04',
      'B01D',
      'H10K59/10',
    ];
    expect(fields.map((symbol) => wipoOfIpc(TAXONOMIES, symbol)?.code)).toEqual([
      '2',
      '4',
      '3',
      '14',
      '16',
      '24',
      '23',
      '8',
    ]);
  });

  it('is a prefix of the symbol, and no longer one is in the table', () => {
    const groups = fc.constantFrom(...TAXONOMIES.ipcToSei.keys());
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 9999 }), (prefix, tail) => {
        const symbol = prefix.includes('/')
          ? `${prefix}${tail % 10}`
          : `${prefix.length > 4 ? prefix : `${prefix}${(tail % 90) + 1}`}/00`;
        const above: string[] = [];
        for (let at: string | null = symbol; at !== null; at = codeAbove('ipc', at)) above.push(at);
        const known = above.filter((each) => TAXONOMIES.ipcToSei.has(each));
        expect(seiOfIpc(TAXONOMIES, symbol)?.prefix).toBe(known[0]);
      }),
    );
  });
});

/** Some classes of the IPC are all called 本部其他类目不包括的技术主题, and names of regions may be told by their province alone. */
function repeats(kind: TaxonomyKind, name: string): boolean {
  return [...TAXONOMIES[kind].values()].filter((entry) => entry.name === name).length > 1;
}

it('a symbol is known by the nearest class above it', () => {
  expect(nearestOf(TAXONOMIES, 'ipc', 'A01C7/00')).toEqual({
    code: 'A01',
    name: '农业；林业；畜牧业；狩猎；诱捕；捕鱼',
  });
});
