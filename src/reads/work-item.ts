import type { PlatformMode } from '../domain/enterprise.ts';
import { isForAdmin, isForApi } from '../domain/platform-work.ts';
import type { PlatformWork } from '../stores/platform-work-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { originName } from './intent-wording.ts';
import { type Fact, fact } from './people-wording.ts';
import { starsLine, titleOf } from './wording.ts';

/** Something an admin has to enter on the platform by hand, or to take down there. */
export interface WorkItem {
  /** What it is, such as 企业评价. */
  readonly what: string;
  readonly heading: string;
  /** Where on the platform it belongs, in the platform's own words. */
  readonly place: string;
  /** Each to be copied by itself. */
  readonly fields: readonly Fact[];
}

/** What an enterprise's admins have to do on the platform by hand, the oldest first. */
export async function workForAdmins(
  tx: Tx,
  enterpriseId: string,
  mode: PlatformMode,
): Promise<PlatformWork[]> {
  return (await tx.platformWork.ofEnterprise(enterpriseId)).filter((work) => isForAdmin(work, mode));
}

/** Says how much waits for the platform, and how much of it for an admin; empty when nothing does. */
export async function waitingLine(tx: Tx, enterpriseId: string, mode: PlatformMode): Promise<string> {
  const work = await tx.platformWork.ofEnterprise(enterpriseId);
  const posting = work.filter((each) => isForApi(each, mode)).length;
  const byHand = work.filter((each) => isForAdmin(each, mode)).length;
  return posting + byHand === 0 ? '' : `平台待接收 ${posting} 件 · 待人工填报 ${byHand} 件`;
}

/** Reads what an admin enters of one thing, and where. */
export function workItem(tx: Tx, work: PlatformWork): Promise<WorkItem> {
  switch (work.of) {
    case 'evaluation':
      return evaluationItem(tx, work.id);
    case 'intent':
      return intentItem(tx, work);
    case 'demand':
      return demandItem(tx, work);
  }
}

async function evaluationItem(tx: Tx, id: string): Promise<WorkItem> {
  const evaluation = await tx.enterpriseEvaluations.get(id);
  const match = await tx.matches.get(evaluation.matchId);
  const patent = await tx.patents.get(match.patentId);
  const fields = [fact('专利评分', starsLine(evaluation.stars)), fact('评价意见', evaluation.opinion)];
  return {
    what: '企业评价',
    heading: titleOf(patent),
    place: '专利转化评价库',
    fields: [fact('专利号', patent.applicationNumber), ...fields],
  };
}

async function intentItem(tx: Tx, { kind, id }: PlatformWork): Promise<WorkItem> {
  const intent = await tx.intents.get(id);
  const patent = await tx.patents.get(intent.patentId);
  const number = fact('专利号', patent.applicationNumber);
  const heading = titleOf(patent);
  if (kind === 'end')
    return { what: '撤下合作意向', heading, place: '企业需求发布管理 · 高校院所合作需求', fields: [number] };
  const fields = [number, ...intent.fields.map(({ label, value }) => fact(label, value))];
  return { what: '合作意向', heading, place: originName(intent.origin), fields };
}

async function demandItem(tx: Tx, { kind, id }: PlatformWork): Promise<WorkItem> {
  const { title, fields } = await tx.demands.get(id);
  const place = '企业需求发布管理 · 公开需求';
  if (kind === 'end')
    return { what: '撤下公开需求', heading: title, place, fields: [fact('需求名称', title)] };
  return {
    what: '公开需求',
    heading: title,
    place,
    fields: fields.map(({ label, value }) => fact(label, value)),
  };
}
