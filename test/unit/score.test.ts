import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Focus, NO_FOCUS } from '../../src/domain/focus.ts';
import { COOPERATION_MODES, type PatentRecord } from '../../src/domain/patent.ts';
import { NO_TAXONOMIES } from '../../src/domain/taxonomy.ts';
import { fitOf, matchOf } from '../../src/matching/score.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { aRecord } from '../support/builders.ts';

const TAXONOMIES = loadTaxonomies();
const wish = (focus: Partial<Focus>): Focus => ({ ...NO_FOCUS, ...focus });
const push = { reason: '产业匹配' };

describe('a reason', () => {
  it.each([
    ['ipc', { ipc: ['H01M'] }, 'H01M', 'H01M10/0525'],
    ['ipc', { ipc: ['H01M4/38'] }, 'H01M4/38', 'H01M4/38'],
    ['sei', { sei: ['5.2'] }, '5.2', '5.2.1'],
    ['industry', { industries: ['C38'] }, 'C38', 'C3841'],
    ['keyword', { keywords: ['固态电池'] }, '固态电池', '一种固态电池电解质膜的制备方法'],
    ['applicant', { applicants: ['示例大学'] }, '示例大学', '示例大学（虚构）'],
    ['region', { regions: ['湖南'] }, '湖南', '湖南省'],
    ['cooperation', { cooperationModes: ['普通许可'] }, '普通许可', '普通许可'],
  ] as const)('of kind %s answers %o', (kind, focus, wanted, found) => {
    expect(fitOf(wish(focus), aRecord(), TAXONOMIES).reasons).toEqual([{ kind, wanted, found }]);
  });

  it.each([
    ['another main group', { ipc: ['H01M1'] }],
    ['a subgroup above', { ipc: ['H01M10/05'] }],
    ['another emerging industry', { sei: ['5.21'] }],
    ['a longer code than the record has', { industries: ['C38410'] }],
    ['a word that does not occur', { keywords: ['机器人'] }],
    ['an empty word', { keywords: ['', '，'], sei: [''], industries: [''], ipc: [''] }],
    ['another way of cooperation', { cooperationModes: ['质押'] }],
  ] as const)('does not come from %s', (_, focus) => {
    expect(fitOf(wish(focus), aRecord(), TAXONOMIES)).toEqual({ score: 0, reasons: [] });
  });

  it('quotes the abstract when the title does not have the word', () => {
    const [reason] = fitOf(wish({ keywords: ['循环寿命'] }), aRecord(), TAXONOMIES).reasons;
    expect(aRecord().abstract).toContain(reason?.found);
    expect(reason?.found).toContain('循环寿命');
  });

  it('quotes the keyword where it stands, although letters before it grow in lower case', () => {
    const record = aRecord({ title: `${'İ'.repeat(40)}固态电池` });
    expect(fitOf(wish({ keywords: ['固态电池'] }), record, TAXONOMIES).reasons[0]?.found).toContain(
      '固态电池',
    );
  });

  it.each([
    ['AI', '基于AI的检测方法', 'AI'],
    ['5G', '一种５Ｇ基站', '５Ｇ'],
    ['５ｇ', '一种5G基站', '5G'],
    ['锂 电', '一种锂 电池', '锂 电'],
  ])('finds %s in %s as a search does', (keyword, title, quoted) => {
    const [reason] = fitOf(wish({ keywords: [keyword] }), aRecord({ title }), TAXONOMIES).reasons;
    expect(reason?.found).toContain(quoted);
  });

  it.each([
    ['AI', 'RAIN 雨量计'],
    ['Fe', '一种LiFePO4'],
    ['5', '一种5G基站'],
  ])('does not take %s for a part of a word in %s', (keyword, title) => {
    expect(
      fitOf(wish({ keywords: [keyword] }), aRecord({ title, abstract: '' }), TAXONOMIES).reasons,
    ).toEqual([]);
  });

  it('does not take 5.1 for the beginning of 5.10', () => {
    const record = aRecord({ sei: ['5.10'] });
    expect(fitOf(wish({ sei: ['5.1'] }), record, TAXONOMIES).reasons).toEqual([]);
    expect(fitOf(wish({ sei: ['5'] }), record, TAXONOMIES).reasons).toHaveLength(1);
  });

  it('finds a keyword in any case and quotes it as the record writes it', () => {
    const record = aRecord({ title: '基于CNN的检测方法' });
    expect(fitOf(wish({ keywords: ['cnn'] }), record, TAXONOMIES).reasons).toMatchObject([
      { found: '基于CNN的检测方法' },
    ]);
  });
});

describe('an emerging industry that the register does not name', () => {
  const unnamed = aRecord({ sei: [], ipc: ['X', 'H01M10/0562', 'H01M10/0525'] });

  it.each([
    ['5.2', 'H01M10/0525'],
    ['5', 'H01M10/0525'],
    ['3.3', 'H01M10/0562'],
  ])('is derived from a class by the longest prefix: %s from %s', (wanted, found) => {
    expect(fitOf(wish({ sei: [wanted] }), unnamed, TAXONOMIES).reasons).toEqual([
      { kind: 'derived-sei', wanted, found },
    ]);
  });

  it('is worth less than one that it names', () => {
    const focus = wish({ sei: ['5.2'] });
    const derived = fitOf(focus, unnamed, TAXONOMIES).score;
    expect(derived).toBeGreaterThan(0);
    expect(derived).toBeLessThan(fitOf(focus, aRecord(), TAXONOMIES).score);
  });

  it('is not derived where the register names another, nor without a table', () => {
    const focus = wish({ sei: ['3.3'] });
    expect(fitOf(focus, { ...unnamed, sei: ['5.2'] }, TAXONOMIES).reasons).toEqual([]);
    expect(fitOf(focus, unnamed, NO_TAXONOMIES).reasons).toEqual([]);
    expect(fitOf(wish({ sei: [''] }), unnamed, TAXONOMIES).reasons).toEqual([]);
  });

  it('is enough for the focus library', () => {
    expect(matchOf(wish({ sei: ['5'] }), unnamed, null, TAXONOMIES)?.library).toBe('focus');
  });
});

describe('the score', () => {
  it('counts a wish once, however often the record answers it', () => {
    const focus = wish({ ipc: ['H01M'], keywords: ['电池'] });
    const often = aRecord({ ipc: ['H01M10/0525', 'H01M4/38', 'H01M2/10'], abstract: '电池电池电池' });
    const once = aRecord({ ipc: ['H01M10/0525'], abstract: '' });
    expect(fitOf(focus, often, TAXONOMIES).score).toBe(fitOf(focus, once, TAXONOMIES).score);
    expect(fitOf(focus, often, TAXONOMIES).reasons).toHaveLength(2);
  });

  it('puts a technical class over a word, and a word over a way of cooperation', () => {
    const scores = [
      wish({ ipc: ['H01M'] }),
      wish({ keywords: ['电池'] }),
      wish({ cooperationModes: ['转让'] }),
    ];
    const [ipc, keyword, cooperation] = scores.map((focus) => fitOf(focus, aRecord(), TAXONOMIES).score);
    expect(ipc).toBeGreaterThan(keyword ?? 0);
    expect(keyword).toBeGreaterThan(cooperation ?? 0);
  });
});

describe('a match', () => {
  it('is of the evaluation library when the platform pushed the patent, whatever the focus says', () => {
    expect(matchOf(NO_FOCUS, aRecord(), push, TAXONOMIES)).toMatchObject({
      library: 'evaluation',
      reasons: [{ kind: 'platform', wanted: '', found: '产业匹配' }],
    });
  });

  it('is of the focus library when only the focus asks for it', () => {
    expect(matchOf(wish({ ipc: ['H01M'] }), aRecord(), null, TAXONOMIES)?.library).toBe('focus');
  });

  it('does not come from a region or a way of cooperation alone, nor from no focus at all', () => {
    const aside = wish({ cooperationModes: ['转让'], regions: ['湖南'] });
    expect(matchOf(aside, aRecord(), null, TAXONOMIES)).toBeNull();
    expect(matchOf(NO_FOCUS, aRecord(), null, TAXONOMIES)).toBeNull();
  });

  it('scores higher the more wishes a pushed patent answers', () => {
    const plain = matchOf(NO_FOCUS, aRecord(), push, TAXONOMIES)?.score ?? 0;
    expect(matchOf(wish({ ipc: ['H01M'] }), aRecord(), push, TAXONOMIES)?.score).toBeGreaterThan(plain);
  });
});

/** As searches see a text. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase();
const word = fc.oneof(
  fc.constantFrom('固态电池', '电解质', 'CNN', 'cnn', 'İ', 'ß', '🔋', ' ', ''),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(''));
const ipc = fc.constantFrom('H01M', 'H01M10', 'H01M10/0525', 'G06F1', 'G06F11/07', 'A61', 'x');
const code = fc.constantFrom('5', '5.2', '5.2.1', 'C38', 'c3841', '');
const modes = fc.subarray([...COOPERATION_MODES]);
const focuses: fc.Arbitrary<Focus> = fc.record({
  sei: fc.array(code, { maxLength: 3 }),
  industries: fc.array(code, { maxLength: 3 }),
  ipc: fc.array(ipc, { maxLength: 3 }),
  keywords: fc.array(word, { maxLength: 4 }),
  cooperationModes: modes,
  applicants: fc.subarray(['示例大学', '示例理工', '']),
  regions: fc.subarray(['湖南', '北京', '']),
});
const records: fc.Arbitrary<PatentRecord> = fc
  .record({
    title: text,
    abstract: text,
    ipc: fc.array(ipc, { maxLength: 4 }),
    sei: fc.oneof(fc.constant([]), fc.array(code, { maxLength: 3 })),
    industries: fc.array(code, { maxLength: 3 }),
    cooperationModes: modes,
    applicant: fc.constantFrom('', '示例大学（虚构）', '甲研究院；示例理工大学（虚构）'),
    region: fc.constantFrom('', '湖南省长沙市'),
  })
  .map(aRecord);

/** What the focus asked for, and what the record has to offer, by kind of reason. */
const wishesOf = (focus: Focus) => ({
  ipc: focus.ipc,
  sei: focus.sei,
  'derived-sei': focus.sei,
  industry: focus.industries,
  keyword: focus.keywords,
  cooperation: focus.cooperationModes,
  applicant: focus.applicants,
  region: focus.regions,
  platform: [],
});
const valuesOf = (record: PatentRecord) => ({
  ipc: record.ipc,
  sei: record.sei,
  'derived-sei': record.sei.length === 0 ? record.ipc : [],
  industry: record.industries,
  keyword: [record.title, record.abstract],
  cooperation: record.cooperationModes,
  applicant: record.applicant.split('；'),
  region: [record.region],
  platform: [],
});

describe('every reason', () => {
  it('is a wish of the focus and stands word for word in the record', () => {
    fc.assert(
      fc.property(focuses, records, (focus, record) => {
        for (const { kind, wanted, found } of fitOf(focus, record, TAXONOMIES).reasons) {
          expect(wishesOf(focus)[kind]).toContain(wanted);
          const values: readonly string[] = valuesOf(record)[kind];
          if (kind === 'keyword') expect(values.some((value) => value.includes(found))).toBe(true);
          else expect(values).toContain(found);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of kind keyword shows the keyword and no half of a character', () => {
    fc.assert(
      fc.property(word, text, (keyword, title) => {
        for (const { found } of fitOf(
          wish({ keywords: [keyword] }),
          aRecord({ title, abstract: '' }),
          TAXONOMIES,
        ).reasons) {
          expect(fold(found)).toContain(fold(keyword).trim());
          expect(found).not.toMatch(/\p{Cs}/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});
