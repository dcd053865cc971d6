import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nothingToDo,
  REMINDER_CAP,
  type Reminded,
  reminderDue,
  type ToDo,
} from '../../src/domain/reminder.ts';
import { AT } from '../support/builders.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(AT.getTime() - ms);
const NOTHING: ToDo = {
  ...{ toRate: 0, firstAt: null, lastAt: null },
  ...{ toReview: 0, reviewSince: null, applications: 0 },
};
const NEVER: Reminded = { lastAt: null, inWeek: 0, muted: false };
const since = (ms: number, lastMs = ms): ToDo => ({
  ...NOTHING,
  toRate: 3,
  firstAt: ago(ms),
  lastAt: ago(lastMs),
});
const due = (toDo: ToDo, reminded: Partial<Reminded> = {}, daysLeft: number | null = null) =>
  reminderDue(toDo, { ...NEVER, ...reminded }, { at: AT, daysLeft });

describe('a reminder', () => {
  it('is never due where nothing waits, or for whoever wants none', () => {
    expect(nothingToDo(NOTHING)).toBe(true);
    for (const daysLeft of [null, 7, 3, 1, 0]) {
      expect(due(NOTHING, {}, daysLeft)).toBe(false);
      expect(due(since(30 * DAY), { muted: true }, daysLeft)).toBe(false);
    }
  });

  it('comes when patents have lain for two days, and answers for three', () => {
    expect(due(since(2 * DAY - 1))).toBe(false);
    expect(due(since(2 * DAY))).toBe(true);
    const answers = { ...NOTHING, toReview: 1 };
    expect(due({ ...answers, reviewSince: ago(3 * DAY - 1) })).toBe(false);
    expect(due({ ...answers, reviewSince: ago(3 * DAY) })).toBe(true);
  });

  it('is not repeated for a week, unless new patents have lain for two days', () => {
    expect(due(since(20 * DAY), { lastAt: ago(7 * DAY - 1), inWeek: 1 })).toBe(false);
    expect(due(since(20 * DAY), { lastAt: ago(7 * DAY), inWeek: 0 })).toBe(true);
    expect(due(since(20 * DAY, 2 * DAY), { lastAt: ago(3 * DAY), inWeek: 1 })).toBe(true);
    expect(due(since(20 * DAY, 3 * DAY), { lastAt: ago(2 * DAY), inWeek: 1 })).toBe(false);
  });

  it('comes to everybody with something to do 7, 3 and 1 day before the deadline, and on the day', () => {
    const days = [10, 8, 7, 6, 4, 3, 2, 1, 0, -1];
    const reminded = { lastAt: ago(DAY), inWeek: 1 };
    expect(days.filter((left) => due(since(HOUR), reminded, left))).toEqual([7, 3, 1, 0]);
  });

  it('is due at most three times in any seven days, whatever happens in a year', () => {
    const perDay = fc.record({
      pushed: fc.boolean(),
      rated: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
      left: fc.option(fc.integer({ min: -3, max: 30 })),
    });
    fc.assert(
      fc.property(fc.array(perDay, { minLength: 30, maxLength: 365 }), (days) => {
        const sent = remindersOf(days);
        for (const each of sent) {
          const inWeek = sent.filter((other) => other > each - 7 * DAY && other <= each);
          expect(inWeek.length).toBeLessThanOrEqual(REMINDER_CAP.aWeek);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** What happens on one day: patents come, or all are rated, so many days before a deadline. */
interface Day {
  readonly pushed: boolean;
  readonly rated: boolean;
  readonly left: number | null;
}

/** The moments at which somebody is reminded who is asked for every day. */
function remindersOf(days: readonly Day[]): number[] {
  const sent: number[] = [];
  let waiting: number[] = [];
  for (const [day, { pushed, rated, left }] of days.entries()) {
    const now = day * DAY;
    waiting = [...(rated ? [] : waiting), ...(pushed ? [now - HOUR] : [])];
    const inWeek = sent.filter((each) => each > now - 7 * DAY).length;
    const reminded = { lastAt: momentOf(sent.at(-1)), inWeek, muted: false };
    const times = { firstAt: momentOf(waiting[0]), lastAt: momentOf(waiting.at(-1)) };
    const toDo = { ...NOTHING, toRate: waiting.length, ...times };
    if (reminderDue(toDo, reminded, { at: new Date(now), daysLeft: left })) sent.push(now);
  }
  return sent;
}

function momentOf(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}
