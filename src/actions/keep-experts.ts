import type { Notice } from '../chat/port.ts';
import {
  disable,
  type Member,
  mustBeColleagues,
  mustLeaveAnAdmin,
  readmit,
  remove,
} from '../domain/member.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import type { Tx } from '../stores/transactions.ts';
import { record } from './audit.ts';
import { openPrivateCard, promiseCardsFor, promiseCardsOf } from './promise-cards.ts';

/** What an admin may do with somebody in his list of experts. */
export const EXPERT_VERBS = ['disable', 'remove', 'readmit'] as const;

/** One of them. */
export type ExpertVerb = (typeof EXPERT_VERBS)[number];

const DONE: Readonly<Record<ExpertVerb, string>> = {
  disable: '已停用，这位专家暂不能评价。',
  remove: '已移除，这位成员从现在起不能再操作。',
  readmit: '已重新启用这位专家。',
};

/** Disables, removes or takes back an expert of the admin's own enterprise; it counts from that moment. */
export async function keepExpert(
  tx: Tx,
  input: { readonly admin: Member; readonly memberId: string; readonly verb: ExpertVerb },
): Promise<Notice> {
  const { admin, verb } = input;
  mustBeAllowed(admin, 'recommend-experts');
  // Whoever counts the admins holds the enterprise, or two who remove each other would leave nobody.
  if (verb === 'remove') await tx.enterprises.lock(admin.enterpriseId);
  const before = await tx.members.lock(input.memberId);
  mustBeColleagues(admin, before);
  if (verb === 'remove' && before.removed) return { tone: 'info', text: DONE[verb] };
  const after = await changed(tx, before, verb);
  await tx.members.replace(after);
  const { enterpriseId, id } = after;
  await record(tx, { enterpriseId, actor: admin.id, act: `${verb}-expert`, subject: id });
  if (verb === 'readmit' && after.expert === 'invited')
    await openPrivateCard(tx, 'application', after, after);
  await promiseCardsFor(tx, after);
  await promiseCardsOf(tx, enterpriseId);
  return { tone: 'success', text: DONE[verb] };
}

async function changed(tx: Tx, before: Member, verb: ExpertVerb): Promise<Member> {
  if (verb === 'disable') return disable(before);
  if (verb === 'readmit') return readmit(before);
  mustLeaveAnAdmin(before, await tx.members.adminsOf(before.enterpriseId));
  return remove(before);
}
