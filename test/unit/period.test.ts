import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCronLine } from '../../src/domain/cron-line.ts';
import {
  daily,
  everyMinutes,
  isDue,
  type Period,
  periodAt,
  periodKey,
  type Schedule,
  weekly,
} from '../../src/domain/period.ts';

const ZONES = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const HOUR_MS = 3_600_000;

const zone = fc.constantFrom(...ZONES);
const moment = fc.date({
  min: new Date('2019-12-25T00:00:00Z'),
  max: new Date('2033-01-10T00:00:00Z'),
  noInvalidDate: true,
});
const hour = fc.integer({ min: 0, max: 23 });
const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  fc.tuple(zone, fc.integer({ min: 1, max: 7 }), hour).map((given) => weekly(...given)),
  fc.tuple(zone, hour, fc.integer({ min: 0, max: 59 })).map((given) => daily(...given)),
  fc.tuple(zone, fc.constantFrom(5, 20, 30)).map((given) => everyMinutes(...given)),
  fc.tuple(zone, hour).map(([timeZone, at]) => ({ ...daily(timeZone, at), days: [31] })),
);

const words = ({ from, until }: Period) => [from.toISOString(), until.toISOString()];
const ms = (text: string) => new Date(text).getTime();
const lineIn = (timeZone: string, line: string): Schedule => {
  const schedule = readCronLine(line, timeZone);
  if (!schedule) throw new Error(line);
  return schedule;
};

describe('the periods of any schedule', () => {
  it('hold the moment they are asked for, leave no gap, do not overlap, and are half-open', () => {
    fc.assert(
      fc.property(schedules, moment, (schedule, at) => {
        const period = periodAt(schedule, at);
        const { from, until } = period;
        expect(from.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(until.getTime()).toBeGreaterThan(at.getTime());
        expect(periodAt(schedule, from)).toEqual(period);
        expect(periodAt(schedule, new Date(until.getTime() - 1))).toEqual(period);
        expect(periodAt(schedule, until).from).toEqual(until);
        expect(periodAt(schedule, new Date(from.getTime() - 1)).until).toEqual(from);
      }),
      { numRuns: 150 },
    );
  });

  it('come once a week, whatever the clocks do', () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: 1, max: 7 }), hour, moment, (timeZone, weekday, at, when) => {
        const { from, until } = periodAt(weekly(timeZone, weekday, at), when);
        expect(Math.abs(until.getTime() - from.getTime() - 168 * HOUR_MS)).toBeLessThanOrEqual(HOUR_MS);
      }),
      { numRuns: 100 },
    );
  });

  it('are due once after any time away, and not again once they are settled', () => {
    fc.assert(
      fc.property(schedules, moment, fc.nat(400 * 24), (schedule, at, hours) => {
        const later = new Date(at.getTime() + hours * HOUR_MS);
        const settled = periodAt(schedule, at).until;
        const now = periodAt(schedule, later);
        expect(isDue(now, settled)).toBe(later >= settled);
        expect(isDue(now, now.until)).toBe(false);
        // A clock that was set back finds nothing to do either.
        expect(isDue(periodAt(schedule, at), now.until)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a period', () => {
  it('begins on Monday at 09:00 in Shanghai unless told otherwise', () => {
    expect(words(periodAt(weekly(), new Date('2026-11-23T00:59:59.999Z')))).toEqual([
      '2026-11-16T01:00:00.000Z',
      '2026-11-23T01:00:00.000Z',
    ]);
    expect(periodKey(periodAt(weekly(), new Date('2026-11-23T01:00:00Z')))).toBe('2026-11-23T01:00');
  });

  it('spans the end of a year, and a leap day', () => {
    expect(words(periodAt(weekly(), new Date('2027-01-01T00:00:00Z')))[1]).toBe('2027-01-04T01:00:00.000Z');
    expect(words(periodAt(daily('UTC', 9), new Date('2028-02-29T08:00:00Z')))).toEqual([
      '2028-02-28T09:00:00.000Z',
      '2028-02-29T09:00:00.000Z',
    ]);
    expect(words(periodAt(lineIn('UTC', '0 0 29 2 *'), new Date('2026-11-23T00:00:00Z')))).toEqual([
      '2024-02-29T00:00:00.000Z',
      '2028-02-29T00:00:00.000Z',
    ]);
  });

  it('begins at the end of an hour that is left out', () => {
    // In New York 02:00 to 03:00 does not exist on 2027-03-14.
    const night = lineIn('America/New_York', '30 2 * * *');
    expect(words(periodAt(night, new Date('2027-03-14T12:00:00Z')))).toEqual([
      '2027-03-14T07:00:00.000Z',
      '2027-03-15T06:30:00.000Z',
    ]);
  });

  it('begins the first time an hour comes that comes twice', () => {
    const night = daily('America/New_York', 1, 30);
    expect(words(periodAt(night, new Date('2026-11-01T12:00:00Z')))).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('of minutes goes on evenly through a change of clocks', () => {
    const five = everyMinutes('America/New_York', 5);
    for (const night of ['2026-11-01T05:30:00Z', '2027-03-14T06:30:00Z'])
      for (let step = 0; step < 12; step += 1) {
        const { from, until } = periodAt(five, new Date(ms(night) + step * 300_000));
        expect(until.getTime() - from.getTime()).toBe(300_000);
      }
  });
});

describe('a cron line', () => {
  it('is read with lists, ranges, steps and names', () => {
    const { timeZone, ...fields } = lineIn('UTC', '0,30 8-18/5 1 jan,JUL mon-fri');
    expect([timeZone, fields]).toEqual([
      'UTC',
      { minutes: [0, 30], hours: [8, 13, 18], days: [1], months: [1, 7], weekdays: [1, 2, 3, 4, 5] },
    ]);
    expect(lineIn('UTC', '50/5 0 * * 0,7').minutes).toEqual([50, 55]);
    expect(lineIn('UTC', '0 0 * * 0,7').weekdays).toEqual([7]);
  });

  it.each([
    '* * *',
    '0 25 * * *',
    '5-1 * * * *',
    '*/0 * * * *',
    '0 0 31 2 *',
    '0 0 0 * *',
    ', * * * *',
    '0 0 * * xyz',
    '0 0 0 * * *',
  ])('is refused when it says %s', (line) => {
    expect(readCronLine(line, 'UTC')).toBeNull();
  });
});
