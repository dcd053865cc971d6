import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  medianOf,
  percentOf,
  planCampaign,
  reached,
  readCampaignWish,
  typedDeadline,
  weeklyPace,
} from '../../src/domain/campaign.ts';
import { barsOf, curveOf, ratedAt } from '../../src/reads/campaign-plots.ts';
import { progressBar, spanName } from '../../src/reads/campaign-wording.ts';

const TODAY = '2026-11-23';
const NONE = { goal: 'evaluated', deadline: null } as const;
const HOUR = 3_600_000;

describe('a campaign', () => {
  it.each([
    ['2026-12-31', { deadline: '2026-12-31' }],
    ['截止 2026年3月1日', { deadline: '2026-03-01' }],
    ['２０２６/12/1', { deadline: '2026-12-01' }],
    ['无截止日', { deadline: null }],
    ['每件有专家评价', { goal: 'rated' }],
    ['每件提交企业评价 2027-01-15', { goal: 'evaluated', deadline: '2027-01-15' }],
  ])('is read from %s', (said, wish) => {
    expect(readCampaignWish(said)).toEqual(wish);
  });

  it.each(['', '很快', '2026-13-01', '2026-02-30', '12月31日', '120261-01-011'])(
    'is not read from %s',
    (said) => {
      expect(() => readCampaignWish(said)).toThrow(expect.objectContaining({ code: 'deadline_unreadable' }));
    },
  );

  it('has a deadline that is not over and not beyond all measure, or the one it had', () => {
    expect(planCampaign(NONE, { deadline: TODAY }, TODAY).deadline).toBe(TODAY);
    const plan = (deadline: string) => () => planCampaign(NONE, { deadline }, TODAY);
    expect(plan('2026-11-22')).toThrow(expect.objectContaining({ code: 'deadline_past' }));
    expect(plan('2099-01-01')).toThrow(expect.objectContaining({ code: 'deadline_unreadable' }));
    expect(plan('x')).toThrow(expect.objectContaining({ code: 'deadline_unreadable' }));
    const over = { goal: 'evaluated', deadline: '2026-01-01' } as const;
    expect(planCampaign(over, { deadline: '2026-01-01', goal: 'rated' }, TODAY)).toEqual({
      goal: 'rated',
      deadline: '2026-01-01',
    });
  });

  it('takes an empty field for no deadline', () => {
    expect(typedDeadline('  ')).toBeNull();
    expect(typedDeadline(' 2026-12-31 ')).toBe('2026-12-31');
    expect(() => typedDeadline('明年')).toThrow(expect.objectContaining({ code: 'deadline_unreadable' }));
  });

  it('counts what its goal asks for', () => {
    const progress = { pushed: 9, rated: 5, evaluated: 2, toReview: 1 };
    expect([reached('rated', progress), reached('evaluated', progress)]).toEqual([5, 2]);
  });

  it('says all only of all', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (one, other) => {
        const [part, whole] = [Math.min(one, other), Math.max(one, other)];
        const percent = percentOf(part, whole);
        expect(percent === 100).toBe(whole > 0 && part === whole);
        expect([...progressBar(part, whole)].filter((sign) => '▇▁'.includes(sign))).toHaveLength(10);
      }),
    );
  });

  it('says how many a week it takes, so that so many are enough', () => {
    expect([weeklyPace(0, 9), weeklyPace(9, 0), weeklyPace(9, -3)]).toEqual([null, null, null]);
    expect([weeklyPace(9, 3), weeklyPace(10, 14), weeklyPace(11, 14)]).toEqual([9, 5, 6]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 7, max: 999 }), (left, days) => {
        expect(((weeklyPace(left, days) ?? 0) * days) / 7).toBeGreaterThanOrEqual(left - 1e-6);
      }),
    );
  });
});

describe('its figures', () => {
  it('have a median that half lie on either side of', () => {
    expect([medianOf([]), medianOf([7]), medianOf([9, 1]), medianOf([3, 1, 2])]).toEqual([null, 7, 5, 2]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (numbers) => {
        const median = medianOf(numbers) ?? Number.NaN;
        const below = numbers.filter((each) => each < median).length;
        const above = numbers.filter((each) => each > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
  });

  it('say times in words', () => {
    expect([null, 0, HOUR, 25 * HOUR, 48 * HOUR, 24 * 12 * HOUR + HOUR].map(spanName)).toEqual([
      ...['', '不到 1 小时', '1 小时', '1 天 1 小时', '2 天', '12 天'],
    ]);
  });

  it('draw a line that never falls and stays in its picture', () => {
    const at = new Date('2026-11-23T00:00:00Z');
    expect([curveOf([], 9, at), curveOf([at], 0, at)]).toEqual([null, null]);
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 40 }), fc.nat(60), (ages, more) => {
        const done = ages.map((days) => new Date(at.getTime() - days * 24 * HOUR));
        const curve = curveOf(done, done.length + more, at);
        const corners = (curve?.points ?? '').split(' ').map((corner) => corner.split(',').map(Number));
        expect(corners.length).toBeLessThanOrEqual(13);
        for (const [index, [x = -1, y = -1]] of corners.entries()) {
          expect(x).toBeGreaterThanOrEqual(corners[index - 1]?.[0] ?? 0);
          expect(y).toBeLessThanOrEqual(corners[index - 1]?.[1] ?? 100);
          expect(y).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('count a patent once, from its first answer on, and measure bars against the longest there can be', () => {
    const pushedAt = new Date(0);
    const answer = (matchId: string, memberId: string, at: number) => ({
      ...{ matchId, memberId, pushedAt },
      ratedAt: new Date(at),
    });
    const dates = ratedAt([answer('a', '1', 9), answer('a', '2', 3), answer('b', '1', 5)]);
    expect(dates.map((each) => each.getTime())).toEqual([3, 5]);
    expect(barsOf([{ label: 'x', text: 'y', value: 2.5 }], 5)).toEqual([
      { label: 'x', text: 'y', share: 50 },
    ]);
  });
});
