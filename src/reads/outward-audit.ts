import type { AuditEntry } from '../stores/audit-store.ts';
import type { Tx } from '../stores/transactions.ts';

/** The acts by which something went outward, came back from there, or was kept from going, with their Chinese words. */
const OUTWARD_ACTS: Readonly<Record<string, string>> = {
  'submit-evaluation': '提交企业评价',
  'post-evaluation': '企业评价已被平台收录',
  'evaluation-refused': '企业评价被平台退回',
  'post-evaluation-by-hand': '企业评价已人工填报',
  'undo-evaluation-by-hand': '撤销企业评价的填报标记',
  'submit-intent': '提交合作意向',
  'post-intent': '合作意向已被平台收录',
  'intent-refused': '合作意向被平台退回',
  'post-intent-by-hand': '合作意向已人工填报',
  'undo-intent-by-hand': '撤销合作意向的填报标记',
  'withdraw-intent': '撤回合作意向',
  'report-end-of-intent': '合作意向已在平台撤下',
  'end-of-intent-refused': '平台没有接收合作意向的撤回',
  'answer-intent': '高校答复合作意向',
  'submit-demand': '提交公开需求',
  'post-demand': '公开需求已被平台收录',
  'demand-refused': '公开需求被平台退回',
  'post-demand-by-hand': '公开需求已人工填报',
  'undo-demand-by-hand': '撤销公开需求的填报标记',
  'close-demand': '关闭公开需求',
  'report-end-of-demand': '公开需求已在平台撤下',
  'end-of-demand-refused': '平台没有接收公开需求的关闭',
  'give-up-job': '停止自动提交',
};

/** An entry of the audit trail in words. */
export interface AuditLine {
  readonly at: Date;
  /** Who did it: a member's name as it is now, or 运维人员, 平台, 渠道. */
  readonly who: string;
  /** What was done, in Chinese where it went outward. */
  readonly did: string;
  readonly subject: string;
  readonly stars: number | null;
  /** The exact text. */
  readonly text: string;
  readonly receipt: string;
  /** Why it did not go, or what was answered. */
  readonly remark: string;
}

/** Which outward entries are asked for; times as in the audit store. */
export interface OutwardWish {
  readonly since?: Date;
  readonly until?: Date;
  readonly limit: number;
  readonly offset?: number;
}

/** What an enterprise has sent outward and what became of it, newest first, for its admins and the operator. */
export async function outwardAudit(tx: Tx, enterpriseId: string, wish: OutwardWish): Promise<AuditLine[]> {
  const entries = await tx.audit.listed(enterpriseId, { ...wish, acts: Object.keys(OUTWARD_ACTS) });
  return auditLines(await actorNames(tx, enterpriseId), entries);
}

/** The names under which the actors of an enterprise's trail are shown, by their ids. */
export async function actorNames(tx: Tx, enterpriseId: string): Promise<ReadonlyMap<string, string>> {
  const members = await tx.members.ofEnterprise(enterpriseId);
  const others = [
    ['operator', '运维人员'],
    ['platform', '平台'],
    ['channel', '渠道'],
  ] as const;
  return new Map([...others, ...members.map(({ id, name }) => [id, name] as const)]);
}

/** Puts entries into words. */
export function auditLines(names: ReadonlyMap<string, string>, entries: readonly AuditEntry[]): AuditLine[] {
  return entries.map(({ at, actor, act, subject, detail }) => {
    const word = (name: string) => (typeof detail[name] === 'string' ? detail[name] : '');
    const { stars } = detail;
    return {
      at,
      who: names.get(actor) ?? actor,
      did: OUTWARD_ACTS[act] ?? act,
      subject,
      stars: typeof stars === 'number' ? stars : null,
      text: word('text') || word('opinion'),
      receipt: word('receipt'),
      remark: word('refusal') || word('reason') || word('answer'),
    };
  });
}
