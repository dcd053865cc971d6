import { describe, expect, it } from 'vitest';
import {
  type ExpertEvaluation,
  OPINION_LIMIT,
  opinionOf,
  rate,
  review,
  type Verdict,
} from '../../src/domain/expert-evaluation.ts';
import { AT, aMatch, anAdmin, anExpert, anExpertEvaluation, later, refusal } from '../support/builders.ts';

const given = { id: 'new', at: later(1) };
const first = anExpertEvaluation();
const reviewed = (state: Verdict) =>
  anExpertEvaluation({ state, reason: '理由', reviewedBy: 'admin-1', reviewedAt: AT, version: 2 });
const verdict = (to: Verdict, over = {}) => ({ to, reason: '请补充依据', version: 1, ...over });
const reviewAs = (evaluation: ExpertEvaluation, asked: ReturnType<typeof verdict>) =>
  review(aMatch(), evaluation, asked, anAdmin(), later(2));

describe('an opinion', () => {
  it('loses the blanks around it and may be as long as the limit, counted in characters', () => {
    expect(opinionOf(' \n可中试 ')).toBe('可中试');
    expect(opinionOf('🔋'.repeat(OPINION_LIMIT))).toHaveLength(2 * OPINION_LIMIT);
  });

  it('is refused when it is longer', () => {
    expect(() => opinionOf('可'.repeat(OPINION_LIMIT + 1))).toThrow(refusal('opinion_too_long'));
  });
});

describe('rating', () => {
  it('makes a first answer that waits for the admin', () => {
    expect(rate(aMatch(), anExpert(), null, { stars: 4, opinion: ' 可中试 ' }, given)).toEqual(
      anExpertEvaluation({ id: 'new', opinion: '可中试', ratedAt: later(1) }),
    );
  });

  it('leaves the opinion empty when none is given', () => {
    expect(rate(aMatch(), anExpert(), null, { stars: 2 }, given).opinion).toBe('');
  });

  it('keeps an opinion that the new answer does not mention, and drops one that it empties', () => {
    expect(rate(aMatch(), anExpert(), first, { stars: 2 }, given).opinion).toBe(first.opinion);
    expect(rate(aMatch(), anExpert(), first, { stars: 2, opinion: '' }, given).opinion).toBe('');
  });

  it('has the reasons its opinion names, until another opinion takes its place', () => {
    const early = rate(aMatch(), anExpert(), first, { stars: 2, opinion: '太贵 太早' }, given);
    expect(early.reasons).toEqual(['too-early', 'cost']);
    expect(rate(aMatch(), anExpert(), early, { stars: 3 }, given).reasons).toEqual(early.reasons);
    expect(rate(aMatch(), anExpert(), early, { stars: 3, opinion: '已成熟' }, given).reasons).toEqual([]);
  });

  it('has the reasons that were chosen, too, until others are or an opinion without them is given', () => {
    const rateFrom = (before: ExpertEvaluation | null, rating: object) =>
      rate(aMatch(), anExpert(), before, { stars: 2, ...rating }, given);
    const chosen = rateFrom(null, { opinion: '太早', reasons: ['cost', 'too-early'] });
    expect(chosen.reasons).toEqual(['too-early', 'cost']);
    expect(rateFrom(chosen, { reasons: [] })).toBe(chosen);
    expect(rateFrom(chosen, { reasons: ['have-it'] })).toMatchObject({
      reasons: ['too-early', 'have-it'],
      opinion: '太早',
      version: 2,
    });
    expect(rateFrom(chosen, { opinion: '可以', reasons: [] }).reasons).toEqual([]);
  });

  it.each(['accepted', 'returned'] as const)('anew wipes the verdict %s and waits again', (state) => {
    const again = rate(aMatch(), anExpert(), reviewed(state), { stars: 5 }, given);
    const waits = { id: 'answer-1', stars: 5, ratedAt: later(1), version: 3 } as const;
    expect(again).toEqual(anExpertEvaluation(waits));
  });

  it.each(['submitted', 'accepted'] as const)(
    'with the same answer changes nothing while it is %s',
    (state) => {
      const before = anExpertEvaluation({ state });
      expect(rate(aMatch(), anExpert(), before, { stars: 4 }, given)).toBe(before);
    },
  );

  it('with the same answer hands a returned one in again', () => {
    expect(rate(aMatch(), anExpert(), reviewed('returned'), { stars: 4 }, given)).toMatchObject({
      state: 'submitted',
      version: 3,
    });
  });

  it('is refused after a rejection', () => {
    expect(() => rate(aMatch(), anExpert(), reviewed('rejected'), { stars: 5 }, given)).toThrow(
      refusal('evaluation_rejected'),
    );
  });

  it('is refused to an expert of another enterprise before anything else is looked at', () => {
    const stranger = anExpert({ enterpriseId: 'enterprise-2', expert: 'none' });
    expect(() => rate(aMatch({ state: 'closed' }), stranger, null, { stars: 5 }, given)).toThrow(
      refusal('wrong_enterprise'),
    );
  });
});

describe('a review', () => {
  it.each(['accepted', 'returned', 'rejected'] as const)('makes an answer %s', (to) => {
    expect(reviewAs(first, verdict(to))).toEqual({
      ...first,
      state: to,
      reason: '请补充依据',
      reviewedBy: 'admin-1',
      reviewedAt: later(2),
      version: 2,
    });
  });

  it('accepts without a reason, and neither returns nor rejects without one', () => {
    expect(reviewAs(first, verdict('accepted', { reason: ' ' })).reason).toBe('');
    for (const to of ['returned', 'rejected'] as const)
      expect(() => reviewAs(first, verdict(to, { reason: ' \n' }))).toThrow(refusal('reason_missing'));
  });

  it('with the same verdict again changes nothing', () => {
    const accepted = reviewed('accepted');
    expect(reviewAs(accepted, verdict('accepted'))).toBe(accepted);
  });

  it('with another verdict on the same answer is refused', () => {
    expect(() => reviewAs(reviewed('accepted'), verdict('rejected'))).toThrow(refusal('evaluation_changed'));
    expect(() => reviewAs(reviewed('accepted'), verdict('rejected', { version: 2 }))).toThrow(
      refusal('already_reviewed'),
    );
  });

  it('of an answer the expert has changed meanwhile is refused', () => {
    expect(() => reviewAs(anExpertEvaluation({ version: 3 }), verdict('accepted'))).toThrow(
      refusal('evaluation_changed'),
    );
  });

  it('of an answer to another match is refused', () => {
    expect(() => reviewAs(anExpertEvaluation({ matchId: 'match-2' }), verdict('accepted'))).toThrow(
      refusal('evaluation_missing'),
    );
  });

  it('is refused to an admin of another enterprise and after the match has ended', () => {
    const stranger = anAdmin({ enterpriseId: 'enterprise-2' });
    expect(() => review(aMatch(), first, verdict('accepted'), stranger, AT)).toThrow(
      refusal('wrong_enterprise'),
    );
    for (const [state, code] of [
      ['closed', 'evaluation_closed'],
      ['withdrawn', 'patent_not_registered'],
    ] as const)
      expect(() => review(aMatch({ state }), first, verdict('accepted'), anAdmin(), AT)).toThrow(
        refusal(code),
      );
  });
});
