import type { Application } from '../domain/application.ts';
import type { Member } from '../domain/member.ts';
import type { Tx } from '../stores/transactions.ts';
import { expertStateName } from './people-wording.ts';

/** Somebody on the list of experts, with everything the list says of him. */
export interface ExpertRow {
  readonly member: Member;
  /** 开通日期 */
  readonly openedAt: Date;
  /** His newest application; undefined until he has sent one. */
  readonly application: Application | undefined;
  /** How many patents he has evaluated. */
  readonly given: number;
  /** How many patents wait for his evaluation; 0 for whoever may not rate. */
  readonly awaited: number;
  /** 当前评价状态 */
  readonly status: string;
  readonly tint: 'orange' | 'green' | 'grey';
}

/**
 * Everybody who is or was on the way into an enterprise's expert library, the newest account first as on the platform,
 * whoever was removed at the end. The number of queries does not grow with the number of experts.
 */
export async function expertRows(tx: Tx, enterpriseId: string): Promise<ExpertRow[]> {
  const experts = (await tx.members.ofEnterprise(enterpriseId)).filter(({ expert }) => expert !== 'none');
  const openedAt = await tx.members.openedAt(enterpriseId);
  const applications = await tx.applications.newestOf(enterpriseId);
  const ratable = await tx.matches.countRatable(enterpriseId);
  const tallies = await tx.expertEvaluations.talliesOf(enterpriseId);
  const rows = experts.map((member) => {
    const { given, ofRatable } = tallies.get(member.id) ?? { given: 0, ofRatable: 0 };
    const awaited = member.expert === 'admitted' && !member.removed ? Math.max(0, ratable - ofRatable) : 0;
    return {
      member,
      openedAt: openedAt.get(member.id) ?? tx.at,
      application: applications.get(member.id),
      given,
      awaited,
      ...statusOf(member, awaited),
    };
  });
  return rows.sort(
    (a, b) =>
      Number(a.member.removed) - Number(b.member.removed) ||
      b.openedAt.getTime() - a.openedAt.getTime() ||
      (a.member.id < b.member.id ? 1 : -1),
  );
}

function statusOf(member: Member, awaited: number): Pick<ExpertRow, 'status' | 'tint'> {
  if (member.expert !== 'admitted' || member.removed) {
    const waiting = member.expert === 'applied' && !member.removed;
    return { status: expertStateName(member), tint: waiting ? 'orange' : 'grey' };
  }
  return awaited > 0 ? { status: '待评价', tint: 'orange' } : { status: '已评价', tint: 'green' };
}
