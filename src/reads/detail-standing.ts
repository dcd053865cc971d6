import type { Match } from '../domain/match.ts';
import type { Tx } from '../stores/transactions.ts';
import { starsLine } from './wording.ts';

/** Where the enterprise stands with a patent, as its group sees it. */
export async function matchStanding(tx: Tx, match: Match): Promise<string> {
  if (match.state === 'waiting') return '已匹配，待推送';
  if (match.state === 'withdrawn') return '已不在登记库，评价已停止';
  if (match.library === 'focus') return '来自转化关注库，仅供查看';
  const own = match.state === 'closed' ? await tx.enterpriseEvaluations.findOfMatch(match.id) : null;
  if (own) return `企业评价：${starsLine(own.stars)}`;
  const { length } = await tx.expertEvaluations.ofMatch(match.id);
  return length === 0 ? '评价中，还没有专家评价' : `评价中，已有 ${length} 位专家评价`;
}
