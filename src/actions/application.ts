import type { Notice } from '../chat/port.ts';
import {
  type Application,
  apply,
  type Decision,
  decide,
  type ExpertProfile,
  expertProfile,
} from '../domain/application.ts';
import type { Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { openAdminCards, promiseCardsOf, promiseTextTo } from './promise-cards.ts';

/** Takes an expert's application for the library and brings it before the admins. */
export async function applyForLibrary(
  tx: Tx,
  input: { readonly member: Member; readonly profile: ExpertProfile },
): Promise<Notice> {
  const before = await tx.members.lock(input.member.id);
  const profile = expertProfile(input.profile);
  const { member, application } = apply(before, profile, { id: tx.newId(), at: tx.at });
  await tx.members.replace(member);
  await tx.applications.add(application);
  const { enterpriseId } = member;
  await record(tx, { enterpriseId, actor: member.id, act: 'apply', subject: application.id });
  await openAdminCards(tx, 'application-review', application);
  await showTo(tx, application);
  return { tone: 'success', text: '已提交入库申请，等待企业管理员审核。' };
}

const ANSWERS = {
  admitted: {
    notice: '已通过，这位专家现在可以评价。',
    text: '您的入库申请已通过：群里的专利卡片，点一颗星即完成评价。',
  },
  returned: {
    notice: '已退回，专家会收到您的意见。',
    text: '您的入库申请被退回，管理员的意见在上面的卡片里。请修改后重新提交。',
  },
} as const;

/** Records the admin's answer to an application, and tells the expert. */
export async function decideApplication(
  tx: Tx,
  input: { readonly admin: Member; readonly applicationId: string; readonly decision: Decision },
): Promise<Notice> {
  const known = await tx.applications.get(input.applicationId);
  const applicant = await tx.members.lock(known.memberId);
  const before = await tx.applications.get(input.applicationId);
  const { to } = input.decision;
  const { member, application } = decide(applicant, before, input.decision, input.admin, tx.at);
  if (application === before) return { tone: 'info', text: ANSWERS[to].notice };

  await tx.members.replace(member);
  await tx.applications.replace(application);
  await record(tx, {
    enterpriseId: application.enterpriseId,
    actor: input.admin.id,
    act: 'decide-application',
    subject: application.id,
    detail: { to },
  });
  await showTo(tx, application);
  await promiseTextTo(tx, member, `application:${application.id}`, ANSWERS[to].text);
  return { tone: 'success', text: ANSWERS[to].notice };
}

/** Lets the expert's own card, the admins' cards and the list of experts show what became of an application. */
async function showTo(tx: Tx, { id, memberId, enterpriseId }: Application): Promise<void> {
  for (const subject of [id, memberId, enterpriseId]) await promiseCardsOf(tx, subject);
}
