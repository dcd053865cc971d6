import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../src/chat/notices.ts';
import {
  FOCUS_PARTS,
  type Focus,
  focusChanges,
  NO_FOCUS,
  readFocus,
  saysNothing,
  type TypedFocus,
  typedFocus,
} from '../../src/domain/focus.ts';
import { codeOf } from '../../src/matching/taxonomy-name.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';
import { refusal } from '../support/builders.ts';

const TAXONOMIES = loadTaxonomies();
const read = (typed: TypedFocus) => readFocus(typed, (kind, text) => codeOf(TAXONOMIES, kind, text));

describe('a focus', () => {
  it('is read from what people write, codes by their names too', () => {
    const typed = {
      sei: '5.2,新材料产业',
      industries: 'c38，医药制造业;电气机械',
      ipc: 'h01m10/0525, G01R31',
      keywords: '固态电池、隔膜 涂覆\nsolid state',
      applicants: '湖南大学, 示例大学（虚构）',
      regions: '湖南省 武汉市',
      cooperationModes: '转让,普通许可',
    };
    expect(read(typed)).toEqual({
      sei: ['5.2', '3'],
      industries: ['C38', 'C27'],
      ipc: ['H01M10/0525', 'G01R31'],
      keywords: ['固态电池', '隔膜', '涂覆', 'solid state'],
      applicants: ['湖南大学', '示例大学(虚构)'],
      regions: ['湖南省', '武汉市'],
      cooperationModes: ['转让', '普通许可'],
    });
  });

  it('is parted at 、 as in Chinese, but not within the name of an industry', () => {
    expect(read({ industries: '农、林、牧、渔业' }).industries).toEqual(['A']);
    expect(read({ industries: '农、林、牧、渔业，C38、医药制造业' }).industries).toEqual(['A', 'C38', 'C27']);
    // What follows a code may be its name: the rest of a list is not mistaken for it.
    expect(read({ industries: 'C38、C27' }).industries).toEqual(['C38', 'C27']);
    expect(read({ industries: 'C38 C27 医药制造业' }).industries).toEqual(['C38', 'C27']);
    expect(read({ sei: '5.2 5.3', ipc: 'H01M 10 G01R' })).toMatchObject({
      sei: ['5.2', '5.3'],
      ipc: ['H01M10', 'G01R'],
    });
    expect(() => read({ industries: 'C38、没有这个行业' })).toThrow(refusal('focus_code_unknown'));
    expect(read({ ipc: 'H01M、G01R' }).ipc).toEqual(['H01M', 'G01R']);
    // The register parts applicants there, so that no applicant has one in its name.
    expect(read({ applicants: '湖南大学、示例大学' }).applicants).toEqual(['湖南大学', '示例大学']);
    expect(read({ cooperationModes: '普通许可、转让' }).cooperationModes).toEqual(['普通许可', '转让']);
  });

  it.each([
    ['sei', 'sei'],
    ['industries', 'industry'],
    ['ipc', 'ipc'],
  ] as const)('takes each name of %s for one, alone and behind its code', (part, kind) => {
    for (const [code, { name }] of TAXONOMIES[kind]) {
      const said = `${code} ${name}`;
      // A comma parts values whatever stands around it, and a value has at most 40 characters.
      if (/[,;，；]/u.test(name) || [...said].length > 40) continue;
      expect(read({ [part]: said })[part], said).toEqual([code]);
      const known = codeOf(TAXONOMIES, kind, name);
      if (known !== null) expect(read({ [part]: name })[part], name).toEqual([known]);
    }
  });

  it('says nothing where nothing was written, or 无', () => {
    expect(read({})).toEqual(NO_FOCUS);
    const typed = Object.fromEntries(FOCUS_PARTS.map((part) => [part, ' ，无, ']));
    expect(saysNothing(read(typed))).toBe(true);
  });

  it.each<[keyof Focus, string, string]>([
    ['ipc', 'XYZ', '技术分类 IPC'],
    ['sei', '99', '战略性新兴产业'],
    ['industries', '没有这个行业', '国民经济行业'],
    ['cooperationModes', '赠送', '合作方式'],
  ])('refuses in %s what is no code, and names the part', (part, text, field) => {
    expect(() => read({ [part]: text })).toThrow(refusal('focus_code_unknown'));
    expect(() => read({ [part]: text })).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ field }) }),
    );
  });

  it('names in the notice the very text that is no code', () => {
    expect(noticeOf('focus_code_unknown', { field: '技术分类 IPC', text: 'XYZ' }).text).toMatch(
      /^「技术分类 IPC」：「XYZ」不是代码/u,
    );
  });

  it('refuses more than anybody wants', () => {
    const many = Array.from({ length: 31 }, (_, at) => `词${at}`).join(',');
    expect(() => read({ keywords: many })).toThrow(refusal('focus_too_much'));
    expect(() => read({ keywords: '长'.repeat(41) })).toThrow(refusal('focus_too_much'));
    expect(read({ keywords: '长'.repeat(40) }).keywords).toHaveLength(1);
  });

  it('is the same when it is written out and read again', () => {
    const parts = fc.record({
      ...{
        sei: fc.subarray(['5', '5.2']),
        industries: fc.subarray(['C', 'C38']),
        ipc: fc.subarray(['H01M', 'G06F1']),
      },
      ...{ keywords: fc.subarray(['电池', '5G', 'a b']), applicants: fc.subarray(['示例大学']) },
      ...{
        regions: fc.subarray(['湖南省', '武汉市']),
        cooperationModes: fc.subarray(['转让', '质押'] as const),
      },
    });
    fc.assert(
      fc.property(parts, (focus: Focus) => {
        expect(read(typedFocus(focus))).toEqual(focus);
      }),
    );
  });
});

describe('a change of a focus', () => {
  it('names what came and went, part by part', () => {
    const before = { ...NO_FOCUS, ipc: ['H01M', 'G06F'], keywords: ['电池'] };
    const after = { ...NO_FOCUS, ipc: ['G06F', 'B41F'], regions: ['湖南省'] };
    expect(focusChanges(before, after)).toEqual([
      { part: 'ipc', added: ['B41F'], removed: ['H01M'] },
      { part: 'keywords', added: [], removed: ['电池'] },
      { part: 'regions', added: ['湖南省'], removed: [] },
    ]);
  });

  it('is none when only the order differs', () => {
    const one = { ...NO_FOCUS, ipc: ['H01M', 'G06F'] };
    expect(focusChanges(one, { ...one, ipc: ['G06F', 'H01M'] })).toEqual([]);
  });
});
