import type { AdminProfile } from '../domain/admin-profile.ts';
import type { Application } from '../domain/application.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Member } from '../domain/member.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { AuditEntry } from '../stores/audit-store.ts';
import type { EvaluationVersion } from '../stores/expert-evaluation-store.ts';
import type { Person } from '../stores/person-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** An evaluation with the patent it is about and everything it once was. */
export interface GivenEvaluation extends ExpertEvaluation {
  readonly applicationNumber: string;
  readonly history: readonly EvaluationVersion[];
}

/** Everything that is stored about one member, for himself to read. */
export interface PersonData {
  readonly enterprise: string;
  readonly member: Member;
  /** 开通日期 */
  readonly openedAt: Date | null;
  /** What he said of himself as an admin, with mobile and mail opened; null when he said nothing. */
  readonly profile: AdminProfile | null;
  readonly accounts: readonly Person[];
  readonly applications: readonly Application[];
  readonly evaluations: readonly GivenEvaluation[];
  /** The searches he keeps. */
  readonly searches: readonly SavedSearch[];
  /** What he did, and what was done about him, his applications and his evaluations. */
  readonly audit: readonly AuditEntry[];
}

/** Reads everything that is stored about one member; throws `outside` when what is sealed does not open. */
export async function personData(tx: Tx, memberId: string): Promise<PersonData> {
  const member = await tx.members.get(memberId);
  const { enterpriseId } = member;
  const applications = await tx.applications.ofMember(memberId);
  const evaluations = await evaluationsOf(tx, memberId);
  const ids = [memberId, ...[...applications, ...evaluations].map(({ id }) => id)];
  return {
    enterprise: (await tx.enterprises.get(enterpriseId)).name,
    member,
    openedAt: (await tx.members.openedAt(enterpriseId)).get(memberId) ?? null,
    profile: await tx.adminProfiles.find(memberId),
    accounts: await tx.persons.ofMember(memberId),
    applications,
    evaluations,
    searches: await tx.searches.savedBy(memberId),
    audit: await tx.audit.about(enterpriseId, ids),
  };
}

async function evaluationsOf(tx: Tx, memberId: string): Promise<GivenEvaluation[]> {
  const history = await tx.expertEvaluations.historyOf(memberId);
  const given: GivenEvaluation[] = [];
  for (const evaluation of await tx.expertEvaluations.ofMember(memberId)) {
    const match = await tx.matches.get(evaluation.matchId);
    const { applicationNumber } = await tx.patents.get(match.patentId);
    const own = history.filter(({ evaluationId }) => evaluationId === evaluation.id);
    given.push({ ...evaluation, applicationNumber, history: own });
  }
  return given;
}
