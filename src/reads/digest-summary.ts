import { reached } from '../domain/campaign.ts';
import type { Digest, DigestFigures } from '../domain/digest.ts';
import type { Tx } from '../stores/transactions.ts';
import { progressBar } from './campaign-wording.ts';
import type { Fact } from './people-wording.ts';

/** The figures of an enterprise in a period and at its end; the same for everybody who may read its digest. */
export async function digestFigures(
  tx: Tx,
  place: Pick<Digest, 'enterpriseId' | 'since' | 'until'>,
): Promise<DigestFigures> {
  const { enterpriseId, since, until } = place;
  const figures = await tx.digestFigures.figures(place);
  // A university's answer is news when it is taken in, whatever day it bears.
  return { ...figures, answers: await tx.audit.count(enterpriseId, 'answer-intent', since, until) };
}

/** How far the enterprise has come with what it has set itself; nothing before anything was pushed. */
export async function goalFact(tx: Tx, { enterpriseId }: Digest): Promise<Fact[]> {
  const progress = await tx.campaigns.progressOf(enterpriseId);
  if (progress.pushed === 0) return [];
  const done = reached(await tx.campaigns.goalOf(enterpriseId), progress);
  return [{ label: '目标进度', text: progressBar(done, progress.pushed) }];
}

/** The line that stands for a digest when nothing has happened. */
export function quietLine({ open, unrated }: DigestFigures): string {
  const news = '盘活周报：上次周报以来没有新的动态';
  if (open === 0) return `${news}，也没有待评价的专利。`;
  const untouched = unrated === 0 ? '' : `，其中 ${unrated} 件还没有人评价`;
  return `${news}；还有 ${open} 件专利可以评价${untouched}。发送「评价库」查看。`;
}
