import { z } from 'zod';
import { chosenReasons } from '../domain/rating-reason.ts';
import { refuse } from '../domain/refusals.ts';
import { starsOf } from '../domain/stars.ts';
import type { ButtonRule } from './button-rule.ts';
import { draftEvaluation, openEvaluation, reopenEvaluation } from './draft-evaluation.ts';
import { markEvaluationPosted, unmarkEvaluationPosted } from './mark-evaluation.ts';
import { theMatch } from './open-detail.ts';
import { openPortfolio } from './portfolio.ts';
import { readInput } from './press-input.ts';
import { ratePatent } from './rate-patent.ts';
import { reviewEvaluation } from './review-evaluation.ts';
import { submitEvaluation } from './submit-evaluation.ts';
import { turnCard } from './turn-card.ts';

const version = z.number().int().positive();
const text = z.string().max(4000);

const Rate = z.object({
  stars: z.number(),
  opinion: text.optional(),
  reasons: z.string().max(200).default(''),
});
const Review = z.object({
  evaluation: z.string().max(36),
  to: z.enum(['accepted', 'returned', 'rejected']),
  version,
  reason: text.default(''),
});
const Draft = z.object({ stars: z.coerce.number().optional(), opinion: text.default('') });
const Submit = z.object({ revision: version });
/** A page or a patent of a portfolio's list. */
const Turn = z.object({ to: z.string().regex(/^(page|patent):\d{1,6}$/) });

/** The buttons of cards about a match: rating, review and the enterprise's evaluation. */
export const EVALUATION_BUTTONS = {
  rate: {
    on: ['patent', 'returned'],
    act: 'rate',
    run: (tx, { card, member, input }) => {
      const { stars, opinion, reasons: chosen } = readInput(Rate, input);
      const reasons = chosenReasons(chosen) ?? refuse('input_unreadable');
      const rating = { stars: starsOf(stars), reasons, ...(opinion === undefined ? {} : { opinion }) };
      return ratePatent(tx, { matchId: card.subjectId, member, rating });
    },
  },
  review: {
    on: ['review'],
    act: 'review',
    run: (tx, { card, member, input }) => {
      const { evaluation, ...verdict } = readInput(Review, input);
      return reviewEvaluation(tx, { matchId: card.subjectId, evaluationId: evaluation, verdict, member });
    },
  },
  'open-evaluation': {
    on: ['patent', 'review', 'detail'],
    act: 'evaluate',
    run: async (tx, { card, member }) =>
      openEvaluation(tx, { matchId: (await theMatch(tx, card)).id, member }),
  },
  'open-portfolio': {
    on: ['patent', 'detail'],
    act: 'view-evaluation-library',
    run: async (tx, { card, member }) =>
      openPortfolio(tx, { matchId: (await theMatch(tx, card)).id, member }),
  },
  'turn-portfolio': {
    on: ['portfolio'],
    act: 'view-evaluation-library',
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  draft: {
    on: ['enterprise-evaluation'],
    act: 'evaluate',
    run: (tx, { card, member, input }) => {
      const { stars, opinion } = readInput(Draft, input);
      if (stars === undefined) refuse('stars_missing');
      return draftEvaluation(tx, { matchId: card.subjectId, member, stars: starsOf(stars), opinion });
    },
  },
  reopen: {
    on: ['enterprise-evaluation'],
    act: 'evaluate',
    run: (tx, { card, member }) => reopenEvaluation(tx, { matchId: card.subjectId, member }),
  },
  submit: {
    on: ['enterprise-evaluation'],
    act: 'evaluate',
    run: (tx, { card, member, input }) =>
      submitEvaluation(tx, {
        matchId: card.subjectId,
        member,
        revision: readInput(Submit, input).revision,
      }),
  },
  'mark-posted': {
    on: ['enterprise-evaluation'],
    act: 'evaluate',
    run: (tx, { card, member }) => markEvaluationPosted(tx, { matchId: card.subjectId, member }),
  },
  'unmark-posted': {
    on: ['enterprise-evaluation'],
    act: 'evaluate',
    run: (tx, { card, member }) => unmarkEvaluationPosted(tx, { matchId: card.subjectId, member }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
