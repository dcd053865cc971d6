import { describe, expect, it } from 'vitest';
import {
  close,
  type Match,
  mustBeRegistered,
  mustTakeRatings,
  push,
  rematch,
  restore,
  withdraw,
} from '../../src/domain/match.ts';
import type { RegisterState } from '../../src/domain/patent.ts';
import { AT, aMatch, anEnterprise, aPatent, later, refusal } from '../support/builders.ts';

const waiting = aMatch({ state: 'waiting', pushedAt: null });
const unregistered: readonly RegisterState[] = ['withdrawn', 'expired', 'transferred'];
const ended: readonly Match['state'][] = ['closed', 'withdrawn'];

describe('a push', () => {
  it('opens a waiting match at its moment', () => {
    expect(push(waiting, anEnterprise(), aPatent(), AT)).toEqual({ ...waiting, state: 'open', pushedAt: AT });
  });

  it.each(['open', 'closed', 'withdrawn'] as const)('is refused for a match that is %s', (state) => {
    expect(() => push(aMatch({ state }), anEnterprise(), aPatent(), AT)).toThrow(refusal('already_pushed'));
  });

  it.each(unregistered)('is refused for a patent that is %s', (state) => {
    expect(() => push(waiting, anEnterprise(), aPatent({ state }), AT)).toThrow(
      refusal('patent_not_registered'),
    );
    expect(() => mustBeRegistered(aPatent({ state }))).toThrow(refusal('patent_not_registered'));
  });

  it('is refused to an enterprise that was closed', () => {
    expect(() => push(waiting, anEnterprise({ state: 'closed' }), aPatent(), AT)).toThrow(
      refusal('enterprise_closed'),
    );
  });
});

describe('ratings', () => {
  it('are taken by an open match of the evaluation library only', () => {
    expect(() => mustTakeRatings(aMatch())).not.toThrow();
    expect(() => mustTakeRatings(aMatch({ library: 'focus' }))).toThrow(refusal('view_only_library'));
    expect(() => mustTakeRatings(waiting)).toThrow(refusal('not_pushed'));
    expect(() => mustTakeRatings(aMatch({ state: 'closed' }))).toThrow(refusal('evaluation_closed'));
    expect(() => mustTakeRatings(aMatch({ state: 'withdrawn' }))).toThrow(refusal('patent_not_registered'));
  });
});

describe('the end of a match', () => {
  it('comes once with the moment of the submission', () => {
    const closed = close(aMatch(), later(1));
    expect(closed).toEqual({ ...aMatch(), state: 'closed', closedAt: later(1) });
    expect(() => close(closed, later(2))).toThrow(refusal('evaluation_closed'));
  });

  it.each(['waiting', 'open'] as const)('comes to one that is %s when the patent is withdrawn', (state) => {
    expect(withdraw(aMatch({ state }), later(1))).toMatchObject({ state: 'withdrawn', closedAt: later(1) });
  });

  it.each(ended)('stays as it was for one that is %s', (state) => {
    const match = aMatch({ state, closedAt: AT });
    expect(withdraw(match, later(1))).toBe(match);
    expect(rematch(match, { library: 'evaluation', score: 99, reasons: [] })).toBe(match);
  });
});

describe('a newer look', () => {
  const found = { score: 55, reasons: [{ kind: 'ipc', wanted: 'H01M', found: 'H01M4/38' }] } as const;

  it('changes score and reasons and nothing of the history', () => {
    expect(rematch(aMatch(), { library: 'evaluation', ...found })).toEqual({ ...aMatch(), ...found });
  });

  it('lifts a match into the evaluation library and never takes it out', () => {
    const lifted = rematch(aMatch({ library: 'focus' }), { library: 'evaluation', ...found });
    expect(lifted.library).toBe('evaluation');
    expect(rematch(lifted, { library: 'focus', ...found }).library).toBe('evaluation');
  });
});

describe('a patent that comes back into the register', () => {
  it('lets its match go on where it was', () => {
    const open = aMatch({ state: 'open', pushedAt: AT });
    expect(restore(withdraw(open, later(1)))).toEqual(open);
    const waiting = aMatch({ state: 'waiting', pushedAt: null });
    expect(restore(withdraw(waiting, later(1)))).toEqual(waiting);
  });

  it('leaves a finished match finished', () => {
    const closed = aMatch({ state: 'closed', pushedAt: AT, closedAt: later(1) });
    expect(restore(closed)).toBe(closed);
  });
});
