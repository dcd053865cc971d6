import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draft,
  type EnterpriseEvaluation,
  isSubmitted,
  outwardEvaluation,
  proposeOpinion,
  quotesAnExpert,
  recordReceipt,
  recordRefusal,
  reopen,
  submit,
} from '../../src/domain/enterprise-evaluation.ts';
import { OPINION_LIMIT } from '../../src/domain/expert-evaluation.ts';
import {
  AT,
  aMatch,
  anAdmin,
  anEnterprise,
  anEnterpriseEvaluation,
  anExpert,
  anExpertEvaluation,
  aPatent,
  aSubmittedEvaluation,
  later,
  refusal,
} from '../support/builders.ts';

const text = { stars: 5, opinion: '愿意进一步了解。', expertNames: ['专家一'] } as const;
const shown = anEnterpriseEvaluation();
const stranger = anAdmin({ enterpriseId: 'enterprise-2' });
const confirmed = { revision: 1, expertNames: ['专家一'] };
const receipt = { id: 'PT-0001', at: later(9) };
const SUBMITTED: readonly EnterpriseEvaluation['state'][] = ['submitted', 'posted', 'refused'];
const afterwards = (state: EnterpriseEvaluation['state']) => aSubmittedEvaluation({ state });

describe('a draft', () => {
  it('is the text of the admin, shown for confirmation', () => {
    expect(draft(aMatch(), null, { ...text, opinion: ' 愿意进一步了解。\n' }, anAdmin(), 'new')).toEqual(
      anEnterpriseEvaluation({ id: 'new', stars: 5, opinion: '愿意进一步了解。' }),
    );
  });

  it('counts every rewriting, and none when the text is the same', () => {
    const rewritten = draft(aMatch(), shown, text, anAdmin({ id: 'admin-2' }), 'new');
    expect(rewritten).toMatchObject({ id: 'evaluation-1', revision: 2, draftedBy: 'admin-2' });
    expect(draft(aMatch(), rewritten, text, anAdmin(), 'new')).toBe(rewritten);
  });

  it('of the same text counts all the same after it was taken back into the form', () => {
    const editing = reopen(aMatch(), shown, anAdmin());
    const same = { ...text, stars: shown.stars, opinion: shown.opinion };
    expect(draft(aMatch(), editing, same, anAdmin(), 'new')).toMatchObject({ state: 'draft', revision: 3 });
  });

  it('is refused when it is empty, too long or names an expert', () => {
    const write = (opinion: string) => () => draft(aMatch(), null, { ...text, opinion }, anAdmin(), 'new');
    expect(write(' \n')).toThrow(refusal('opinion_missing'));
    expect(write('可'.repeat(OPINION_LIMIT + 1))).toThrow(refusal('opinion_too_long'));
    expect(write('专家一认为可行')).toThrow(refusal('expert_named'));
  });

  it.each(SUBMITTED)('is refused once the evaluation is %s', (state) => {
    expect(() => draft(aMatch({ state: 'closed' }), afterwards(state), text, anAdmin(), 'new')).toThrow(
      refusal('already_submitted'),
    );
  });

  it('is refused to a stranger, to an expert and where no ratings are taken', () => {
    const write = (match = aMatch(), admin = anAdmin()) => draft(match, null, text, admin, 'new');
    expect(() => write(aMatch(), stranger)).toThrow(refusal('wrong_enterprise'));
    expect(() => write(aMatch(), anExpert())).toThrow(refusal('admins_only'));
    expect(() => write(aMatch({ library: 'focus' }))).toThrow(refusal('view_only_library'));
    expect(() => write(aMatch({ state: 'withdrawn' }))).toThrow(refusal('patent_not_registered'));
  });
});

describe('taking a draft back', () => {
  it('voids what was shown for confirmation, once', () => {
    const editing = reopen(aMatch(), shown, anAdmin());
    expect(editing).toEqual({ ...shown, state: 'editing', revision: 2 });
    expect(reopen(aMatch(), editing, anAdmin())).toBe(editing);
  });

  it('is refused without a draft, to a stranger, to an expert and after the end', () => {
    expect(() => reopen(aMatch(), null, anAdmin())).toThrow(refusal('draft_missing'));
    expect(() => reopen(aMatch(), shown, stranger)).toThrow(refusal('wrong_enterprise'));
    expect(() => reopen(aMatch(), shown, anExpert())).toThrow(refusal('admins_only'));
    expect(() => reopen(aMatch({ state: 'withdrawn' }), shown, anAdmin())).toThrow(
      refusal('patent_not_registered'),
    );
  });

  it.each(SUBMITTED)('is refused once it is %s', (state) => {
    expect(() => reopen(aMatch(), afterwards(state), anAdmin())).toThrow(refusal('already_submitted'));
  });
});

describe('a submission', () => {
  it('closes the match and fixes the very draft that was shown', () => {
    const { match, evaluation } = submit(aMatch(), shown, confirmed, anAdmin({ id: 'admin-2' }), later(5));
    expect(match).toMatchObject({ state: 'closed', closedAt: later(5) });
    expect(evaluation).toEqual({
      ...shown,
      state: 'submitted',
      submittedBy: 'admin-2',
      submittedAt: later(5),
    });
  });

  it.each([
    ['an older revision', anEnterpriseEvaluation({ revision: 2 })],
    ['a newer revision', anEnterpriseEvaluation({ revision: 0 })],
    ['a text that is back in the form', anEnterpriseEvaluation({ state: 'editing' })],
  ])('of %s is refused', (_, evaluation) => {
    expect(() => submit(aMatch(), evaluation, confirmed, anAdmin(), AT)).toThrow(refusal('draft_changed'));
  });

  it('is refused when an expert of a name in the text has joined since', () => {
    const names = { ...confirmed, expertNames: ['专家一', '中试线'] };
    expect(() => submit(aMatch(), shown, names, anAdmin(), AT)).toThrow(refusal('expert_named'));
  });

  it.each(SUBMITTED)('is refused a second time, when it is %s', (state) => {
    expect(() => submit(aMatch({ state: 'closed' }), afterwards(state), confirmed, anAdmin(), AT)).toThrow(
      refusal('already_submitted'),
    );
  });

  it('is refused without a draft, to a stranger, to an expert, to a removed admin and after a withdrawal', () => {
    expect(() => submit(aMatch(), null, confirmed, anAdmin(), AT)).toThrow(refusal('draft_missing'));
    expect(() => submit(aMatch(), shown, confirmed, stranger, AT)).toThrow(refusal('wrong_enterprise'));
    expect(() => submit(aMatch(), shown, confirmed, anExpert(), AT)).toThrow(refusal('admins_only'));
    expect(() => submit(aMatch(), shown, confirmed, anAdmin({ removed: true }), AT)).toThrow(
      refusal('member_removed'),
    );
    expect(() => submit(aMatch({ state: 'withdrawn' }), shown, confirmed, anAdmin(), AT)).toThrow(
      refusal('patent_not_registered'),
    );
  });
});

describe('the answer of the platform', () => {
  it('is a receipt that settles a submission, once', () => {
    const posted = recordReceipt(aSubmittedEvaluation(), receipt);
    expect(posted).toMatchObject({ state: 'posted', receipt: 'PT-0001', postedAt: later(9), postedBy: null });
    expect(recordReceipt(posted, { id: 'PT-0002', at: later(10) })).toBe(posted);
  });

  it('may be a receipt after all when it was a refusal before', () => {
    const refused = recordRefusal(aSubmittedEvaluation(), '专利已下架');
    expect(refused).toMatchObject({ state: 'refused', refusal: '专利已下架' });
    expect(recordReceipt(refused, receipt)).toMatchObject({ state: 'posted', refusal: '' });
  });

  it.each(['draft', 'editing', 'posted', 'refused'] as const)(
    'as a refusal changes nothing that is %s',
    (state) => {
      const evaluation = anEnterpriseEvaluation({ state });
      expect(recordRefusal(evaluation, '专利已下架')).toBe(evaluation);
    },
  );

  it.each(['draft', 'editing'] as const)('as a receipt is refused for one that is %s', (state) => {
    expect(() => recordReceipt(anEnterpriseEvaluation({ state }), receipt)).toThrow(refusal('not_submitted'));
  });
});

describe('what goes outward', () => {
  it('is five values and nothing else', () => {
    expect(outwardEvaluation(anEnterprise(), aPatent(), aSubmittedEvaluation())).toEqual({
      enterprise: 'platform-enterprise-1',
      applicationNumber: 'CN209910000001.1',
      stars: 4,
      opinion: shown.opinion,
      submittedAt: AT,
    });
  });

  it.each(['draft', 'editing'] as const)('is refused for one that is %s', (state) => {
    const evaluation = anEnterpriseEvaluation({ state });
    expect(isSubmitted(evaluation)).toBe(false);
    expect(() => outwardEvaluation(anEnterprise(), aPatent(), evaluation)).toThrow(refusal('not_submitted'));
  });
});

describe('the proposal', () => {
  const answer = (opinion: string, state: 'accepted' | 'submitted' | 'returned' | 'rejected' = 'accepted') =>
    anExpertEvaluation({ opinion, state });

  it('holds accepted opinions only, each once, in an order that says nothing of who gave them', () => {
    const answers = [answer('乙'), answer('甲'), answer('乙'), answer(''), answer('丙', 'submitted')];
    const more = [answer('丁', 'returned'), answer('戊', 'rejected')];
    expect(proposeOpinion([...answers, ...more])).toBe(proposeOpinion([...answers].reverse()));
    expect(
      proposeOpinion([...answers, ...more])
        .split('\n')
        .sort(),
    ).toEqual(['乙', '甲'].sort());
  });

  it('never exceeds the limit, cuts no opinion in half and has no room for a star', () => {
    const answers = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }), { maxLength: 6 });
    fc.assert(
      fc.property(answers, (opinions) => {
        const single = opinions.map((opinion) => opinion.replaceAll('\n', ' '));
        const proposal = proposeOpinion(single.map((opinion) => answer(opinion)));
        expect([...proposal].length).toBeLessThanOrEqual(OPINION_LIMIT);
        const parts = proposal.split('\n').filter((part) => part !== '');
        expect(parts.every((part) => single.includes(part))).toBe(true);
      }),
    );
  });
});

describe('a quotation of an expert', () => {
  it('is noticed when the text holds an opinion word for word, but not for a word of three letters', () => {
    const answers = [
      anExpertEvaluation({ opinion: '工艺成熟，可中试' }),
      anExpertEvaluation({ opinion: '很可行' }),
    ];
    expect(quotesAnExpert('我司认为工艺成熟，可中试。', answers)).toBe(true);
    expect(quotesAnExpert('我司认为很可行', answers)).toBe(false);
    expect(quotesAnExpert('我司愿意进一步了解', answers)).toBe(false);
  });
});
