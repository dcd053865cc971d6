import { describe, expect, it } from 'vitest';
import { type Act, may, mustBeAllowed, PERMISSIONS } from '../../src/domain/permissions.ts';
import type { Refusal } from '../../src/domain/refusals.ts';
import { anAdmin, anExpert, refusal } from '../support/builders.ts';

const both = anAdmin({ expert: 'admitted' });
const gone = { removed: true } as const;

describe('who may do what', () => {
  it('is the table of the manual', () => {
    const acts = Object.keys(PERMISSIONS) as Act[];
    const allowed = (member: typeof both) => acts.filter((act) => may(member, act));
    expect(allowed(anExpert())).toEqual(['rate']);
    expect(allowed(anAdmin())).toEqual(['review', 'evaluate', 'recommend-experts']);
    expect(allowed(both)).toEqual(acts);
    expect(allowed({ ...both, ...gone })).toEqual([]);
  });

  it.each(['none', 'invited', 'applied', 'returned'] as const)('lets no expert rate who is %s', (expert) => {
    expect(may(anExpert({ expert }), 'rate')).toBe(false);
  });
});

describe('the refusal of somebody who may not', () => {
  it.each<[string, ReturnType<typeof anExpert>, Act, Refusal]>([
    ['tells a removed admin that he is removed', anAdmin(gone), 'review', 'member_removed'],
    ['tells a removed expert that he is removed', anExpert(gone), 'rate', 'member_removed'],
    ['tells an expert that it is for admins', anExpert(), 'evaluate', 'admins_only'],
    ['tells an admin where admins evaluate', anAdmin(), 'rate', 'experts_only'],
    ['tells a member of no role to ask the admin', anExpert({ expert: 'none' }), 'rate', 'not_an_expert'],
    ['tells an applicant to wait', anExpert({ expert: 'applied' }), 'rate', 'expert_not_admitted'],
  ])('%s', (_, member, act, code) => {
    expect(() => mustBeAllowed(member, act)).toThrow(refusal(code));
  });

  it('does not come to somebody who may', () => {
    expect(() => mustBeAllowed(both, 'rate')).not.toThrow();
  });
});
