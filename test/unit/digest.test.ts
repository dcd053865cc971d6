import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DigestFigures,
  digestSchedule,
  hidesWho,
  isQuiet,
  mayGoOut,
  planDigest,
  standardPlan,
  toldIn,
} from '../../src/domain/digest.ts';
import { readDigestWish } from '../../src/domain/digest-words.ts';
import { isDue, periodAt, weekly } from '../../src/domain/period.ts';
import { WORKING_HOURS } from '../../src/domain/push-rules.ts';
import { loadHolidays } from '../../src/holidays.ts';
import { countdownOf } from '../../src/reads/digest-wording.ts';
import { AT, refusal } from '../support/builders.ts';

const HOUR = 3_600_000;
const ZONE = 'Asia/Shanghai';
const NOTHING: DigestFigures = {
  ...{ pushed: 0, found: 0, ratings: 0, rated: 0, submitted: 0 },
  ...{ intents: 0, answers: 0, open: 7, unrated: 7, toReview: 1 },
};
const plan = standardPlan('enterprise-1');
const wish = { weekday: 5, minute: 16 * 60, whenQuiet: 'line', off: false } as const;

describe('what a digest tells of', () => {
  it('follows the one before without a gap and without telling twice, whatever was missed', () => {
    const looks = fc.array(fc.integer({ min: 1, max: 24 * 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        looks,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 23 }),
        (hours, day, hour) => {
          const schedule = weekly(ZONE, day, hour);
          let [now, last] = [AT.getTime(), AT];
          for (const passed of hours) {
            now += passed * HOUR;
            const period = periodAt(schedule, new Date(now));
            if (!isDue(period, AT) || last.getTime() >= period.from.getTime()) continue;
            const told = toldIn(last, period.from);
            const far = period.from.getTime() - last.getTime() > 35 * 24 * HOUR;
            expect(told.until).toEqual(period.from);
            if (far) expect(told.until.getTime() - told.since.getTime()).toBe(35 * 24 * HOUR);
            else expect(told.since).toEqual(last);
            last = told.until;
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('begins a week before the first one', () => {
    expect(toldIn(null, AT)).toEqual({ since: new Date(AT.getTime() - 168 * HOUR), until: AT });
  });

  it('is nothing when the clock was set back', () => {
    const later = new Date(AT.getTime() + HOUR);
    expect(toldIn(later, AT)).toEqual({ since: AT, until: AT });
  });

  it('is quiet when nothing happened, however much is open', () => {
    expect(isQuiet(NOTHING)).toBe(true);
    for (const name of ['pushed', 'found', 'ratings', 'submitted', 'intents', 'answers'] as const)
      expect(isQuiet({ ...NOTHING, [name]: 1 }), name).toBe(false);
  });

  it('shows stars only where three experts have rated', () => {
    expect([1, 2, 3, 4].map((experts) => hidesWho({ experts }))).toEqual([false, false, true, true]);
  });
});

describe('the plan of an enterprise', () => {
  it('is the settings’ until it has one of its own', () => {
    const standard = weekly(ZONE, 1, 9);
    expect(digestSchedule(plan, standard)).toBe(standard);
    expect(digestSchedule({ ...plan, ...wish }, standard)).toEqual(weekly(ZONE, 5, 16));
  });

  it('counts from the moment at which its time was changed', () => {
    const changed = planDigest(plan, wish, AT);
    expect(changed).toMatchObject({ ...wish, changedAt: AT });
    const later = new Date(AT.getTime() + HOUR);
    expect(planDigest(changed, { ...wish, whenQuiet: 'silence' }, later).changedAt).toEqual(AT);
    expect(planDigest(changed, { ...wish, off: true }, later).changedAt).toEqual(later);
  });

  it.each([
    { weekday: 0 },
    { weekday: 8 },
    { weekday: 1.5 },
    { weekday: null },
    { minute: 6 * 60 + 59 },
    { minute: 20 * 60 + 1 },
    { minute: Number.NaN },
    { minute: null },
  ])('refuses %o', (wrong) => {
    expect(() => planDigest(plan, { ...wish, ...wrong }, AT)).toThrow(refusal('digest_time_wrong'));
  });
});

describe('a digest that is due', () => {
  const hours = { timeZone: ZONE, holidays: loadHolidays(), ...WORKING_HOURS };
  const from = new Date('2026-11-22T19:00:00+08:00');
  const period = { from, until: new Date(from.getTime() + 168 * HOUR) };
  const at = (text: string) => mayGoOut(new Date(text), period, hours);

  it('goes out in its own hour, be it Sunday evening, and later in working hours alone', () => {
    expect(at('2026-11-22T19:00:00+08:00')).toBe(true);
    expect(at('2026-11-22T19:59:59+08:00')).toBe(true);
    expect(at('2026-11-22T20:00:00+08:00')).toBe(false);
    expect(at('2026-11-23T08:59:59+08:00')).toBe(false);
    expect(at('2026-11-23T09:00:00+08:00')).toBe(true);
    expect(at('2026-11-28T12:00:00+08:00')).toBe(false);
  });

  it('waits for the end of a public holiday', () => {
    const monday = new Date('2026-10-05T09:00:00+08:00');
    const week = { from: monday, until: new Date(monday.getTime() + 168 * HOUR) };
    expect(mayGoOut(monday, week, hours)).toBe(false);
    expect(mayGoOut(new Date('2026-10-07T10:00:00+08:00'), week, hours)).toBe(false);
    expect(mayGoOut(new Date('2026-10-08T09:00:00+08:00'), week, hours)).toBe(true);
  });
});

describe('the wish of an admin', () => {
  it.each([
    ['周五 16点', { weekday: 5, minute: 960 }],
    ['星期天 下午3点半', { weekday: 7, minute: 930 }],
    ['每周一 ９：０５', { weekday: 1, minute: 545 }],
    ['停发', { off: true }],
    ['恢复', { off: false }],
    ['没有新动态时不发', { whenQuiet: 'silence' }],
    ['没有新动态也发一句', { whenQuiet: 'line' }],
    ['按系统设置', { weekday: null, minute: null }],
    ['恢复，周三 10点，没有新动态时不发', { weekday: 3, minute: 600, whenQuiet: 'silence', off: false }],
  ])('«%s» is read', (said, wanted) => {
    expect(readDigestWish(said)).toEqual(wanted);
  });

  it.each(['', '好', '周五', '16点', '随便'])('«%s» is refused', (said) => {
    expect(() => readDigestWish(said)).toThrow(refusal('digest_time_wrong'));
  });
});

describe('the countdown', () => {
  it.each([
    [null, ''],
    ['2026-12-31', '截至11月23日，距截止日 2026-12-31 还有 38 天'],
    ['2026-11-24', '截至11月23日，距截止日 2026-11-24 还有 1 天'],
    ['2026-11-23', '截止日就是今天（2026-11-23）'],
    ['2026-11-20', '截止日 2026-11-20 已过 3 天'],
  ])('to %s', (deadline, said) => {
    expect(countdownOf(deadline, new Date('2026-11-23T00:30:00+08:00'), ZONE)).toBe(said);
    expect(countdownOf(deadline, new Date('2026-11-23T23:30:00+08:00'), ZONE)).toBe(said);
  });
});
