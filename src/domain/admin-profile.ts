import { mailOf, mobileOf } from './contact.ts';
import { refuse } from './refusals.ts';
import { mustHoldNoNationalId, typedLine } from './typed-text.ts';

/**
 * What an admin says of himself after he was bound, as at the platform's first login (manual, line 32): department and
 * position, and if he likes a mobile number and a work mail, which cooperation intents will name as contact.
 */
export interface AdminProfile {
  readonly memberId: string;
  /** 部门 */
  readonly department: string;
  /** 职务 */
  readonly position: string;
  /** Sealed at rest, masked on cards; empty when he did not say. */
  readonly mobile: string;
  /** 单位邮箱; sealed at rest, masked on cards; empty when he did not say. */
  readonly mail: string;
}

/** An admin's profile and name as typed; a field left empty keeps what was there before. */
export interface TypedAdminProfile {
  readonly name: string;
  readonly department: string;
  readonly position: string;
  readonly mobile: string;
  readonly mail: string;
}

/** The name of an admin until he has said his own; the channel does not tell it. */
export const NAMELESS_ADMIN = '企业管理员';

/** Reads an admin's profile; refuses a number or address that cannot be one, a national ID number, and what is missing. */
export function adminProfile(
  memberId: string,
  before: AdminProfile | null,
  typed: TypedAdminProfile,
): { readonly name: string; readonly profile: AdminProfile } {
  const name = typedLine(typed.name);
  const [department, position] = [typedLine(typed.department), typedLine(typed.position)];
  if (name === '') refuse('name_missing');
  if (department === '' || position === '') refuse('profile_incomplete');
  for (const contact of [typed.mobile, typed.mail]) mustHoldNoNationalId(contact);
  const mobile = typed.mobile.trim() === '' ? (before?.mobile ?? '') : mobileOf(typed.mobile);
  const mail = typed.mail.trim() === '' ? (before?.mail ?? '') : mailOf(typed.mail);
  if (mobile === null) refuse('mobile_unreadable');
  if (mail === null) refuse('mail_unreadable');
  return { name, profile: { memberId, department, position, mobile, mail } };
}
