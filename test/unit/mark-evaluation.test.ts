import { describe, expect, it } from 'vitest';
import type { EnterpriseEvaluation } from '../../src/domain/enterprise-evaluation.ts';
import { isMarked, markPosted, unmarkPosted } from '../../src/domain/mark-evaluation.ts';
import {
  AT,
  aMatch,
  anAdmin,
  anEnterpriseEvaluation,
  anExpert,
  aSubmittedEvaluation,
  later,
  refusal,
} from '../support/builders.ts';

const closed = aMatch({ state: 'closed' });
const shown = anEnterpriseEvaluation();
const stranger = anAdmin({ enterpriseId: 'enterprise-2' });
const afterwards = (state: EnterpriseEvaluation['state']) => aSubmittedEvaluation({ state });

describe('entering it by hand', () => {
  it.each(['submitted', 'refused'] as const)('is noted with who and when for one that is %s', (state) => {
    expect(markPosted(closed, afterwards(state), anAdmin(), later(7))).toMatchObject({
      state: 'posted',
      postedBy: 'admin-1',
      postedAt: later(7),
      receipt: null,
    });
  });

  it('is refused twice, before the submission, to a stranger and to an expert', () => {
    const mark = (evaluation: EnterpriseEvaluation | null, admin = anAdmin()) =>
      markPosted(closed, evaluation, admin, AT);
    expect(() => mark(afterwards('posted'))).toThrow(refusal('already_posted'));
    expect(() => mark(shown)).toThrow(refusal('not_submitted'));
    expect(() => mark(null)).toThrow(refusal('not_submitted'));
    expect(() => mark(afterwards('submitted'), stranger)).toThrow(refusal('wrong_enterprise'));
    expect(() => mark(afterwards('submitted'), anExpert())).toThrow(refusal('admins_only'));
  });
});

describe('taking back that it was entered by hand', () => {
  const marked = (over: Partial<EnterpriseEvaluation> = {}) =>
    markPosted(closed, { ...afterwards('submitted'), ...over }, anAdmin(), later(7));

  it('makes it wait again, or leaves it refused as it was', () => {
    expect(isMarked(marked())).toBe(true);
    expect(unmarkPosted(closed, marked(), anAdmin())).toMatchObject({
      state: 'submitted',
      postedBy: null,
      postedAt: null,
    });
    const turnedDown = marked({ state: 'refused', refusal: '该专利正在变更登记' });
    expect(unmarkPosted(closed, turnedDown, anAdmin())).toMatchObject({
      state: 'refused',
      refusal: '该专利正在变更登记',
    });
  });

  it('is refused where nothing was entered by hand, to a stranger and to an expert', () => {
    const unmark = (evaluation: EnterpriseEvaluation | null, admin = anAdmin()) =>
      unmarkPosted(closed, evaluation, admin);
    expect(() => unmark(null)).toThrow(refusal('not_posted_by_hand'));
    expect(() => unmark(afterwards('submitted'))).toThrow(refusal('not_posted_by_hand'));
    expect(() => unmark({ ...marked(), receipt: 'PT-1' })).toThrow(refusal('not_posted_by_hand'));
    expect(() => unmark(marked(), stranger)).toThrow(refusal('wrong_enterprise'));
    expect(() => unmark(marked(), anExpert())).toThrow(refusal('admins_only'));
  });
});
