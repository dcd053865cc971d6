import { type Member, type Role, rolesOf } from './member.ts';
import { refuse } from './refusals.ts';

/**
 * Who may do what: the table of the platform's manual, line by line (lines 42-49), in its order and with its names.
 * Each √ is spelled out as the acts it stands for. Nothing else decides who may do what.
 */
export const PERMISSIONS = [
  { line: '推荐技术专家', admin: ['recommend-experts', 'review-applications'], expert: [] },
  { line: '专利评价管理', admin: ['manage-evaluations'], expert: [] },
  {
    line: '专利转化评价库',
    admin: ['view-evaluation-library', 'evaluate', 'review'],
    expert: ['view-evaluation-library', 'rate'],
  },
  {
    line: '专利转化关注库',
    admin: ['view-focus-library', 'set-focus', 'send-intent'],
    expert: ['view-focus-library'],
  },
  {
    line: '专利转化资源库',
    admin: ['view-resource-library', 'send-intent'],
    expert: ['view-resource-library'],
  },
  { line: '企业需求发布管理', admin: ['manage-demands'], expert: [] },
] as const satisfies readonly Line[];

/** What the manual's table is silent on: the admin's account and export (rule 22), and what panhuo adds. */
export const BESIDES = [
  { line: '导出', admin: ['export'], expert: [] },
  { line: '导入', admin: ['import-patents'], expert: [] },
  { line: '周报设置', admin: ['plan-digest'], expert: [] },
  { line: '盘活任务', admin: ['follow-campaign', 'plan-campaign'], expert: [] },
  { line: '企业管理员', admin: ['keep-admin-profile', 'manage-admins', 'bind-groups'], expert: [] },
] as const satisfies readonly Line[];

/** What everybody may do who is a member and not removed: his own account, before he is admitted too (manual, line 57). */
export const OF_EVERY_MEMBER = ['ask-for-help', 'apply'] as const;

interface Line {
  readonly line: string;
  readonly admin: readonly string[];
  readonly expert: readonly string[];
}

type Lines = (typeof PERMISSIONS)[number] | (typeof BESIDES)[number];

/** Something a member may want to do. */
export type Act = Lines[Role][number] | (typeof OF_EVERY_MEMBER)[number];

/** The roles to which an act is open; empty when it is open to every member. */
function rolesFor(act: Act): readonly Role[] {
  const lines: readonly Line[] = [...PERMISSIONS, ...BESIDES];
  return (['admin', 'expert'] as const).filter((role) => lines.some((line) => line[role].includes(act)));
}

function isOfEveryMember(act: Act): boolean {
  return OF_EVERY_MEMBER.some((each) => each === act);
}

/** Says whether a member may do something now. */
export function may(member: Member, act: Act): boolean {
  if (isOfEveryMember(act)) return !member.removed;
  const allowed = rolesFor(act);
  return rolesOf(member).some((role) => allowed.includes(role));
}

/** Refuses, with the reason that helps most, when a member may not do something now. */
export function mustBeAllowed(member: Member, act: Act): void {
  if (may(member, act)) return;
  if (member.removed) refuse('member_removed', { member: member.id });
  const allowed = rolesFor(act);
  if (!allowed.includes('expert')) refuse('admins_only', { act });
  if (member.isAdmin) refuse('experts_only', { act });
  if (member.expert === 'none') refuse('not_an_expert', { act });
  if (member.expert === 'disabled') refuse('expert_disabled', { act });
  refuse('expert_not_admitted', { state: member.expert });
}
