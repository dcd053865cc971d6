import { refuse } from './refusals.ts';
import { typedLine } from './typed-text.ts';

/**
 * How far a member is on the way into the expert library (推荐技术专家): invited by the admin, applied with his own
 * profile (申请入库), then admitted or returned by the admin; an admitted one may be disabled for a while.
 */
export type ExpertState = 'none' | 'invited' | 'applied' | 'returned' | 'admitted' | 'disabled';

/** Somebody of one enterprise: its admin, one of its experts, or both. */
export interface Member {
  readonly id: string;
  readonly enterpriseId: string;
  /** Empty until somebody has said it: a person picked from a list is known by his channel identity alone. */
  readonly name: string;
  readonly isAdmin: boolean;
  readonly expert: ExpertState;
  /** A removed member can do nothing from that moment, on cards already on screen too. */
  readonly removed: boolean;
  /** An erased member is a removed one of whom nothing personal is left; nobody can be made of him again. */
  readonly erased: boolean;
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

/** Somebody new to an enterprise, with no role yet. */
export function newMember(id: string, enterpriseId: string, name: string): Member {
  return {
    id,
    enterpriseId,
    name: typedLine(name),
    isAdmin: false,
    expert: 'none',
    removed: false,
    erased: false,
  };
}

/** The admin recommends somebody as an expert; whoever is already on the way stays where he is. */
export function invite(member: Member): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  if (member.expert !== 'none') refuse('expert_already_invited', { state: member.expert });
  return { ...member, expert: 'invited' };
}

/** The operator puts somebody into the library on the word of the admin, which stands for the whole way (rule 4). */
export function admit(member: Member): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  return { ...member, expert: 'admitted' };
}

/** Makes a member an admin, beside whatever else he is. */
export function makeAdmin(member: Member): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  return { ...member, isAdmin: true };
}

/** Takes the admin's role from a member; the last admin keeps it, or nobody could speak for the enterprise any more. */
export function dropAdmin(member: Member, admins: readonly Member[]): Member {
  mustLeaveAnAdmin(member, admins);
  return { ...member, isAdmin: false };
}

/** Refuses what would leave an enterprise without an admin. */
export function mustLeaveAnAdmin(member: Member, admins: readonly Member[]): void {
  const others = admins.some(({ id, isAdmin, removed }) => id !== member.id && isAdmin && !removed);
  if (member.isAdmin && !others) refuse('last_admin');
}

/** Stops an expert for a while; he stays in the library and loses his right at once. */
export function disable(member: Member): Member {
  if (member.removed) refuse('member_removed', { member: member.id });
  if (member.expert !== 'admitted') refuse('expert_not_in_library', { state: member.expert });
  return { ...member, expert: 'disabled' };
}

/** Takes a member out; he keeps his history and loses every right at once. */
export function remove(member: Member): Member {
  return { ...member, isAdmin: false, removed: true };
}

/** What stands where the name of an erased member stood. */
export const ERASED_NAME = '已删除的成员';

/** Makes a member nobody: what he did stays the enterprise's, without his name, and no step leads back. */
export function erase(member: Member): Member {
  return { ...remove(member), name: ERASED_NAME, expert: 'none', erased: true };
}

/** Takes an expert back: one who was in the library is in it again, any other begins anew with an invitation. */
export function readmit(member: Member): Member {
  if (member.erased) refuse('member_erased', { member: member.id });
  if (!member.removed && member.expert !== 'disabled')
    refuse('expert_already_invited', { state: member.expert });
  return { ...member, removed: false, expert: wasAdmitted(member) ? 'admitted' : 'invited' };
}

/** Brings a removed member back with no right at all, for whoever gives him a new one; his place in the library rests. */
export function restore(member: Member): Member {
  if (!member.removed) return member;
  if (member.erased) refuse('member_erased', { member: member.id });
  return { ...member, removed: false, expert: wasAdmitted(member) ? 'disabled' : 'none' };
}

function wasAdmitted({ expert }: Member): boolean {
  return expert === 'admitted' || expert === 'disabled';
}

/** Refuses an admin who reaches for a member of another enterprise. */
export function mustBeColleagues(admin: Member, other: { readonly enterpriseId: string }): void {
  if (admin.enterpriseId !== other.enterpriseId) refuse('wrong_enterprise');
}

/**
 * The names that may not occur in anything outward: those of everybody who is or was in the expert library (rule 9). A
 * name that no admin has reviewed yet does not count, or anybody invited could forbid a common word.
 */
export function expertNames(members: readonly Member[]): string[] {
  return members.filter((member) => wasAdmitted(member) && member.name !== '').map(({ name }) => name);
}

/** Refuses a text for the world outside in which one of these names stands (rule 9); one letter alone is no name. */
export function mustNameNoExpert(text: string, names: readonly string[]): void {
  const name = names.find((each) => each.length >= 2 && text.includes(each));
  if (name !== undefined) refuse('expert_named', { name });
}
