import { describe, expect, it } from 'vitest';
import { type Focus, NO_FOCUS } from '../../src/domain/focus.ts';
import type { Reason } from '../../src/domain/match.ts';
import {
  proposedFocus,
  type RatedPatent,
  suggestionsFor,
  withSuggestion,
} from '../../src/matching/focus-advice.ts';
import { proposalLine } from '../../src/reads/focus-advice.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';

const TAXONOMIES = loadTaxonomies();
const focusOn = (focus: Partial<Focus>): Focus => ({ ...NO_FOCUS, ...focus });
const rated = (
  stars: readonly number[],
  ipc: readonly string[],
  reasons: readonly Reason[] = [],
): RatedPatent => ({
  stars,
  ipc,
  reasons,
});
const times = (count: number, patent: RatedPatent) => Array.from({ length: count }, () => patent);

describe('a suggestion', () => {
  it('adds a subclass of which three patents were liked, unless the focus has it', () => {
    const liked = times(3, rated([4], ['H01M10/0525', 'H01M4/38']));
    expect(suggestionsFor(focusOn({ ipc: ['B41F'] }), liked)).toEqual([
      { id: 'add ipc H01M', act: 'add', part: 'ipc', value: 'H01M', patents: 3 },
    ]);
    expect(suggestionsFor(focusOn({ ipc: ['H01'] }), liked)).toEqual([]);
    expect(suggestionsFor(NO_FOCUS, liked.slice(1))).toEqual([]);
  });

  it('sets what was not liked against what was', () => {
    const mixed = [...times(4, rated([5], ['H01M10/0525'])), ...times(2, rated([1], ['H01M4/38']))];
    expect(suggestionsFor(NO_FOCUS, mixed)).toEqual([]);
  });

  it('counts a patent once, and not at all where its raters differ', () => {
    expect(suggestionsFor(NO_FOCUS, [rated([5, 5, 5, 4], ['H01M4/38'])])).toEqual([]);
    expect(suggestionsFor(NO_FOCUS, times(5, rated([5, 1], ['H01M4/38'])))).toEqual([]);
    expect(suggestionsFor(NO_FOCUS, times(5, rated([3], ['H01M4/38'])))).toEqual([]);
  });

  it('drops a wish that has brought three patents nobody liked, and none that somebody did', () => {
    const reasons: Reason[] = [{ kind: 'keyword', wanted: '检测', found: '一种检测方法' }];
    const focus = focusOn({ keywords: ['检测', '电池'] });
    const bad = times(3, rated([2], [], reasons));
    const [dropped] = suggestionsFor(focus, bad);
    expect(dropped).toEqual({
      id: 'drop keywords 检测',
      act: 'drop',
      part: 'keywords',
      value: '检测',
      patents: 3,
    });
    expect(dropped && withSuggestion(focus, dropped)).toEqual(focusOn({ keywords: ['电池'] }));
    expect(suggestionsFor(focus, [...bad, rated([4], [], reasons)])).toEqual([]);
    // A wish that was dropped meanwhile.
    expect(suggestionsFor(focusOn({ keywords: ['电池'] }), bad)).toEqual([]);
  });

  it('takes up a new wish beside the others, once', () => {
    const wish = { id: '', act: 'add', part: 'ipc', value: 'H01M', patents: 3 } as const;
    expect(withSuggestion(focusOn({ ipc: ['B41F', 'H01M'] }), wish).ipc).toEqual(['B41F', 'H01M']);
  });
});

describe('a proposal', () => {
  it('follows from words of the name, and from what was liked', () => {
    const focus = proposedFocus('示例机器人有限公司', times(1, rated([5], ['B25J9/16'])), TAXONOMIES);
    expect(focus.sei).toContain('2.1');
    expect(focus.ipc).toEqual(['B25J']);
    expect(focus.keywords).toEqual([]);
  });

  it('says nothing of a name that speaks of no industry', () => {
    expect(proposedFocus('某某集团', [], TAXONOMIES)).toEqual(NO_FOCUS);
    // One letter is no word, and Latin letters stand in many names.
    expect(proposedFocus('AI 油 Group', [], TAXONOMIES)).toEqual(NO_FOCUS);
  });

  it('says of each part what it follows from, and nothing of what says nothing', () => {
    const line = (name: string, liked: readonly RatedPatent[]) =>
      proposalLine(proposedFocus(name, liked, TAXONOMIES), TAXONOMIES);
    const liked = times(1, rated([5], ['H01M50/40']));
    expect(line('示例机器人有限公司', liked)).toMatch(
      /根据企业名称：新兴产业 2\.1.*根据得到好评的专利：技术分类 H01M/u,
    );
    expect(line('某某集团', liked)).not.toContain('企业名称');
    expect(line('示例机器人有限公司', [])).not.toContain('好评');
  });
});
