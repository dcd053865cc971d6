import { CARD_KINDS, type CardKind } from '../../src/domain/card-kind.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Outcome } from './matrix-cell.ts';
import { DIGEST, digestPresses } from './matrix-digest.ts';
import { focusPresses } from './matrix-focus.ts';
import { importPresses } from './matrix-imports.ts';
import { needPresses } from './matrix-needs.ts';
import type { KindName } from './matrix-people.ts';
import { MATCH_STATES, type MatchState, type Stage, searchOf } from './matrix-stage.ts';

/** A press of a button in one state of what its card is about. */
export interface Press {
  readonly on: CardKind;
  /** What the card is about; `reader` stands for the member whose card it is, or who would be it. */
  readonly subject: string;
  /** Which state, target or input this is. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, string>>;
  /** True when the card shows what its reader has searched for. */
  readonly searched?: boolean;
  /** What comes of it when the manual lets the presser do it. */
  readonly outcome: Outcome;
  /** The kinds of people for whom it comes to that, where their own state decides; it is refused to others. */
  readonly only?: readonly KindName[];
}

/** Stands for the member whose card it is. */
export const READER = 'reader';

/** Every press of every button, by the verb it carries. */
export function pressesOn(stage: Stage): Readonly<Record<string, readonly Press[]>> {
  return {
    ...evaluationPresses(stage),
    ...needPresses(stage),
    ...importPresses(stage),
    ...focusPresses(stage),
    ...digestPresses(stage),
    ...peoplePresses(stage),
  };
}

type Content = Pick<Press, 'value' | 'form'>;

function evaluationPresses(stage: Stage): Record<string, Press[]> {
  const { answers, foreignAnswer, matches } = stage;
  /** A press in every state of a match; it does something in those named and is refused in the others. */
  const inStates = (
    on: CardKind,
    does: readonly MatchState[],
    content: (state: MatchState) => Content,
  ): Press[] =>
    MATCH_STATES.map((state) => {
      const outcome = does.includes(state) ? 'does' : 'refuses';
      return { on, subject: matches[state].id, name: state, outcome, ...content(state) };
    });
  const own = 'enterprise-evaluation';
  const unfinished = ['fresh', 'open'] as const;
  const rating = { value: { stars: 3 }, form: { opinion: '可以中试' } };
  const text = { value: {}, form: { stars: '5', opinion: '建议洽谈。' } };
  const verdict = (evaluation = 'none') => ({ value: { evaluation, to: 'accepted', version: 1 } });
  const judged = { on: 'review', subject: matches.open.id } as const;
  const all = { on: 'evaluations', subject: stage.enterpriseId } as const;
  /** The same on the details of the patent. */
  const onDetail = (does: readonly MatchState[], content: Content = { value: {} }): Press[] =>
    inStates('detail', does, () => content).map((press, at) => {
      const state = MATCH_STATES[at];
      return state === undefined ? press : { ...press, subject: matches[state].patentId };
    });
  const library = { on: 'library', subject: stage.enterpriseId } as const;
  const digest = { on: 'digest', subject: DIGEST } as const;
  const toDo = { on: 'to-do', subject: READER } as const;
  const listed = { on: 'portfolio', subject: matches.fresh.id } as const;
  const detail = { on: 'detail', subject: matches.open.patentId } as const;
  const readable = MATCH_STATES.filter((state) => state !== 'focus');
  return {
    rate: [
      ...inStates('patent', unfinished, () => rating),
      ...inStates('returned', unfinished, () => rating),
    ],
    review: [
      ...inStates('review', ['open'], (state) => verdict(answers[matches[state].id])),
      { ...judged, ...verdict(foreignAnswer), name: 'an answer of another enterprise', outcome: 'refuses' },
      {
        ...judged,
        ...verdict(answers[matches.closed.id]),
        name: 'an answer to another patent',
        outcome: 'refuses',
      },
    ],
    'open-evaluations': [
      { on: 'help', subject: stage.enterpriseId, name: 'opens', value: {}, outcome: 'does' },
      { on: 'campaign', subject: stage.enterpriseId, name: 'opens', value: {}, outcome: 'does' },
      { ...toDo, name: 'opens', value: {}, outcome: 'does' },
    ],
    'turn-evaluations': [{ ...all, name: 'turns', value: { to: 'p:2,s:submitted' }, outcome: 'does' }],
    'filter-evaluations': [
      { ...all, name: 'filters', value: {}, form: { state: 'submitted', stars: '4' }, outcome: 'does' },
    ],
    'open-listed': [
      { ...all, name: 'a review', value: { which: `review:${answers[matches.open.id]}` }, outcome: 'does' },
      { ...all, name: 'the own', value: { which: `own:${answers[matches.open.id]}` }, outcome: 'does' },
      { ...all, name: 'another’s', value: { which: `review:${foreignAnswer}` }, outcome: 'refuses' },
      { ...all, name: 'none', value: { which: '0' }, outcome: 'refuses' },
    ],
    'accept-listed': [
      { ...all, name: 'an answer', value: { seen: `${answers[matches.open.id]}.1` }, outcome: 'does' },
      { ...all, name: 'another’s answer', value: { seen: `${foreignAnswer}.1` }, outcome: 'refuses' },
      { ...all, name: 'nonsense', value: { seen: 'x' }, outcome: 'refuses' },
    ],
    'open-detail': [
      ...inStates('patent', MATCH_STATES, () => ({ value: {} })),
      {
        on: 'patent',
        subject: matches.open.id,
        name: 'another’s number',
        value: { which: 'patent:none' },
        outcome: 'refuses',
      },
      {
        ...library,
        name: 'one of the list',
        value: { which: `patent:${matches.open.patentId}` },
        outcome: 'does',
      },
      { ...library, name: 'none', value: { which: '0' }, outcome: 'refuses' },
      {
        ...detail,
        name: 'one like it',
        value: { which: `patent:${matches.fresh.patentId}` },
        outcome: 'does',
      },
      { ...detail, name: 'none like it', value: {}, outcome: 'refuses' },
      { ...digest, name: 'one of the week', value: listedAs(matches.open), outcome: 'does' },
      { ...toDo, name: 'one that waits', value: listedAs(matches.open), outcome: 'does' },
    ],
    'open-library': [
      {
        on: 'help',
        subject: stage.enterpriseId,
        name: 'opens',
        value: { library: 'focus' },
        outcome: 'does',
      },
      { on: 'help', subject: stage.enterpriseId, name: 'the usual', value: {}, outcome: 'does' },
      {
        on: 'focus',
        subject: stage.enterpriseId,
        name: 'opens',
        value: { library: 'focus' },
        outcome: 'does',
      },
      { ...digest, name: 'opens', value: { library: 'evaluation' }, outcome: 'does' },
      { ...toDo, name: 'opens', value: { library: 'evaluation' }, outcome: 'does' },
    ],
    'turn-library': [
      { ...library, name: 'turns', value: { to: 'evaluation:2' }, outcome: 'does' },
      { ...library, name: 'nonsense', value: { to: '<>' }, outcome: 'refuses' },
    ],
    'export-library': [{ ...library, name: 'exports', value: {}, outcome: 'does' }],
    'search-library': [
      { ...library, name: 'searches', value: {}, form: { words: '电池', ipc: 'H01M' }, outcome: 'does' },
      { ...library, name: 'too much', value: {}, form: { words: '词'.repeat(101) }, outcome: 'refuses' },
    ],
    ...savedSearchPresses(stage),
    'open-rating': [
      ...onDetail(MATCH_STATES),
      { ...library, name: 'one of the list', value: listedAs(matches.open), outcome: 'does' },
      { ...library, name: 'none', value: {}, outcome: 'refuses' },
      { ...digest, name: 'one of the week', value: listedAs(matches.open), outcome: 'does' },
      { ...toDo, name: 'one that waits', value: listedAs(matches.open), outcome: 'does' },
      { ...digest, name: 'another’s', value: { which: 'patent:none' }, outcome: 'refuses' },
    ],
    'open-portfolio': [
      ...inStates('patent', ['fresh', 'focus'], () => ({ value: {} })),
      ...onDetail(['fresh', 'focus']),
    ],
    'turn-portfolio': [
      { ...listed, name: 'opens a patent', value: { to: 'patent:2' }, outcome: 'does' },
      { ...listed, name: 'turns to nonsense', value: { to: 'expert:1' }, outcome: 'refuses' },
    ],
    'open-evaluation': [
      ...inStates('patent', readable, () => ({ value: {} })),
      ...inStates('review', readable, () => ({ value: {} })),
      ...onDetail(readable),
    ],
    draft: inStates(own, unfinished, () => text),
    reopen: inStates(own, ['open'], () => ({ value: {} })),
    submit: inStates(own, ['open'], () => ({ value: { revision: 1 } })),
    'mark-posted': inStates(own, ['closed'], () => ({ value: {} })),
    'unmark-posted': inStates(own, ['by-hand'], () => ({ value: {} })),
  };
}

/** How a list names the patent of a match. */
function listedAs({ patentId }: Match): { readonly which: string } {
  return { which: `patent:${patentId}` };
}

/** Everybody of the stage has saved a search. */
function savedSearchPresses({ enterpriseId, staff }: Stage): Record<string, Press[]> {
  const list = { on: 'saved-searches', subject: READER } as const;
  const library = { on: 'library', subject: enterpriseId } as const;
  const opens = { name: 'opens', value: {}, outcome: 'does' } as const;
  const own = { ...list, name: 'his own', value: { which: `search:${READER}` }, outcome: 'does' } as const;
  const others = {
    ...own,
    name: 'another’s',
    value: { which: `search:${searchOf(staff['boss']?.id ?? '')}` },
  };
  const form = { name: '每周看的' };
  return {
    'save-search': [
      { ...library, name: 'what he searched for', value: {}, form, searched: true, outcome: 'does' },
      { ...library, name: 'a whole library', value: {}, form, outcome: 'refuses' },
    ],
    'open-searches': [
      { ...library, ...opens },
      { ...library, ...opens, on: 'help' },
    ],
    'turn-searches': [
      { ...list, name: 'turns', value: { to: 'page:2' }, outcome: 'does' },
      { ...list, name: 'nonsense', value: { to: '<>' }, outcome: 'refuses' },
    ],
    'open-saved': [own, { ...others, outcome: 'refuses' }],
    'rename-saved': [
      { ...own, form },
      { ...others, form, outcome: 'refuses' },
    ],
    'drop-saved': [own, { ...others, outcome: 'refuses' }],
  };
}

function peoplePresses(stage: Stage): Record<string, Press[]> {
  const { enterpriseId } = stage;
  const opens = (on: CardKind): Press => ({
    on,
    subject: enterpriseId,
    name: 'opens',
    value: {},
    outcome: 'does',
  });
  const ofReader = { subject: READER, value: {}, outcome: 'does' } as const;
  const recommend = { on: 'recommend', subject: enterpriseId, value: {} } as const;
  const profile = { name: '专家一', position: '高级工程师', unit: '研发部', field: '机械' };
  const contact = { mobile: '13800001234', mail: 'someone@example.com' };
  const admin = { name: '管理员', department: '知识产权部', position: '经理', ...contact };
  return {
    show: CARD_KINDS.map((on) => ({ ...ofReader, on, name: 'looks' })),
    'open-experts': [opens('help'), { ...opens('to-do'), subject: READER }, opens('campaign')],
    'open-recommend': [opens('help'), opens('experts')],
    'open-admin-profile': [opens('help')],
    'open-application': [opens('help')],
    'edit-admin-profile': [{ ...ofReader, on: 'admin-profile', name: 'edits' }],
    'save-admin-profile': [{ ...ofReader, on: 'admin-profile', name: 'saves', form: admin }],
    apply: [
      { ...ofReader, on: 'application', name: 'applies', form: profile, only: ['invited', 'returned'] },
      { ...ofReader, on: 'application', name: 'says nothing', form: {}, outcome: 'refuses' },
    ],
    'decide-application': decisions(stage),
    turn: [{ on: 'experts', subject: enterpriseId, name: 'turns', value: { to: 'page:2' }, outcome: 'does' }],
    'keep-expert': keeping(stage),
    'recommend-picked': [
      { ...recommend, name: 'somebody', form: { people: 'ou_new' }, outcome: 'does' },
      { ...recommend, name: 'an expert', form: { people: '甲-admitted' }, outcome: 'repeats' },
      { ...recommend, name: 'nobody', form: {}, outcome: 'refuses' },
    ],
    'recommend-listed': [
      { ...recommend, name: 'somebody', form: { list: '13800001234' }, outcome: 'does' },
      { ...recommend, name: 'nobody', form: {}, outcome: 'refuses' },
    ],
  };
}

const DECISIONS = {
  applied: { admitted: 'does', returned: 'does' },
  admitted: { admitted: 'repeats', returned: 'refuses' },
  returned: { admitted: 'refuses', returned: 'repeats' },
} as const satisfies Record<string, Record<string, Outcome>>;

function decisions({ applications }: Stage): Press[] {
  return Object.entries(DECISIONS).flatMap(([state, outcomes]) =>
    Object.entries(outcomes).map(([to, outcome]) => ({
      on: 'application-review' as const,
      subject: applications[state as keyof typeof DECISIONS],
      name: `${state} to ${to}`,
      value: { to },
      form: { opinion: '请补充' },
      outcome,
    })),
  );
}

const KEEPING = {
  invited: { disable: 'refuses', remove: 'does', readmit: 'refuses' },
  applied: { disable: 'refuses', remove: 'does', readmit: 'refuses' },
  returned: { disable: 'refuses', remove: 'does', readmit: 'refuses' },
  admitted: { disable: 'does', remove: 'does', readmit: 'refuses' },
  disabled: { disable: 'refuses', remove: 'does', readmit: 'does' },
  'removed-expert': { disable: 'refuses', remove: 'repeats', readmit: 'does' },
} as const satisfies Record<string, Record<string, Outcome>>;

function keeping({ enterpriseId, foreign, staff }: Stage): Press[] {
  const keep = { on: 'experts', subject: enterpriseId } as const;
  const targets = Object.entries(KEEPING).flatMap(([kind, outcomes]) =>
    Object.entries(outcomes).map(([verb, outcome]) => {
      const value = { verb, member: staff[kind]?.id };
      return { ...keep, name: `${verb}s ${kind}`, value, outcome };
    }),
  );
  const foreigners = ['disable', 'remove', 'readmit'].map((verb): Press => {
    const value = { verb, member: foreign[verb === 'readmit' ? 'disabled' : 'admitted']?.id };
    return { ...keep, name: `${verb}s somebody of another enterprise`, value, outcome: 'refuses' };
  });
  return [...targets, ...foreigners];
}
