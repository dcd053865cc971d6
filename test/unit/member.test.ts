import { describe, expect, it } from 'vitest';
import {
  admit,
  disable,
  dropAdmin,
  ERASED_NAME,
  type ExpertState,
  erase,
  expertNames,
  invite,
  makeAdmin,
  mustBeColleagues,
  newMember,
  readmit,
  remove,
  restore,
  rolesOf,
} from '../../src/domain/member.ts';
import { anAdmin, anExpert, refusal } from '../support/builders.ts';

const STATES: readonly ExpertState[] = ['none', 'invited', 'applied', 'returned', 'admitted', 'disabled'];
const inState = (expert: ExpertState) => anExpert({ expert });
const statesBut = (...left: ExpertState[]) => STATES.filter((state) => !left.includes(state));

describe('an invitation', () => {
  it('is the first step into the expert library', () => {
    expect(invite(inState('none')).expert).toBe('invited');
  });

  it.each(statesBut('none'))('is not given twice, as to somebody who is %s', (state) => {
    expect(() => invite(inState(state))).toThrow(refusal('expert_already_invited'));
  });
});

describe('an expert in the library', () => {
  it('loses his right while he is disabled, and has it again when he is taken back', () => {
    const disabled = disable(inState('admitted'));
    expect(rolesOf(disabled)).toEqual([]);
    expect(rolesOf(readmit(disabled))).toEqual(['expert']);
  });

  it.each(statesBut('admitted'))('alone can be disabled, and nobody who is %s', (state) => {
    expect(() => disable(inState(state))).toThrow(refusal('expert_not_in_library'));
  });

  it.each(statesBut('disabled'))('is not taken back without having left: %s', (state) => {
    expect(() => readmit(inState(state))).toThrow(refusal('expert_already_invited'));
  });
});

describe('an erased member', () => {
  const nobody = erase(anAdmin({ expert: 'admitted' }));

  it('has neither name nor role, and was never an expert by name', () => {
    expect(nobody).toMatchObject({ name: ERASED_NAME, isAdmin: false, expert: 'none', removed: true });
    expect(expertNames([nobody])).toEqual([]);
    expect(erase(nobody)).toEqual(nobody);
  });

  it('is never taken back, by nobody', () => {
    for (const back of [readmit, restore]) expect(() => back(nobody)).toThrow(refusal('member_erased'));
    for (const step of [invite, admit, makeAdmin]) expect(() => step(nobody)).toThrow();
  });
});

describe('a removed member', () => {
  const gone = remove(anAdmin({ expert: 'admitted' }));

  it('has no role left, whatever he was', () => {
    expect(rolesOf(gone)).toEqual([]);
    expect(gone).toMatchObject({ isAdmin: false, removed: true });
  });

  it('takes no step into the library and no role', () => {
    const removed = refusal('member_removed');
    for (const step of [invite, admit, disable, makeAdmin]) expect(() => step(gone)).toThrow(removed);
  });

  it('who was in the library is in it again when he is taken back, and any other begins anew', () => {
    expect(readmit(gone)).toMatchObject({ expert: 'admitted', removed: false, isAdmin: false });
    expect(readmit(remove(inState('applied')))).toMatchObject({ expert: 'invited', removed: false });
  });

  it('who gets a new role has none of the old ones', () => {
    expect(rolesOf(restore(gone))).toEqual([]);
    expect(restore(gone)).toMatchObject({ expert: 'disabled', removed: false });
    expect(restore(remove(anAdmin()))).toMatchObject({ expert: 'none', isAdmin: false });
    expect(restore(inState('admitted'))).toEqual(inState('admitted'));
  });
});

describe('the last admin', () => {
  const [first, second] = [anAdmin({ id: 'a' }), anAdmin({ id: 'b' })];

  it('keeps his role until there is another', () => {
    expect(() => dropAdmin(first, [first])).toThrow(refusal('last_admin'));
    expect(() => dropAdmin(first, [first, remove(second)])).toThrow(refusal('last_admin'));
    expect(dropAdmin(first, [first, second]).isAdmin).toBe(false);
  });
});

describe('a member of another enterprise', () => {
  it('is out of reach', () => {
    const admin = anAdmin({ enterpriseId: 'one' });
    expect(() => mustBeColleagues(admin, anExpert({ enterpriseId: 'two' }))).toThrow(
      refusal('wrong_enterprise'),
    );
    expect(() => mustBeColleagues(admin, anExpert({ enterpriseId: 'one' }))).not.toThrow();
  });
});

describe('names that may not go outward', () => {
  it('are those of everybody who is or was in the library, and of nobody who only asked', () => {
    const removed = remove(anExpert({ name: '专家二' }));
    const nameless = anExpert({ name: '' });
    const asking = (['invited', 'applied', 'returned'] as const).map((expert) =>
      anExpert({ expert, name: '专利' }),
    );
    const promoted = makeAdmin(restore(remove(anExpert({ name: '专家三' }))));
    expect(expertNames([anAdmin(), anExpert(), removed, nameless, promoted, ...asking])).toEqual([
      '专家一',
      '专家二',
      '专家三',
    ]);
  });
});

describe('somebody new', () => {
  it('has a name without blanks around it and no role', () => {
    const member = newMember('m', 'e', '  专家\n一 ');
    expect(member.name).toBe('专家 一');
    expect(rolesOf(member)).toEqual([]);
  });
});

describe('roles', () => {
  it('are both held by an admin who is an expert too', () => {
    expect(rolesOf(anAdmin({ expert: 'admitted' }))).toEqual(['admin', 'expert']);
  });
});
