import { describe, expect, it } from 'vitest';
import {
  type Act,
  BESIDES,
  may,
  mustBeAllowed,
  OF_EVERY_MEMBER,
  PERMISSIONS,
} from '../../src/domain/permissions.ts';
import type { Refusal } from '../../src/domain/refusals.ts';
import { anAdmin, anExpert, refusal } from '../support/builders.ts';

const both = anAdmin({ expert: 'admitted' });
const gone = { removed: true } as const;

describe('who may do what', () => {
  it('is the table of the manual, row by row', () => {
    expect(PERMISSIONS.map(({ line, admin, expert }) => [line, admin.length > 0, expert.length > 0])).toEqual(
      [
        ['推荐技术专家', true, false],
        ['专利评价管理', true, false],
        ['专利转化评价库', true, true],
        ['专利转化关注库', true, true],
        ['专利转化资源库', true, true],
        ['企业需求发布管理', true, false],
      ],
    );
    const row = (name: string) => PERMISSIONS.find(({ line }) => line === name);
    // 评价、审核 beside 评价; 查看、关注领域设置、发布合作意向 beside 仅查看; 查看、发布合作意向 beside 仅查看.
    expect(row('专利转化评价库')).toMatchObject({
      admin: ['view-evaluation-library', 'evaluate', 'review'],
      expert: ['view-evaluation-library', 'rate'],
    });
    expect(row('专利转化关注库')).toMatchObject({
      admin: ['view-focus-library', 'set-focus', 'send-intent'],
      expert: ['view-focus-library'],
    });
    expect(row('专利转化资源库')).toMatchObject({
      admin: ['view-resource-library', 'send-intent'],
      expert: ['view-resource-library'],
    });
  });

  it('gives each member what his roles have in the table, and a removed one nothing', () => {
    const lines = [...PERMISSIONS, ...BESIDES];
    const of = (role: 'admin' | 'expert') => lines.flatMap((line): readonly Act[] => line[role]);
    const acts = [...new Set<Act>([...of('admin'), ...of('expert'), ...OF_EVERY_MEMBER])];
    const allowed = (member: typeof both) => acts.filter((act) => may(member, act)).sort();
    const sorted = (list: readonly Act[]) => [...new Set([...list, ...OF_EVERY_MEMBER])].sort();
    expect(allowed(anExpert())).toEqual(sorted(of('expert')));
    expect(allowed(anAdmin())).toEqual(sorted(of('admin')));
    expect(allowed(both)).toEqual([...acts].sort());
    expect(allowed({ ...both, ...gone })).toEqual([]);
    for (const expert of ['none', 'invited', 'applied', 'returned', 'disabled'] as const)
      expect(allowed(anExpert({ expert }))).toEqual([...OF_EVERY_MEMBER].sort());
  });

  it.each(['none', 'invited', 'applied', 'returned', 'disabled'] as const)(
    'lets no expert rate who is %s',
    (expert) => {
      expect(may(anExpert({ expert }), 'rate')).toBe(false);
    },
  );
});

describe('the refusal of somebody who may not', () => {
  it.each<[string, ReturnType<typeof anExpert>, Act, Refusal]>([
    ['tells a removed admin that he is removed', anAdmin(gone), 'review', 'member_removed'],
    ['tells a removed expert that he is removed', anExpert(gone), 'rate', 'member_removed'],
    ['tells an expert that it is for admins', anExpert(), 'evaluate', 'admins_only'],
    ['tells an admin where admins evaluate', anAdmin(), 'rate', 'experts_only'],
    ['tells a member of no role to ask the admin', anExpert({ expert: 'none' }), 'rate', 'not_an_expert'],
    ['tells a disabled expert so', anExpert({ expert: 'disabled' }), 'rate', 'expert_disabled'],
    ['tells an applicant to wait', anExpert({ expert: 'applied' }), 'rate', 'expert_not_admitted'],
  ])('%s', (_, member, act, code) => {
    expect(() => mustBeAllowed(member, act)).toThrow(refusal(code));
  });

  it('does not come to somebody who may', () => {
    expect(() => mustBeAllowed(both, 'rate')).not.toThrow();
  });
});
