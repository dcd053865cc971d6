import { describe, expect, it } from 'vitest';
import {
  apply,
  decideApplication,
  type ExpertState,
  invite,
  remove,
  rolesOf,
} from '../../src/domain/member.ts';
import { anAdmin, anExpert, refusal } from '../support/builders.ts';

const STATES: readonly ExpertState[] = ['none', 'invited', 'applied', 'returned', 'admitted'];
const inState = (expert: ExpertState) => anExpert({ expert });
const statesBut = (...left: ExpertState[]) => STATES.filter((state) => !left.includes(state));

describe('the way into the expert library', () => {
  it('leads from invited over applied to admitted', () => {
    const invited = invite(inState('none'));
    const applied = apply(invited, { name: '  专家一 ' });
    const admitted = decideApplication(applied, { to: 'admitted' });
    expect([invited.expert, applied.expert, admitted.expert]).toEqual(['invited', 'applied', 'admitted']);
    expect(admitted.name).toBe('专家一');
  });

  it('can be walked again after a return', () => {
    const returned = decideApplication(inState('applied'), { to: 'returned', reason: '请补充领域' });
    expect(apply(returned, { name: '专家一' }).expert).toBe('applied');
  });

  it.each(statesBut('none'))('takes no second invitation of somebody who is %s', (state) => {
    expect(() => invite(inState(state))).toThrow(refusal('expert_already_invited'));
  });

  it.each(statesBut('invited', 'returned'))('takes no application of somebody who is %s', (state) => {
    expect(() => apply(inState(state), { name: '专家一' })).toThrow(refusal('application_not_waiting'));
  });

  it.each(statesBut('applied'))('takes no decision on somebody who is %s', (state) => {
    expect(() => decideApplication(inState(state), { to: 'admitted' })).toThrow(
      refusal('application_not_waiting'),
    );
  });

  it('asks for a name in the application and for a reason in the return', () => {
    expect(() => apply(inState('invited'), { name: ' \n' })).toThrow(refusal('name_missing'));
    expect(() => decideApplication(inState('applied'), { to: 'returned', reason: '  ' })).toThrow(
      refusal('reason_missing'),
    );
  });
});

describe('a removed member', () => {
  const gone = remove(anAdmin({ expert: 'admitted' }));

  it('has no role left', () => {
    expect(rolesOf(gone)).toEqual([]);
    expect(gone).toMatchObject({ isAdmin: false, expert: 'none', removed: true });
  });

  it('takes no step into the library', () => {
    const removed = refusal('member_removed');
    expect(() => invite(gone)).toThrow(removed);
    expect(() => apply({ ...gone, expert: 'invited' }, { name: '专家一' })).toThrow(removed);
    expect(() => decideApplication({ ...gone, expert: 'applied' }, { to: 'admitted' })).toThrow(removed);
  });
});

describe('roles', () => {
  it('are both held by an admin who is an expert too', () => {
    expect(rolesOf(anAdmin({ expert: 'admitted' }))).toEqual(['admin', 'expert']);
  });
});
