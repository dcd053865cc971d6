import { describe, expect, it } from 'vitest';
import {
  type Application,
  apply,
  DECISION_LIMIT,
  decide,
  type ExpertProfile,
  expertProfile,
} from '../../src/domain/application.ts';
import { type ExpertState, remove } from '../../src/domain/member.ts';
import { AT, anAdmin, anExpert, later, refusal } from '../support/builders.ts';

const PROFILE: ExpertProfile = {
  name: '专家一',
  position: '高级工程师',
  unit: '演示企业（虚构）',
  field: '动力电池',
};
const GIVEN = { id: 'application-1', at: AT };
const inState = (expert: ExpertState) => anExpert({ expert });
const applied = () => apply(inState('invited'), PROFILE, GIVEN);
const decideOn = (
  to: 'admitted' | 'returned',
  opinion = '',
  { member, application }: ReturnType<typeof applied> = applied(),
  admin = anAdmin(),
) => decide(member, application, { to, opinion }, admin, later(1));

describe('an application for the expert library', () => {
  it('leads over the admin into the library, and takes the name the expert gives himself', () => {
    const { member, application } = apply(inState('invited'), { ...PROFILE, name: '专家甲' }, GIVEN);
    expect(member).toMatchObject({ name: '专家甲', expert: 'applied' });
    expect(application).toMatchObject({ state: 'waiting', appliedAt: AT, memberId: member.id });
    const admitted = decide(member, application, { to: 'admitted', opinion: '欢迎' }, anAdmin(), later(1));
    expect(admitted.member.expert).toBe('admitted');
    expect(admitted.application).toMatchObject({
      state: 'admitted',
      opinion: '欢迎',
      decidedBy: 'admin-1',
      decidedAt: later(1),
    });
  });

  it('is returned with a reason, and can then be repeated', () => {
    const returned = decideOn('returned', '请补充领域');
    expect(returned.member.expert).toBe('returned');
    expect(apply(returned.member, PROFILE, { id: 'application-2', at: later(2) }).member.expert).toBe(
      'applied',
    );
    expect(() => decideOn('returned', ' \n')).toThrow(refusal('reason_missing'));
    expect(() => decideOn('returned', '长'.repeat(DECISION_LIMIT + 1))).toThrow(refusal('opinion_too_long'));
  });

  it.each([
    ['none', 'not_invited'],
    ['applied', 'already_applied'],
    ['admitted', 'not_invited'],
    ['disabled', 'not_invited'],
  ] as const)('is not taken from somebody who is %s', (state, code) => {
    expect(() => apply(inState(state), PROFILE, GIVEN)).toThrow(refusal(code));
  });

  it('is not taken from a removed member', () => {
    expect(() => apply(remove(inState('invited')), PROFILE, GIVEN)).toThrow(refusal('member_removed'));
  });
});

describe('the answer to an application', () => {
  it('is given once: the same again changes nothing, another is refused', () => {
    const once = decideOn('admitted');
    const again = decide(
      once.member,
      once.application,
      { to: 'admitted', opinion: 'x' },
      anAdmin(),
      later(9),
    );
    expect(again.application).toBe(once.application);
    expect(() => decideOn('returned', '不合适', once)).toThrow(refusal('application_not_waiting'));
  });

  it('is about the application that was seen, not about a later one', () => {
    const returned = decideOn('returned', '请补充领域');
    const second = apply(returned.member, PROFILE, { id: 'application-2', at: later(2) });
    const stale: Application = returned.application;
    expect(() => decide(second.member, stale, { to: 'admitted', opinion: '' }, anAdmin(), later(3))).toThrow(
      refusal('application_not_waiting'),
    );
  });

  it('comes from an admin of the same enterprise alone', () => {
    const elsewhere = anAdmin({ enterpriseId: 'enterprise-2' });
    expect(() => decideOn('admitted', '', applied(), elsewhere)).toThrow(refusal('wrong_enterprise'));
    expect(() => decideOn('admitted', '', applied(), anExpert({ id: 'other' }))).toThrow(
      refusal('admins_only'),
    );
    expect(() => decideOn('admitted', '', applied(), remove(anAdmin()))).toThrow(refusal('member_removed'));
  });

  it('comes too late for an applicant who was removed', () => {
    const { member, application } = applied();
    expect(() => decideOn('admitted', '', { member: remove(member), application })).toThrow(
      refusal('applicant_gone'),
    );
  });
});

describe('an expert’s profile', () => {
  it('is taken without blanks around it', () => {
    expect(expertProfile({ ...PROFILE, name: ' 专家一\n', field: '电池　材料' })).toEqual({
      ...PROFILE,
      field: '电池 材料',
    });
  });

  it.each([
    ['name', 'name_missing'],
    ['position', 'profile_incomplete'],
    ['unit', 'profile_incomplete'],
    ['field', 'profile_incomplete'],
  ] as const)('needs a %s', (key, code) => {
    expect(() => expertProfile({ ...PROFILE, [key]: ' ' })).toThrow(refusal(code));
  });

  it('takes no ID number and no line that is too long', () => {
    expect(() => expertProfile({ ...PROFILE, position: '工程师 110101199003070010' })).toThrow(
      refusal('national_id'),
    );
    expect(() => expertProfile({ ...PROFILE, unit: '长'.repeat(61) })).toThrow(refusal('line_too_long'));
  });
});
