import { describe, expect, it } from 'vitest';
import { refocus } from '../../src/domain/match.ts';
import { advancedTo, newRematch, percentOf } from '../../src/domain/rematch.ts';
import { AT, aMatch, later } from '../support/builders.ts';

const found = {
  library: 'focus',
  score: 40,
  reasons: [{ kind: 'ipc', wanted: 'H01M', found: 'H01M4/38' }],
} as const;
const waiting = aMatch({ state: 'waiting', pushedAt: null, library: 'focus' });

describe('a match under a changed focus', () => {
  it.each(['open', 'closed', 'withdrawn'] as const)('stays as it was when it is %s', (state) => {
    const match = aMatch({ state });
    expect(refocus(match, found)).toBe(match);
    expect(refocus(match, null)).toBe(match);
  });

  it('gets the new reasons while it waits', () => {
    expect(refocus(waiting, found)).toEqual({ ...waiting, ...found });
  });

  it('is gone when nothing but the focus had asked for it', () => {
    expect(refocus(waiting, null)).toBeNull();
    const pushed = { ...waiting, library: 'evaluation' } as const;
    expect(refocus(pushed, null)).toBe(pushed);
  });
});

describe('how far the matching is', () => {
  it('is told in whole percent, and is 100 only at the end', () => {
    const begun = newRematch('enterprise-1', AT);
    expect(percentOf(begun)).toBe(0);
    const some = advancedTo({ ...begun, total: 600 }, 'p-200', 200, later(1));
    expect([percentOf(some), some.after]).toEqual([33, 'p-200']);
    // More have come in meanwhile than were counted.
    const more = advancedTo(some, 'p-900', 500, later(2));
    expect([percentOf(more), more.total]).toEqual([99, 700]);
    const ended = advancedTo(more, null, 5, later(3));
    expect([percentOf(ended), ended.done, ended.endedAt]).toEqual([100, 705, later(3)]);
  });

  it('is at the end where there are no patents', () => {
    expect(percentOf(advancedTo(newRematch('enterprise-1', AT), null, 0, later(1)))).toBe(100);
  });
});
