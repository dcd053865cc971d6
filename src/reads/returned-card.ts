import { namesOfReasons, RATING_REASONS, type RatingReason } from '../domain/rating-reason.ts';
import { refuse } from '../domain/refusals.ts';
import type { Tx } from '../stores/transactions.ts';
import { type StarButton, starButtons } from './patent-card.ts';
import { type Fact, fact } from './people-wording.ts';
import { shorten, titleOf } from './wording.ts';

/** What an expert sees when the admin has returned his answer: why, what he had said, and the same five stars. */
export interface ReturnedCard {
  readonly card: string;
  readonly title: string;
  readonly number: string;
  readonly waiting: boolean;
  readonly reason: string;
  readonly given: string;
  readonly opinion: string;
  readonly status: string;
  readonly stars: readonly StarButton[];
  /** Reasons to choose from, and those he gave. */
  readonly chips: typeof RATING_REASONS;
  readonly chosen: readonly RatingReason[];
  /** The stars of the answer that came back. */
  readonly yourStars: number;
  /** The patent at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
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
  const why = [namesOfReasons(answer.reasons), shorten(answer.opinion, 300)]
    .map((part) => (part === '' ? '' : `，${part}`))
    .join('');
  return {
    card,
    title: titleOf(patent),
    number: patent.applicationNumber,
    waiting,
    reason: answer.reason,
    given: `您给的评价：${answer.stars} 星${why}`,
    opinion: answer.opinion,
    status: match.state === 'open' ? '您的新评价已交企业管理员审核。' : '该专利的评价已结束，无需再修改。',
    stars: starButtons(card, answer.stars),
    chips: RATING_REASONS,
    chosen: answer.reasons,
    yourStars: answer.stars,
    brief: [fact('专利号', patent.applicationNumber), fact('上次评价', `${answer.stars} 星`)],
  };
}
