import { z } from 'zod';
import type { Notice } from '../chat/port.ts';
import type { CardKind } from '../domain/card-kind.ts';
import type { Member } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import { starsOf } from '../domain/stars.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { draftEvaluation, openEvaluation, reopenEvaluation } from './draft-evaluation.ts';
import { ratePatent } from './rate-patent.ts';
import { reviewEvaluation } from './review-evaluation.ts';
import { markEvaluationPosted, submitEvaluation } from './submit-evaluation.ts';

/** A press of a button by a member on one of our cards, proven and looked up; `input` is still as it came. */
export interface Press {
  readonly card: SentCard;
  readonly member: Member;
  readonly input: unknown;
}

interface ButtonRule {
  /** The cards that carry this button; on any other it is refused. */
  readonly on: readonly CardKind[];
  readonly run: (tx: Tx, press: Press) => Promise<Notice>;
}

const version = z.number().int().positive();
const text = z.string().max(4000);

const Rate = z.object({ stars: z.number(), opinion: text.optional() });
const Review = z.object({
  evaluation: z.string().max(36),
  to: z.enum(['accepted', 'returned', 'rejected']),
  version,
  reason: text.default(''),
});
const Draft = z.object({ stars: z.coerce.number().optional(), opinion: text.default('') });
const Submit = z.object({ revision: version });

/** Every button of every card, by the verb it carries. */
export const BUTTONS: Readonly<Record<string, ButtonRule>> = {
  rate: {
    on: ['patent', 'returned'],
    run: (tx, { card, member, input }) => {
      const { stars, opinion } = read(Rate, input);
      const rating = { stars: starsOf(stars), ...(opinion === undefined ? {} : { opinion }) };
      return ratePatent(tx, { matchId: card.matchId, member, rating });
    },
  },
  review: {
    on: ['review'],
    run: (tx, { card, member, input }) => {
      const { evaluation, ...verdict } = read(Review, input);
      return reviewEvaluation(tx, { matchId: card.matchId, evaluationId: evaluation, verdict, member });
    },
  },
  'open-evaluation': {
    on: ['patent', 'review'],
    run: (tx, { card, member }) => openEvaluation(tx, { matchId: card.matchId, member }),
  },
  draft: {
    on: ['enterprise-evaluation'],
    run: (tx, { card, member, input }) => {
      const { stars, opinion } = read(Draft, input);
      if (stars === undefined) refuse('stars_missing');
      return draftEvaluation(tx, { matchId: card.matchId, member, stars: starsOf(stars), opinion });
    },
  },
  reopen: {
    on: ['enterprise-evaluation'],
    run: (tx, { card, member }) => reopenEvaluation(tx, { matchId: card.matchId, member }),
  },
  submit: {
    on: ['enterprise-evaluation'],
    run: (tx, { card, member, input }) =>
      submitEvaluation(tx, { matchId: card.matchId, member, revision: read(Submit, input).revision }),
  },
  'mark-posted': {
    on: ['enterprise-evaluation'],
    run: (tx, { card, member }) => markEvaluationPosted(tx, { matchId: card.matchId, member }),
  },
};

function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const found = schema.safeParse(input);
  return found.success ? found.data : refuse('input_unreadable');
}
