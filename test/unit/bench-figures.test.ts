import { describe, expect, it } from 'vitest';
import { p99, perSecond, together } from '../../bench/support/load.ts';
import { paceOf } from '../../bench/support/pace.ts';
import { quantile, table } from '../../bench/support/table.ts';

describe('the pace of a run', () => {
  it('leaves an opening burst out of the steady rate', () => {
    const burst = Array.from({ length: 10 }, (_, index) => index);
    const steady = Array.from({ length: 21 }, (_, index) => 1000 + index * 250);
    expect(paceOf([...steady, ...burst]).perSecond).toBeCloseTo(4);
  });

  it('finds the fullest second wherever it begins', () => {
    const pace = paceOf([0, 600, 700, 1500, 1590, 1600, 60_000]);
    expect(pace.mostInSecond).toBe(4);
    expect(pace.mostInMinute).toBe(6);
  });
});

describe('the rounds of a side', () => {
  it('count as one, however they were sliced', () => {
    const slices = [100, 300].map((ms) => ({ ms, times: [ms / 2, ms / 2], answers: [] }));
    const round = together(slices);
    expect(perSecond(round)).toBe(10);
    expect(p99(round)).toBe(150);
  });
});

describe('a table of figures', () => {
  it('lines up its columns under Chinese text too', () => {
    expect(
      table([
        ['', 'a'],
        ['专利', '1'],
        ['x', '100'],
      ]),
    ).toBe('        a\n----  ---\n专利    1\nx     100');
  });

  it('says nothing where there is nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});
