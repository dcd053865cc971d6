import { COOPERATION_MODES, type CooperationMode } from './patent.ts';
import { refuse } from './refusals.ts';
import type { CodeOf, TaxonomyKind } from './taxonomy.ts';

/** What an enterprise wants to see (关注领域设置); empty lists mean that nothing was said about it. */
export interface Focus {
  /** Strategic emerging industry codes, for example `5.2`. */
  readonly sei: readonly string[];
  /** GB/T 4754 codes, for example `C38`. */
  readonly industries: readonly string[];
  /** IPC prefixes at any level, for example `H01M` or `H01M10`. */
  readonly ipc: readonly string[];
  readonly keywords: readonly string[];
  readonly cooperationModes: readonly CooperationMode[];
  /** Names of applicants, or their beginnings. */
  readonly applicants: readonly string[];
  /** Regions, or their beginnings. */
  readonly regions: readonly string[];
}

/** A focus that says nothing. */
export const NO_FOCUS: Focus = {
  sei: [],
  industries: [],
  ipc: [],
  keywords: [],
  cooperationModes: [],
  applicants: [],
  regions: [],
};

/** What the parts of a focus are called, in the order in which they are shown. */
export const FOCUS_NAMES: Readonly<Record<keyof Focus, string>> = {
  sei: '战略性新兴产业',
  industries: '国民经济行业',
  ipc: '技术分类 IPC',
  keywords: '关键词',
  applicants: '申请人',
  regions: '地区',
  cooperationModes: '合作方式',
};

/** The parts of a focus. */
export const FOCUS_PARTS = Object.keys(FOCUS_NAMES) as readonly (keyof Focus)[];

/** The most values of one part, and the longest of them, in characters: more is no focus. */
const MOST_VALUES = 30;
const LONGEST_VALUE = 40;

/** A focus as it comes from a form or a command: each part one text, its values parted by commas. */
export type TypedFocus = Readonly<Partial<Record<keyof Focus, string>>>;

/** Reads a focus as typed or chosen; refuses what is no code, and names its part. A code that cannot exist would match nothing for ever. */
export function readFocus(typed: TypedFocus, codeOf: CodeOf): Focus {
  const codes = (part: keyof Focus, kind: TaxonomyKind) =>
    valuesOf(part, typed, {
      between: BETWEEN_CODES,
      whole: (text) => isOneName(text, (each) => codeOf(kind, each) !== null),
    }).map((text) => codeOf(kind, text) ?? refuse('focus_code_unknown', { field: FOCUS_NAMES[part], text }));
  return {
    sei: unique(codes('sei', 'sei')),
    industries: unique(codes('industries', 'industry')),
    ipc: unique(codes('ipc', 'ipc')),
    keywords: unique(
      valuesOf('keywords', typed, { between: /[,;|\n]|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/u }),
    ),
    cooperationModes: unique(valuesOf('cooperationModes', typed).map(modeOf)),
    applicants: unique(valuesOf('applicants', typed)),
    regions: unique(valuesOf('regions', typed, { between: /[,;|\s]/u })),
  };
}

/** A blank parts codes where another one begins: not in `H01M 10`, nor before a name. */
const BETWEEN_CODES = /[,;|\n]|\s+(?=[A-Z]\d|\d\.\d)/iu;

/** Names of industries hold 、 themselves, alone or behind their code; a list has a code or a name on each side. */
function isOneName(text: string, isKnown: (text: string) => boolean): boolean {
  const parts = text.split('、');
  if (!/\p{Script=Han}/u.test(parts[0] ?? '')) return false;
  const name = text.replace(/^\P{Script=Han}+/u, '');
  return isKnown(name) || !parts.every(isKnown);
}

function modeOf(text: string): CooperationMode {
  const mode = COOPERATION_MODES.find((each) => each === text);
  return mode ?? refuse('focus_code_unknown', { field: FOCUS_NAMES.cooperationModes, text });
}

/** What parts the values of a part, beside 、 in what does not hold it as a whole; width was folded before. */
interface Parting {
  readonly between?: RegExp;
  readonly whole?: (text: string) => boolean;
}

function valuesOf(
  part: keyof Focus,
  typed: TypedFocus,
  { between = /[,;|\n]/u, whole = () => false }: Parting = {},
): string[] {
  const values = (typed[part] ?? '')
    .normalize('NFKC')
    .split(between)
    .flatMap((text) => (whole(text) ? [text] : text.split('、')))
    .map((value) => value.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    // Whoever answers in words says so when a part is to be empty.
    .filter((value) => value !== '无')
    .filter((value) => /[\p{L}\p{N}]/u.test(value));
  const field = FOCUS_NAMES[part];
  if (values.length > MOST_VALUES || values.some((value) => [...value].length > LONGEST_VALUE))
    refuse('focus_too_much', { field, values: MOST_VALUES, limit: LONGEST_VALUE });
  return values;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** A focus as it would be typed; `readFocus` reads it again. */
export function typedFocus(focus: Focus): Readonly<Record<keyof Focus, string>> {
  const entries = FOCUS_PARTS.map((part) => [part, focus[part].join(',')] as const);
  return Object.fromEntries(entries) as Record<keyof Focus, string>;
}

/** Says whether a focus says nothing. */
export function saysNothing(focus: Focus): boolean {
  return FOCUS_PARTS.every((part) => focus[part].length === 0);
}

/** What one part of a focus gained and lost. */
export interface FocusChange {
  readonly part: keyof Focus;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What a change did, part by part; empty when nothing, whatever the order of the values. */
export function focusChanges(before: Focus, after: Focus): FocusChange[] {
  return FOCUS_PARTS.flatMap((part) => {
    const [were, are]: [readonly string[], readonly string[]] = [before[part], after[part]];
    const added = are.filter((value) => !were.includes(value));
    const removed = were.filter((value) => !are.includes(value));
    return added.length + removed.length === 0 ? [] : [{ part, added, removed }];
  });
}
