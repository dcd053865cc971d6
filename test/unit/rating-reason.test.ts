import { describe, expect, it } from 'vitest';
import {
  chosenReasons,
  inOrder,
  namesOfReasons,
  RATING_REASONS,
  readReasons,
} from '../../src/domain/rating-reason.ts';

describe('the reasons in an opinion', () => {
  it('are its words that name one, each once and in the order of the list', () => {
    expect(readReasons('成本高 太早')).toEqual(['too-early', 'cost']);
    expect(readReasons('太早、成本过高，太贵；希望看到中试数据')).toEqual(['too-early', 'cost']);
  });

  it.each(['', '成本不高', '优势明显', '并非成本高', '工艺成熟'])('are none in %j', (opinion) => {
    expect(readReasons(opinion)).toEqual([]);
  });

  it('are understood by the very names under which they are shown', () => {
    const all = inOrder([
      'other',
      'cost',
      'have-it',
      'not-our-field',
      'unclear',
      'no-route',
      'no-advantage',
      'too-early',
    ]);
    expect(all).toHaveLength(8);
    expect(readReasons(namesOfReasons(all))).toEqual(all);
  });

  it('leave out what is no reason', () => {
    expect(inOrder(['', 'cost', 'unknown'])).toEqual(['cost']);
    expect(namesOfReasons([])).toBe('');
  });

  it('are chosen from the list, and from nothing else', () => {
    expect(chosenReasons('cost,too-early,cost')).toEqual(['too-early', 'cost']);
    expect([chosenReasons(''), chosenReasons('0')]).toEqual([[], []]);
    expect(['cost,x', '成本过高', 'constructor', '0,1'].map(chosenReasons)).toEqual([null, null, null, null]);
    const all = RATING_REASONS.map(({ value }) => value);
    expect(chosenReasons(all.join(','))).toEqual(all);
  });
});
