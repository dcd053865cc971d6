import { ERASED_NAME, type Member, mustBeColleagues } from './member.ts';
import { mustBeAllowed } from './permissions.ts';
import { refuse } from './refusals.ts';
import { typedLine, typedText } from './typed-text.ts';

/**
 * What an expert says of himself (专家信息): the columns of the manual's list that he fills in. The ID number, which the
 * platform's form has too, is never asked for (rule 27).
 */
export interface ExpertProfile {
  readonly name: string;
  /** 职务 */
  readonly position: string;
  /** 所属单位 */
  readonly unit: string;
  /** 所属领域 */
  readonly field: string;
}

/** One application for the expert library (申请入库), kept with what became of it. */
export interface Application {
  readonly id: string;
  readonly enterpriseId: string;
  readonly memberId: string;
  readonly profile: ExpertProfile;
  readonly appliedAt: Date;
  readonly state: 'waiting' | 'admitted' | 'returned';
  /** The admin's opinion (审核意见); a return always has one. */
  readonly opinion: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** The longest opinion on an application, in characters. */
export const DECISION_LIMIT = 300;

/** Reads a profile as typed; refuses what is missing, too long or personal beyond need. */
export function expertProfile(typed: Readonly<Record<keyof ExpertProfile, string>>): ExpertProfile {
  const profile = {
    name: typedLine(typed.name),
    position: typedLine(typed.position),
    unit: typedLine(typed.unit),
    field: typedLine(typed.field),
  };
  if (profile.name === '') refuse('name_missing');
  if (Object.values(profile).includes('')) refuse('profile_incomplete');
  return profile;
}

/** The expert completes his profile and applies; a returned application may be repeated. */
export function apply(
  member: Member,
  profile: ExpertProfile,
  given: { readonly id: string; readonly at: Date },
): { readonly member: Member; readonly application: Application } {
  mustBeAllowed(member, 'apply');
  if (member.expert !== 'invited' && member.expert !== 'returned')
    refuse(member.expert === 'applied' ? 'already_applied' : 'not_invited', { state: member.expert });
  return {
    member: { ...member, name: profile.name, expert: 'applied' },
    application: {
      id: given.id,
      enterpriseId: member.enterpriseId,
      memberId: member.id,
      profile,
      appliedAt: given.at,
      state: 'waiting',
      opinion: '',
      decidedBy: null,
      decidedAt: null,
    },
  };
}

/** What is left of an application when its author is erased: that there was one, and what became of it. */
export function blankApplication(application: Application): Application {
  const profile = { name: ERASED_NAME, position: '', unit: '', field: '' };
  return { ...application, profile, opinion: '' };
}

/** The admin's answer to an application (专家审核). */
export interface Decision {
  readonly to: 'admitted' | 'returned';
  readonly opinion: string;
}

/** The admin answers the application he has seen; to return it he must say why. The same answer again changes nothing. */
export function decide(
  applicant: Member,
  application: Application,
  decision: Decision,
  admin: Member,
  at: Date,
): { readonly member: Member; readonly application: Application } {
  mustBeColleagues(admin, application);
  mustBeAllowed(admin, 'review-applications');
  if (application.state === decision.to) return { member: applicant, application };
  if (application.state !== 'waiting') refuse('application_not_waiting', { state: application.state });
  if (applicant.removed) refuse('applicant_gone');
  if (applicant.expert !== 'applied') refuse('application_not_waiting', { state: applicant.expert });
  const opinion = typedText(decision.opinion, { most: DECISION_LIMIT, tooLong: 'opinion_too_long' });
  if (decision.to === 'returned' && opinion === '') refuse('reason_missing');
  return {
    member: { ...applicant, expert: decision.to },
    application: { ...application, state: decision.to, opinion, decidedBy: admin.id, decidedAt: at },
  };
}
