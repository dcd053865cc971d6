import { refuse } from './refusals.ts';

/**
 * How far a member is on the way into the expert library (推荐技术专家):
 * invited by the admin, applied with his own profile (申请入库), then admitted or returned by the admin.
 */
export type ExpertState = 'none' | 'invited' | 'applied' | 'returned' | 'admitted';

/** Somebody of one enterprise: its admin, one of its experts, or both. */
export interface Member {
  readonly id: string;
  readonly enterpriseId: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly expert: ExpertState;
  /** A removed member can do nothing from that moment, on cards already on screen too. */
  readonly removed: boolean;
}

/** The two roles on the enterprise side (rule 1); a member may hold both. */
export type Role = 'admin' | 'expert';

/** The roles a member holds now; an expert counts only once admitted (rule 4). */
export function rolesOf(member: Member): readonly Role[] {
  if (member.removed) return [];
  const roles: Role[] = [];
  if (member.isAdmin) roles.push('admin');
  if (member.expert === 'admitted') roles.push('expert');
  return roles;
}

/** The admin recommends somebody as an expert; whoever is already on the way stays where he is. */
export function invite(member: Member): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  if (member.expert !== 'none') refuse('expert_already_invited', { state: member.expert });
  return { ...member, expert: 'invited' };
}

/** The expert completes his profile and applies for the library (申请入库); a returned application may be repeated. */
export function apply(member: Member, profile: { readonly name: string }): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  if (member.expert !== 'invited' && member.expert !== 'returned') {
    refuse('application_not_waiting', { state: member.expert });
  }
  const name = profile.name.trim();
  if (name === '') refuse('name_missing');
  return { ...member, name, expert: 'applied' };
}

/** The admin's answer to an application: admitted, or returned with a reason. */
export type Admission = { readonly to: 'admitted' } | { readonly to: 'returned'; readonly reason: string };

/** The admin answers an application; only a waiting one can be answered. */
export function decideApplication(member: Member, admission: Admission): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  if (member.expert !== 'applied') refuse('application_not_waiting', { state: member.expert });
  if (admission.to === 'returned' && admission.reason.trim() === '') refuse('reason_missing');
  return { ...member, expert: admission.to };
}

/** Takes a member out; he keeps his history and loses every right at once. */
export function remove(member: Member): Member {
  return { ...member, isAdmin: false, expert: 'none', removed: true };
}
