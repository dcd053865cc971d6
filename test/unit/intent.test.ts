import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginIntent,
  confirmIntent,
  draftIntent,
  type Intent,
  intentAnswered,
  intentPosted,
  intentRefused,
  isLiving,
  markIntentPosted,
  mustBeFirst,
  outwardIntent,
  reopenIntent,
  unmarkIntentPosted,
  withdrawIntent,
} from '../../src/domain/intent.ts';
import { AT, anAdmin, anEnterprise, anExpert, aPatent, later, refusal } from '../support/builders.ts';
import { anIntent, aSubmittedIntent, FILLED } from '../support/cooperation.ts';

const speaker = { enterprise: anEnterprise(), admin: anAdmin() };
const stranger = { enterprise: anEnterprise({ id: 'e-2' }), admin: anAdmin({ enterpriseId: 'e-2' }) };
const patent = aPatent();
const words = { fields: FILLED, expertNames: ['专家一'] };
const about = { patent, matchId: 'match-1', origin: 'focus' as const };
const receipt = { id: 'PT-1', at: later(9) };
const answer = { state: 'interested', text: '愿意面谈', answeredAt: later(20) };
const shown = { revision: 2, expertNames: [] };
const drafted = draftIntent(speaker, anIntent(), patent, words);
const submitted = confirmIntent(speaker, drafted, patent, shown, AT);
const byHand = markIntentPosted(speaker, submitted, later(5));
const posted = intentPosted(submitted, receipt);
const answered = intentAnswered(posted, answer);
const refused = intentRefused(submitted, '单位未认证');
const withdrawn = withdrawIntent(speaker, drafted, later(7));

const SENT: ReadonlySet<string> = new Set(['submitted', 'posted', 'answered', 'refused']);

/** Everything an admin can do with an intent, and at which one it is done. */
const BY_ADMINS: readonly (readonly [string, (by: typeof speaker) => Intent])[] = [
  ['begun', (by) => beginIntent({ ...by, enterprise: speaker.enterprise }, about, null, 'new')],
  ['drafted', (by) => draftIntent(by, anIntent(), patent, words)],
  ['taken back', (by) => reopenIntent(by, drafted)],
  ['confirmed', (by) => confirmIntent(by, drafted, patent, shown, AT)],
  ['marked', (by) => markIntentPosted(by, submitted, AT)],
  ['unmarked', (by) => unmarkIntentPosted(by, byHand)],
  ['withdrawn', (by) => withdrawIntent(by, drafted, AT)],
];

describe.each(BY_ADMINS)('an intent is %s', (_, act) => {
  it('by an admin of its enterprise and by nobody else', () => {
    expect(() => act(speaker)).not.toThrow();
    expect(() => act(stranger)).toThrow(refusal('wrong_enterprise'));
    expect(() => act({ ...speaker, admin: anExpert() })).toThrow(refusal('admins_only'));
    expect(() => act({ ...speaker, admin: anAdmin({ removed: true }) })).toThrow(refusal('member_removed'));
  });

  it('while its enterprise is served', () => {
    const closed = anEnterprise({ state: 'closed' });
    if (_ !== 'begun')
      expect(() => act({ ...speaker, enterprise: closed })).toThrow(refusal('enterprise_closed'));
    expect(() => beginIntent({ ...speaker, enterprise: closed }, about, null, 'new')).toThrow(
      refusal('enterprise_closed'),
    );
  });
});

describe('the form of an intent', () => {
  it('is empty at first and keeps the library it was opened in', () => {
    expect(beginIntent(speaker, about, null, 'intent-9')).toEqual(
      anIntent({ id: 'intent-9', origin: 'focus' }),
    );
  });

  it.each([drafted, submitted, posted, answered])('is refused where one lives, which is named', (living) => {
    expect(() => beginIntent(speaker, about, living, 'new')).toThrow(
      expect.objectContaining({ code: 'duplicate_intent', facts: { intent: 'intent-1' } }),
    );
  });

  it.each([null, refused, withdrawn])('opens anew where none lives', (existing) => {
    expect(() => mustBeFirst(existing)).not.toThrow();
    expect(beginIntent(speaker, about, existing, 'new')).toMatchObject({ id: 'new', state: 'editing' });
  });
});

describe('a patent that has left the register', () => {
  it.each(['withdrawn', 'expired', 'transferred'] as const)('gets no intent once it is %s', (state) => {
    const gone = aPatent({ state });
    const no = refusal('patent_not_transferable');
    expect(() => beginIntent(speaker, { ...about, patent: gone }, null, 'new')).toThrow(no);
    expect(() => draftIntent(speaker, anIntent(), gone, words)).toThrow(no);
    expect(() => confirmIntent(speaker, drafted, gone, shown, AT)).toThrow(no);
  });
});

describe('the draft of an intent', () => {
  it('is the exact text, with the patent and a line for each field', () => {
    expect(drafted).toMatchObject({ state: 'draft', revision: 2, fields: FILLED, draftedBy: 'admin-1' });
    expect(drafted.text.split('\n')).toEqual([
      '合作意向：一种固态电池电解质膜的制备方法 CN209910000001.1',
      '合作方式：转让、普通许可',
      '需求描述：希望在现有产线上做一次中试。',
      '联系人：联系人甲',
      '联系电话：13800000000',
    ]);
  });

  it('counts up when it changes, and not when the same is written twice', () => {
    expect(draftIntent(speaker, drafted, patent, words)).toBe(drafted);
    const shorter = draftIntent(speaker, drafted, patent, { ...words, fields: FILLED.slice(1) });
    expect(shorter).toMatchObject({ state: 'draft', revision: 3 });
    const again = draftIntent(speaker, reopenIntent(speaker, drafted), patent, words);
    expect(again).toMatchObject({ state: 'draft', revision: 4, text: drafted.text });
  });

  it('names no expert and is not empty', () => {
    const naming = { fields: FILLED, expertNames: ['联系人甲'] };
    expect(() => draftIntent(speaker, anIntent(), patent, naming)).toThrow(refusal('expert_named'));
    const empty = { fields: [], expertNames: [] };
    expect(() => draftIntent(speaker, anIntent(), patent, empty)).toThrow(refusal('form_empty'));
  });

  it.each([submitted, byHand, posted, answered])('is final once it was confirmed', (intent) => {
    expect(() => draftIntent(speaker, intent, patent, words)).toThrow(refusal('already_confirmed'));
    expect(() => reopenIntent(speaker, intent)).toThrow(refusal('already_confirmed'));
    expect(() => confirmIntent(speaker, intent, patent, shown, AT)).toThrow(refusal('already_confirmed'));
  });

  it.each([refused, withdrawn])('is over with its intent', (intent) => {
    expect(() => draftIntent(speaker, intent, patent, words)).toThrow(refusal('cooperation_over'));
    expect(() => reopenIntent(speaker, intent)).toThrow(refusal('cooperation_over'));
    expect(() => confirmIntent(speaker, intent, patent, shown, AT)).toThrow(refusal('cooperation_over'));
    expect(() => markIntentPosted(speaker, intent, AT)).toThrow(refusal('cooperation_over'));
  });
});

describe('the title of a patent', () => {
  it('may hold a word that is also the name of an expert', () => {
    const named = { ...words, expertNames: ['固态'] };
    const draft = draftIntent(speaker, anIntent(), patent, named);
    expect(draft.state).toBe('draft');
    expect(confirmIntent(speaker, draft, patent, { ...shown, ...named }, AT).state).toBe('submitted');
  });

  it('stays on the line of the heading', () => {
    const draft = draftIntent(speaker, anIntent(), aPatent({ title: '一种膜\n联系电话：0' }), words);
    expect(draft.text.split('\n')).toHaveLength(FILLED.length + 1);
  });
});

describe('a confirmation', () => {
  it('fixes the very text that was shown', () => {
    expect(submitted).toEqual({ ...drafted, state: 'submitted', submittedBy: 'admin-1', submittedAt: AT });
  });

  it.each([
    ['an older text', drafted, 1],
    ['a newer text', drafted, 3],
    ['a text that is back in the form', reopenIntent(speaker, drafted), 3],
    ['no text at all', anIntent(), 1],
  ])('of %s is refused', (_, intent, revision) => {
    const other = { ...shown, revision };
    expect(() => confirmIntent(speaker, intent, patent, other, AT)).toThrow(refusal('draft_changed'));
  });

  it('is refused when an expert of a name in the text has joined since', () => {
    const names = { ...shown, expertNames: ['联系人甲'] };
    expect(() => confirmIntent(speaker, drafted, patent, names, AT)).toThrow(refusal('expert_named'));
  });
});

describe('entering an intent by hand', () => {
  it('is noted with who and when, once', () => {
    expect(byHand).toMatchObject({ state: 'posted', postedBy: 'admin-1', postedAt: later(5), receipt: null });
    for (const intent of [byHand, posted, answered])
      expect(() => markIntentPosted(speaker, intent, AT)).toThrow(refusal('already_posted'));
    for (const intent of [anIntent(), drafted])
      expect(() => markIntentPosted(speaker, intent, AT)).toThrow(refusal('not_confirmed'));
  });

  it('can be taken back while nothing has come of it', () => {
    expect(unmarkIntentPosted(speaker, byHand)).toEqual(submitted);
    const known = [intentPosted(byHand, receipt), intentAnswered(byHand, answer), posted, submitted, drafted];
    for (const intent of known)
      expect(() => unmarkIntentPosted(speaker, intent)).toThrow(refusal('not_posted_by_hand'));
  });
});

describe('what the platform says', () => {
  it('is a receipt, once', () => {
    expect(posted).toMatchObject({ state: 'posted', receipt: 'PT-1', postedAt: later(9), postedBy: null });
    expect(intentPosted(posted, { id: 'PT-2', at: later(10) })).toBe(posted);
    expect(() => intentPosted(drafted, receipt)).toThrow(refusal('not_confirmed'));
  });

  it('is kept also for what was entered by hand, answered, refused or withdrawn before', () => {
    expect(intentPosted(byHand, receipt)).toEqual({ ...byHand, receipt: 'PT-1' });
    for (const before of [intentAnswered(submitted, answer), refused, withdrawIntent(speaker, submitted, AT)])
      expect(intentPosted(before, receipt)).toMatchObject({ state: before.state, receipt: 'PT-1' });
  });

  it('is a refusal only of what waits for it', () => {
    expect(refused).toMatchObject({ state: 'refused', refusal: '单位未认证' });
    for (const intent of [drafted, byHand, posted, answered, withdrawn])
      expect(intentRefused(intent, '单位未认证')).toBe(intent);
  });
});

describe('the answer of the university', () => {
  it('is replaced by a later one and never by an earlier one', () => {
    expect(answered).toMatchObject({ state: 'answered', answer });
    const next = { state: 'declined', text: '已许可他人', answeredAt: later(30) };
    expect(intentAnswered(answered, next).answer).toEqual(next);
    expect(intentAnswered(intentAnswered(answered, next), answer).answer).toEqual(next);
  });

  it('may come before the receipt, and leaves a withdrawn intent withdrawn', () => {
    expect(intentAnswered(submitted, answer)).toMatchObject({ state: 'answered', receipt: null });
    const given = intentAnswered(withdrawIntent(speaker, posted, AT), answer);
    expect(given).toMatchObject({ state: 'withdrawn', answer });
    expect(() => intentAnswered(drafted, answer)).toThrow(refusal('not_confirmed'));
  });
});

describe('a withdrawal', () => {
  it.each([anIntent(), drafted, submitted, byHand, posted, answered])('ends an intent, once', (intent) => {
    const ended = withdrawIntent(speaker, intent, later(7));
    expect(ended).toEqual({ ...intent, state: 'withdrawn', withdrawnBy: 'admin-1', withdrawnAt: later(7) });
    expect(isLiving(intent)).toBe(true);
    expect(isLiving(ended)).toBe(false);
    expect(withdrawIntent(speaker, ended, later(8))).toBe(ended);
  });

  it('is not needed for what the platform has refused', () => {
    expect(isLiving(refused)).toBe(false);
    expect(() => withdrawIntent(speaker, refused, AT)).toThrow(refusal('cooperation_over'));
  });
});

describe('what goes outward of an intent', () => {
  it('is six values and nothing else', () => {
    expect(
      outwardIntent(speaker.enterprise, patent, aSubmittedIntent({ origin: 'resource', text: 'a' })),
    ).toEqual({
      enterprise: 'platform-enterprise-1',
      applicationNumber: 'CN209910000001.1',
      origin: 'resource',
      fields: FILLED,
      text: 'a',
      submittedAt: AT,
    });
  });

  it('is nothing before the confirmation and after the end', () => {
    const outward = (intent: Intent) => outwardIntent(speaker.enterprise, patent, intent);
    for (const intent of [anIntent(), drafted])
      expect(() => outward(intent)).toThrow(refusal('not_confirmed'));
    for (const intent of [refused, withdrawn, withdrawIntent(speaker, submitted, AT)])
      expect(() => outward(intent)).toThrow(refusal('cooperation_over'));
  });
});

describe('no way of pressing, answering and refusing', () => {
  const steps: Record<string, (intent: Intent, revision: number) => Intent> = {
    draft: (intent, text) =>
      draftIntent(speaker, intent, patent, {
        fields: [{ name: 'need', label: '需求描述', value: String(text) }],
        expertNames: [],
      }),
    reopen: (intent) => reopenIntent(speaker, intent),
    confirm: (intent, revision) => confirmIntent(speaker, intent, patent, { revision, expertNames: [] }, AT),
    mark: (intent) => markIntentPosted(speaker, intent, AT),
    unmark: (intent) => unmarkIntentPosted(speaker, intent),
    post: (intent) => intentPosted(intent, receipt),
    refuse: (intent) => intentRefused(intent, '不符'),
    answer: (intent) => intentAnswered(intent, answer),
    withdraw: (intent) => withdrawIntent(speaker, intent, AT),
  };
  const walk = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.integer({ min: 1, max: 6 })));

  /** The steps of a walk that no rule refused, with the intent before and after each. */
  function taken(path: readonly (readonly [string, number])[]) {
    let intent = anIntent();
    return path.flatMap(([name, revision]) => {
      const before = intent;
      try {
        intent = steps[name]?.(before, revision) ?? before;
      } catch {
        return [];
      }
      return [{ name, revision, before, after: intent }];
    });
  }

  it('sends a text that was not confirmed by its last revision', () => {
    fc.assert(
      fc.property(walk, (path) => {
        const walked = taken(path);
        const confirmations = walked.filter(({ name }) => name === 'confirm');
        expect(confirmations.length).toBeLessThan(2);
        for (const { before, revision } of confirmations)
          expect([before.state, before.revision]).toEqual(['draft', revision]);
        const text = confirmations[0]?.before.text ?? null;
        const sent = walked.filter(({ after }) => after.submittedAt !== null);
        expect(sent.every(({ after }) => after.text === text)).toBe(true);
        const outward = walked.filter(({ after }) => SENT.has(after.state));
        expect(outward.every(({ after }) => after.submittedAt !== null)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
