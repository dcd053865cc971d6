import { describe, expect, it } from 'vitest';
import { notInterested, passOn, putOff } from '../../src/domain/set-aside.ts';
import { AT, aMatch, anAdmin, anExpert, refusal } from '../support/builders.ts';

const DAY = 86_400_000;
const colleague = anExpert({ id: 'expert-2' });

describe('a patent that is not rated now', () => {
  it('is put off for three days, passed on to a colleague, or of no interest', () => {
    const [match, expert] = [aMatch(), anExpert()];
    const common = { matchId: match.id, memberId: expert.id, at: AT };
    expect(putOff(match, expert, AT)).toEqual({
      ...common,
      kind: 'later',
      until: new Date(AT.getTime() + 3 * DAY),
    });
    expect(passOn(match, expert, colleague, AT)).toEqual({ ...common, kind: 'passed-on', to: 'expert-2' });
    expect(notInterested(match, expert, 'cost', AT)).toEqual({
      ...common,
      kind: 'not-interested',
      reason: 'cost',
    });
  });

  it('is nobody else’s to set aside, and cannot be any more when it takes no ratings', () => {
    const foreign = anExpert({ enterpriseId: 'enterprise-2' });
    expect(() => putOff(aMatch(), foreign, AT)).toThrow(refusal('wrong_enterprise'));
    expect(() => notInterested(aMatch(), anAdmin(), null, AT)).toThrow(refusal('experts_only'));
    expect(() => putOff(aMatch({ state: 'closed' }), anExpert(), AT)).toThrow();
    expect(() => putOff(aMatch({ library: 'focus' }), anExpert(), AT)).toThrow();
  });

  it.each([
    ['himself', anExpert(), 'colleague_unfit'],
    ['somebody who may not rate', anExpert({ id: 'expert-2', expert: 'disabled' }), 'colleague_unfit'],
    ['somebody who is gone', anExpert({ id: 'expert-2', removed: true }), 'colleague_unfit'],
    ['an admin who is no expert', anAdmin({ id: 'admin-2' }), 'colleague_unfit'],
    ['another enterprise', anExpert({ id: 'expert-2', enterpriseId: 'enterprise-2' }), 'wrong_enterprise'],
  ])('is not passed on to %s', (_, to, code) => {
    expect(() => passOn(aMatch(), anExpert(), to, AT)).toThrow(refusal(code as never));
  });
});
