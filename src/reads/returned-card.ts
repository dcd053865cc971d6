import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { type Button, starButtons } from './patent-card.ts';
import { shorten, titleOf } from './wording.ts';

/** What an expert sees when the admin has returned his answer: why, what he had said, and the same five stars. */
export interface ReturnedCard {
  readonly card: string;
  readonly title: string;
  readonly waiting: boolean;
  readonly reason: string;
  readonly given: string;
  readonly opinion: string;
  readonly status: string;
  readonly stars: readonly Button[];
}

/** Reads what the card of a returned answer shows at this moment. */
export async function returnedCard(
  tx: Tx,
  card: string,
  matchId: string,
  memberId: string,
): Promise<ReturnedCard> {
  const match = await tx.matches.get(matchId);
  const patent = await tx.patents.get(match.patentId);
  const answer = (await tx.expertEvaluations.findOf(matchId, memberId)) ?? refuse('evaluation_missing');
  const waiting = match.state === 'open' && answer.state === 'returned';
  return {
    card,
    title: titleOf(patent),
    waiting,
    reason: answer.reason,
    given: `您给的评价：${answer.stars} 星${answer.opinion === '' ? '' : `，${shorten(answer.opinion, 300)}`}`,
    opinion: answer.opinion,
    status: match.state === 'open' ? '您的新评价已交企业管理员审核。' : '该专利的评价已结束，无需再修改。',
    stars: starButtons(card),
  };
}
