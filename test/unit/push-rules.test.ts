import { describe, expect, it } from 'vitest';
import { roomLeft, WORKING_HOURS, withinWorkingHours } from '../../src/domain/push-rules.ts';
import { loadHolidays } from '../../src/holidays.ts';

const rules = { timeZone: 'Asia/Shanghai', holidays: loadHolidays(), ...WORKING_HOURS };

describe('working hours', () => {
  it.each([
    ['on Monday at 09:00', '2026-11-23T01:00:00Z'],
    ['on Friday a moment before 18:00', '2026-11-27T09:59:59.999Z'],
    ['on a Saturday that is worked for a holiday', '2026-10-10T04:00:00Z'],
    ['on a weekday of a year that nobody knows yet', '2031-10-01T04:00:00Z'],
  ])('let cards out %s', (_, at) => {
    expect(withinWorkingHours(new Date(at), rules)).toBe(true);
  });

  it.each([
    ['on Monday a moment before 09:00', '2026-11-23T00:59:59.999Z'],
    ['on Friday at 18:00', '2026-11-27T10:00:00Z'],
    ['on Saturday at noon', '2026-11-28T04:00:00Z'],
    ['on a Thursday that is a public holiday', '2026-10-01T04:00:00Z'],
    ['on the last day of the spring festival', '2026-02-23T04:00:00Z'],
    ['on Sunday at noon', '2026-11-29T04:00:00Z'],
    ['early on Monday in Shanghai while it is Sunday in UTC', '2026-11-22T23:30:00Z'],
  ])('keep cards back %s', (_, at) => {
    expect(withinWorkingHours(new Date(at), rules)).toBe(false);
  });

  it('follow the clock of the given time zone', () => {
    const at = new Date('2026-11-23T01:00:00Z');
    expect(withinWorkingHours(at, { ...rules, timeZone: 'Europe/Berlin' })).toBe(false);
  });
});

describe('the room left today', () => {
  it.each([
    [5, 0, 5],
    [5, 4, 1],
    [5, 5, 0],
    [3, 5, 0],
    [0, 0, 0],
  ])('with a limit of %i after %i is %i', (limit, pushed, left) => {
    expect(roomLeft(limit, pushed)).toBe(left);
  });
});
