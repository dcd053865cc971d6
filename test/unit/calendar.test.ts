import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime, startOfDay } from '../../src/domain/calendar.ts';

const SHANGHAI = 'Asia/Shanghai';
const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('the wall clock', () => {
  it.each([
    ['2026-11-22T02:05:59.999Z', SHANGHAI, { day: '2026-11-22', minute: 605, weekday: 7 }],
    ['2026-11-22T16:00:00.000Z', SHANGHAI, { day: '2026-11-23', minute: 0, weekday: 1 }],
    ['2026-11-22T15:59:59.999Z', SHANGHAI, { day: '2026-11-22', minute: 1439, weekday: 7 }],
    ['2026-01-01T04:59:00.000Z', 'America/New_York', { day: '2025-12-31', minute: 1439, weekday: 3 }],
    ['2028-02-29T12:00:00.000Z', 'UTC', { day: '2028-02-29', minute: 720, weekday: 2 }],
  ])('shows %s in %s', (at, timeZone, shown) => {
    expect(localTime(new Date(at), timeZone)).toEqual(shown);
  });
});

describe('the start of a local day', () => {
  it('is midnight in the time zone, not on the machine', () => {
    const at = new Date('2026-11-22T18:30:15.250Z');
    expect(startOfDay(at, SHANGHAI)).toEqual(new Date('2026-11-22T16:00:00.000Z'));
    expect(startOfDay(at, 'UTC')).toEqual(new Date('2026-11-22T00:00:00.000Z'));
  });

  it('is never after the moment, lies on the same day and is its own start', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(SHANGHAI, 'UTC', 'Asia/Kathmandu'), (at, timeZone) => {
        const start = startOfDay(at, timeZone);
        expect(start.getTime()).toBeLessThanOrEqual(at.getTime());
        expect(localTime(start, timeZone)).toMatchObject({ day: localTime(at, timeZone).day, minute: 0 });
        expect(startOfDay(start, timeZone)).toEqual(start);
      }),
    );
  });
});
