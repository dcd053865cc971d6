import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { LoadableKind } from '../../src/domain/taxonomy.ts';
import { isCode, nearestOf, pathOf } from '../../src/matching/taxonomy.ts';
import { withLoaded } from '../../src/matching/taxonomy-merge.ts';
import { codeOf } from '../../src/matching/taxonomy-name.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { readTaxonomyFile } from '../../src/taxonomy-file.ts';
import { realPatents } from '../support/real-patents.ts';

const BUILT_IN = loadTaxonomies();
const read = (kind: LoadableKind, text: string | Uint8Array) =>
  readTaxonomyFile(typeof text === 'string' ? Buffer.from(text) : text, kind, BUILT_IN);
const merged = (kind: LoadableKind, text: string | Uint8Array) =>
  withLoaded(BUILT_IN, [{ kind, codes: read(kind, text) }]);

describe('a table to load', () => {
  it('may have a mark at its beginning, remarks, empty lines, other columns, and codes as its standard writes them', () => {
    const text =
      '\ufeff# GB/T 4754\ncode,level,name\n38,2,电气机械\n\n384,3,电池制造\nc3841,4,"锂离子  电池\n制造"\n';
    expect(read('industry', text)).toEqual([
      { code: 'C38', name: '电气机械', parent: null },
      { code: 'C384', name: '电池制造', parent: null },
      { code: 'C3841', name: '锂离子 电池 制造', parent: null },
    ]);
  });

  it('keeps what stands above a code only where the code does not tell', () => {
    const text =
      'code,name,parent\nH01M10/00,二次电池,H01M\nH01M10/05,非水电解质,H01M10/00\nH01M10/0525,锂离子,H01M10/05\n';
    const taxonomies = merged('ipc', text);
    expect(read('ipc', text).map(({ parent }) => parent)).toEqual([null, null, 'H01M10/05']);
    expect(pathOf(taxonomies, 'ipc', 'H01M10/0525').map(({ code }) => code)).toEqual([
      'H',
      'H01',
      'H01M',
      'H01M10',
      'H01M10/05',
      'H01M10/0525',
    ]);
  });

  it('gives its names to codes, and leaves what it does not know and what people say as it was', () => {
    const taxonomies = merged('sei', 'code,name\n5.1,智能汽车\n5.1.1,整车\n');
    expect(nearestOf(taxonomies, 'sei', '5.1.1')).toEqual({ code: '5.1.1', name: '整车' });
    expect(taxonomies.sei.get('5.2')).toEqual(BUILT_IN.sei.get('5.2'));
    expect(taxonomies.sei.get('5.1')).toMatchObject({
      name: '智能汽车',
      words: BUILT_IN.sei.get('5.1')?.words,
    });
    expect(codeOf(taxonomies, 'sei', '整车')).toBe('5.1.1');
  });

  it.each<[string, LoadableKind, string | Uint8Array, RegExp]>([
    [
      'names a code twice',
      'sei',
      'code,name\n5.1,甲\n5.2,乙\n5.1,丙\n',
      /line 4: 5\.1 stands in line 2 already$/,
    ],
    ['writes a main group twice', 'ipc', 'code,name\nH01M10,甲\nH01M10/00,乙\n', /line 3: H01M10 stands/],
    [
      'names a parent nobody knows',
      'ipc',
      'code,name,parent\nH01M10/38,甲,H01M10/34\n',
      /line 2: its parent H01M10\/34 is not known/,
    ],
    ['has a code below nothing', 'region', 'code,name\n990101,甲\n', /line 2: nothing above 990101 is known/],
    [
      'goes in a circle',
      'ipc',
      'code,name,parent\nH01M10,甲,H01M10/05\nH01M10/05,乙,\n',
      /line 2: H01M10 stands above itself; line 3/,
    ],
    ['has a code of another kind', 'region', 'code,name\nC38,甲\n', /line 2: C38 is no code of kind region/],
    ['has a short region', 'region', 'code,name\n32,江苏省\n', /line 2: 32 is no code/],
    ['has more than a code', 'industry', 'code,name\nC38 电气,甲\n', /line 2: C38 电气 is no code/],
    ['has no name', 'sei', 'code,name\n5.1,\n', /line 2: name/],
    ['has a name without end', 'sei', `code,name\n5.1,${'长'.repeat(501)}\n`, /line 2: name/],
    ['has other headings', 'sei', '代码,名称\n5.1,甲\n', /line 2: code/],
    ['has rows of different lengths', 'sei', 'code,name\n5.1,甲,乙\n', /Invalid Record Length/],
    ['is empty', 'sei', '', /there is no code in it/],
    ['has headings alone', 'sei', 'code,name\n', /there is no code in it/],
    ['is no UTF-8', 'sei', Buffer.from([0xb4, 0xfa, 0xc2, 0xeb]), /save it as CSV UTF-8/],
  ])('that %s is refused as a whole', (_, kind, text, message) => {
    expect(() => read(kind, text)).toThrow(
      expect.objectContaining({
        kind: 'malformed',
        code: 'taxonomy_unusable',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('with many wrong lines names the first of them and says how many more there are', () => {
    const text = `code,name\n${Array.from({ length: 50 }, (_, at) => `错${at},甲`).join('\n')}\n`;
    expect(() => read('sei', text)).toThrow(/line 21: .*; and 30 more$/);
  });
});

const industries = realPatents('gbt4754-2017.csv');
describe.skipIf(!industries.present)(`the official GB/T 4754${industries.note}`, () => {
  it('is loaded to its fourth digit as it is', () => {
    const taxonomies = merged('industry', readFileSync(industries.path));
    expect([...taxonomies.industry.keys()].filter((code) => code.length === 5).length).toBeGreaterThan(1300);
    expect(nearestOf(taxonomies, 'industry', 'C3841')).toEqual({ code: 'C3841', name: '锂离子电池制造' });
    expect(codeOf(taxonomies, 'industry', '锂离子电池制造')).toBe('C3841');
  });
});

const regions = realPatents('gbt2260-regions.csv');
describe.skipIf(!regions.present)(`the official GB/T 2260${regions.note}`, () => {
  it('is loaded to its counties as it is', () => {
    const taxonomies = merged('region', readFileSync(regions.path));
    expect(pathOf(taxonomies, 'region', '320102').map(({ name }) => name)).toEqual([
      '江苏省',
      '南京市',
      '玄武区',
    ]);
  });
});

const emerging = realPatents('sei-2018-l1l2.csv');
describe.skipIf(!emerging.present)(`the official table of emerging industries${emerging.note}`, () => {
  it('is loaded as it is, and says what panhuo knew', () => {
    const taxonomies = merged('sei', readFileSync(emerging.path));
    expect([...taxonomies.sei.keys()]).toEqual([...BUILT_IN.sei.keys()]);
  });
});

const classes = realPatents('ipc-2026.01-zh-subclass.tsv');
describe.skipIf(!classes.present)(`the official IPC${classes.note}`, () => {
  it('is loaded to its subclasses, once it is written as CSV', () => {
    const tsv: { code: string; title: string; parent: string }[] = parse(readFileSync(classes.path), {
      columns: true,
      delimiter: '\t',
      quote: false,
    });
    // One class has lost its title on the way.
    const named = tsv.filter(({ title }) => title !== '');
    const rows = named.map(({ code, title, parent }) => `${code},"${title.replaceAll('"', '""')}",${parent}`);
    const taxonomies = merged('ipc', ['code,name,parent', ...rows].join('\n'));
    expect(named.length).toBeGreaterThan(700);
    expect(named.filter(({ code }) => !isCode(taxonomies, 'ipc', code))).toEqual([]);
  });
});
