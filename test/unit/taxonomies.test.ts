import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TAXONOMY_KINDS } from '../../src/domain/taxonomy.ts';
import { isCode, nearestOf } from '../../src/matching/taxonomy.ts';
import { codeAbove, readCode } from '../../src/matching/taxonomy-code.ts';
import { wipoOfIpc } from '../../src/matching/taxonomy-ipc.ts';
import { projectPath } from '../../src/root.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { realPatents } from '../support/real-patents.ts';

const TAXONOMIES = loadTaxonomies();

const level = (kind: (typeof TAXONOMY_KINDS)[number], length: number) =>
  [...TAXONOMIES[kind].keys()].filter((code) => code.length === length);

describe('the classifications of the house', () => {
  it('have as many codes as their standards', () => {
    expect([level('industry', 1).length, level('industry', 3).length]).toEqual([20, 97]);
    expect([level('sei', 1).length, level('sei', 3).length]).toEqual([9, 40]);
    expect([level('ipc', 1).length, level('ipc', 3).length]).toEqual([8, 132]);
    expect([...TAXONOMIES.region.keys()].filter((code) => code.endsWith('0000'))).toHaveLength(34);
    expect([...TAXONOMIES.wipo.values()].filter(({ parent }) => parent === null)).toHaveLength(5);
    expect(TAXONOMIES.wipo.size - 5).toBe(35);
  });

  it.each(TAXONOMY_KINDS)('of kind %s write each code as panhuo does, below a code that is known', (kind) => {
    const table = TAXONOMIES[kind];
    for (const [code, { parent }] of table) {
      expect(readCode(kind, table, code)).toBe(code);
      const above = parent ?? codeAbove(kind, code);
      if (above !== null) expect(table.has(above), `${code} is below ${above}`).toBe(true);
    }
  });

  it('relate prefixes of the IPC that exist to codes that exist', () => {
    for (const [relation, kind] of [
      [TAXONOMIES.ipcToSei, 'sei'],
      [TAXONOMIES.ipcToWipo, 'wipo'],
    ] as const) {
      expect(new Set(relation.values()).size).toBe(kind === 'sei' ? 40 : 35);
      for (const [prefix, code] of relation) {
        expect(readCode('ipc', TAXONOMIES.ipc, prefix)).toBe(prefix);
        expect(isCode(TAXONOMIES, 'ipc', prefix), prefix).toBe(true);
        expect(TAXONOMIES[kind].has(code), code).toBe(true);
      }
    }
  });

  it('find a field of technology for every class of the IPC that may stand on a patent', () => {
    const subclasses = level('ipc', 4);
    expect(subclasses.filter((code) => wipoOfIpc(TAXONOMIES, code) === null)).toEqual([]);
  });
});

describe('a classification of an operator', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'panhuo-taxonomies-'));
    cpSync(projectPath('taxonomies'), folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['has a row that is too short', 'sei.csv', 'code,name\n1,甲\n2\n', /sei\.csv cannot be used: .*line 3/],
    ['names a code without a name', 'sei.csv', '# x\ncode,name\n1,\n', /sei\.csv cannot be used: row 1: /],
    ['has a column nobody knows', 'sei.csv', 'code,title\n1,甲\n', /sei\.csv cannot be used: row 1: /],
    ['names a code twice', 'regions.csv', 'code,name\n1,甲\n1,乙\n', /regions\.csv .*1 stands there twice/],
    [
      'relates a prefix to two codes',
      'ipc-sei.csv',
      'code,ipc\n1.1,H04L\n1.2,H04L\n',
      /H04L stands there twice/,
    ],
  ])('is refused when it %s', (_, name, content, message) => {
    writeFileSync(join(folder, name), content);
    expect(() => loadTaxonomies(folder)).toThrow(
      expect.objectContaining({ code: 'taxonomy_unusable', message: expect.stringMatching(message) }),
    );
  });

  it('is refused when a file is missing', () => {
    rmSync(join(folder, 'ipc.csv'));
    expect(() => loadTaxonomies(folder)).toThrow(/ipc\.csv cannot be used/);
  });
});

const rowsOf = (path: string, delimiter = ','): Record<string, string>[] =>
  parse(readFileSync(path), { bom: true, columns: true, delimiter, quote: delimiter === ',' ? '"' : null });

const OFFICIAL = [
  ['industry', 'gbt4754-2017.csv', ['1', '2']],
  ['sei', 'sei-2018-l1l2.csv', ['1', '2']],
  ['region', 'gbt2260-regions.csv', ['1', '2']],
] as const;

for (const [kind, file, levels] of OFFICIAL) {
  const official = realPatents(file);
  describe.skipIf(!official.present)(`the names of kind ${kind} beside another copy${official.note}`, () => {
    it('are the same', () => {
      // Counties that no prefecture governs have made-up prefectures above them there.
      const rows = rowsOf(official.path).filter(
        (row) => levels.includes(row['level'] as '1') && !row['name']?.includes('直辖县级'),
      );
      const table = TAXONOMIES[kind];
      expect(table.size).toBe(rows.length);
      for (const { code = '', name } of rows)
        expect(table.get(readCode(kind, table, code) ?? '')?.name, code).toBe(name);
    });
  });
}

const scheme = realPatents('ipc-2026.01-zh-subclass.tsv');
describe.skipIf(!scheme.present)(`the IPC beside another copy${scheme.note}`, () => {
  it('has every section and class, and no subclass of its own but those that were given up', () => {
    const rows = rowsOf(scheme.path, '\t');
    const codes = new Set(rows.map((row) => row['code'] ?? ''));
    for (const { code = '', level: named } of rows)
      if (named !== 'subclass') expect(TAXONOMIES.ipc.has(code), code).toBe(true);
    expect([...TAXONOMIES.ipc.keys()].filter((code) => !codes.has(code))).toEqual(['H01L']);
  });
});

const fields = realPatents('wipo-ipc-technology-35.csv');
describe.skipIf(!fields.present)(`the fields of technology beside another copy${fields.note}`, () => {
  it('are the same for every prefix', () => {
    for (const { field_number: field, ipc_prefix: prefix = '' } of rowsOf(fields.path)) {
      // A few prefixes ending in Z are no subclasses but words of a remark.
      if (/99Z$/.test(prefix)) continue;
      const symbol = prefix.replace(/\s|\/$/g, '');
      expect([prefix, wipoOfIpc(TAXONOMIES, symbol)?.code]).toEqual([prefix, field]);
    }
  });
});

const relation = realPatents('sei2021-ipc-includes.tsv');
describe.skipIf(!relation.present)(
  `the emerging industries of the IPC beside another copy${relation.note}`,
  () => {
    it('are among the official ones', () => {
      const official = new Map(rowsOf(relation.path, '\t').map((row) => [row['ipc'], row['sei_code']]));
      for (const [prefix, code] of TAXONOMIES.ipcToSei)
        expect([prefix, official.get(prefix)]).toEqual([prefix, code]);
    });
  },
);

const titles = realPatents('patents-titles-ipc.csv');
describe.skipIf(!titles.present)(`the classes of real patents${titles.note}`, () => {
  it('all have a name, and a field of technology unless WIPO has named none yet', () => {
    const codes = new Set(rowsOf(titles.path).flatMap((row) => (row['ipc_subclasses'] ?? '').split('|')));
    codes.delete('G16Y');
    for (const code of codes) {
      expect(nearestOf(TAXONOMIES, 'ipc', code)?.code.length, code).toBeGreaterThanOrEqual(3);
      expect(wipoOfIpc(TAXONOMIES, code), code).not.toBeNull();
    }
  });
});
