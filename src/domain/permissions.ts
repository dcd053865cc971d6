import { type Member, type Role, rolesOf } from './member.ts';
import { refuse } from './refusals.ts';

/**
 * Who may do what, after the table of the platform's manual (lines 42-49):
 * experts rate; the admin reviews, submits the enterprise's evaluation and everything that goes outward (rule 2).
 */
export const PERMISSIONS = {
  /** 专利转化评价库：评价 */
  rate: ['expert'],
  /** 专利评价管理：专家评价审核 */
  review: ['admin'],
  /** 专利评价管理：企业自评 */
  evaluate: ['admin'],
  /** 推荐技术专家 */
  'recommend-experts': ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Something a member may want to do. */
export type Act = keyof typeof PERMISSIONS;

/** Says whether a member may do something now. */
export function may(member: Member, act: Act): boolean {
  const allowed: readonly Role[] = PERMISSIONS[act];
  return rolesOf(member).some((role) => allowed.includes(role));
}

/** Refuses, with the reason that helps most, when a member may not do something now. */
export function mustBeAllowed(member: Member, act: Act): void {
  if (may(member, act)) return;
  if (member.removed) refuse('member_removed', { member: member.id });
  const allowed: readonly Role[] = PERMISSIONS[act];
  if (!allowed.includes('expert')) refuse('admins_only', { act });
  if (member.isAdmin) refuse('experts_only', { act });
  if (member.expert === 'none') refuse('not_an_expert', { act });
  refuse('expert_not_admitted', { state: member.expert });
}
