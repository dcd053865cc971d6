import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gistOf } from '../../src/matching/gist.ts';

const abstract =
  '本发明公开了一种固态电池电解质膜。针对现有电解质界面阻抗高的问题，设计双层结构。该膜由原位固化得到。循环寿命显著提高。';

describe('the gist of an abstract', () => {
  it('is the problem, the solution and the benefit', () => {
    expect(gistOf(abstract)).toEqual({
      problem: '针对现有电解质界面阻抗高的问题，设计双层结构。',
      solution: '该膜由原位固化得到。',
      benefit: '循环寿命显著提高。',
    });
  });

  it('takes a sentence that opens the document only when there is no other', () => {
    expect(gistOf('本发明公开了一种电解质膜。')).toEqual({
      problem: '',
      solution: '本发明公开了一种电解质膜。',
      benefit: '',
    });
  });

  it('is empty for an empty abstract', () => {
    expect(gistOf(' \n')).toEqual({ problem: '', solution: '', benefit: '' });
  });

  it('cuts a long sentence between characters and marks the cut', () => {
    const { solution } = gistOf('🔋'.repeat(400));
    expect(solution).toMatch(/^(🔋)+…$/u);
    expect([...solution].length).toBeLessThan(400);
  });

  it('quotes the abstract and never rewrites it', () => {
    const words = fc.constantFrom(
      '针对',
      '提高了',
      '问题',
      '本发明公开了',
      '膜',
      '。',
      '；',
      '，',
      '\n',
      '🔋',
      '降低',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const part of Object.values(gistOf(text))) expect(text).toContain(part.replace(/…$/, ''));
      }),
    );
  });

  it('shows no sentence twice', () => {
    const { problem, solution, benefit } = gistOf('针对效率低的问题，提高效率。采用双层结构。');
    expect(new Set([problem, solution, benefit]).size).toBe(3);
  });
});
