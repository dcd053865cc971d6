import type { Member } from '../domain/member.ts';
import { may } from '../domain/permissions.ts';
import type { ToDo } from '../domain/reminder.ts';
import type { Tx } from '../stores/transactions.ts';

const NOTHING: ToDo = {
  ...{ toRate: 0, firstAt: null, lastAt: null },
  ...{ toReview: 0, reviewSince: null, applications: 0 },
};

/** What waits for a member now, as his roles have it. */
export async function toDoOf(tx: Tx, member: Member): Promise<ToDo> {
  const { id, enterpriseId } = member;
  return {
    ...NOTHING,
    ...(may(member, 'rate') ? await tx.reminders.toRate(enterpriseId, id, tx.at) : {}),
    ...(may(member, 'review') ? await tx.reminders.ofAdmins(enterpriseId) : {}),
  };
}
