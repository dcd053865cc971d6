import { describe, expect, it } from 'vitest';
import { type Course, isStuck, standingOf } from '../../src/domain/overview.ts';

const AT = new Date('2026-11-23T00:00:00Z');
const ago = (days: number) => new Date(AT.getTime() - days * 86_400_000);
const NOTHING_WAITS = { unrated: null, unreviewed: null, http: null, manual: null };
const course = (change: Partial<Course>): Course => ({
  ...{ active: true, groups: 1, admins: 1, experts: 2, pushed: 9, done: 3 },
  ...{ oldest: NOTHING_WAITS, lastRatedAt: ago(1) },
  ...change,
});
const waits = (oldest: Partial<Course['oldest']>) => ({ oldest: { ...NOTHING_WAITS, ...oldest } });

describe('where an enterprise stands', () => {
  it.each<[string, Partial<Course>, string, boolean]>([
    ['closed before all else', { active: false, groups: 0 }, 'closed', false],
    ['no group', { groups: 0, admins: 0 }, 'not-bound', true],
    ['no admin', { admins: 0, experts: 0 }, 'no-admin', true],
    ['no expert', { experts: 0, ...waits({ http: ago(9) }) }, 'no-experts', true],
    ['the platform for a day', waits({ http: ago(1) }), 'platform-silent', true],
    ['the platform for less', waits({ http: ago(0.9) }), 'on-course', false],
    ['hands for a week', waits({ manual: ago(7) }), 'not-entered', true],
    ['hands for less', waits({ manual: ago(6.9) }), 'on-course', false],
    ['an admin for three days', waits({ unreviewed: ago(3), unrated: ago(30) }), 'not-reviewed', true],
    ['experts for a week', { lastRatedAt: ago(7), ...waits({ unrated: ago(8) }) }, 'nobody-rates', true],
    ['experts who never rated', { lastRatedAt: null, ...waits({ unrated: ago(7) }) }, 'nobody-rates', true],
    ['experts who are at it', { lastRatedAt: ago(2), ...waits({ unrated: ago(30) }) }, 'on-course', false],
    ['fresh patents', { lastRatedAt: null, ...waits({ unrated: ago(2) }) }, 'on-course', false],
    ['nothing to do', { pushed: 0, done: 0 }, 'nothing-pushed', false],
    ['all done', { done: 9 }, 'done', false],
  ])('%s', (_, change, standing, stuck) => {
    expect(standingOf(course(change), AT)).toBe(standing);
    expect(isStuck(standingOf(course(change), AT))).toBe(stuck);
  });
});
