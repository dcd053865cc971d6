import { COOPERATION_MODES, type CooperationMode, type PatentType } from './patent.ts';
import { refuse } from './refusals.ts';
import { ALL_STARS, type Stars } from './stars.ts';
import type { CodeOf, TaxonomyKind } from './taxonomy.ts';

/**
 * The three libraries of the platform, never mixed: `evaluation` is what was pushed to the enterprise, `focus` what its
 * focus asks for, `resource` everything registered (manual, lines 81, 124 and 137).
 */
export const LIBRARIES = ['evaluation', 'focus', 'resource'] as const;

/** One of the three libraries. */
export type Library = (typeof LIBRARIES)[number];

/** In which order hits are shown: newest in the register, newest application, best fit of the words, best match. */
export const SORTS = ['registered', 'applied', 'relevance', 'match'] as const;

/** One of the orders. */
export type Sort = (typeof SORTS)[number];

/** What 高级检索 narrows a search by; null and empty texts leave everything through. */
export interface PatentFilter {
  readonly kind: 'single' | 'portfolio' | null;
  readonly type: PatentType | null;
  /** A code of the strategic emerging industries, at any level. */
  readonly sei: string;
  /** A code of GB/T 4754, at any level. */
  readonly industry: string;
  /** An IPC symbol at any level. */
  readonly ipc: string;
  /** A field of WIPO's classification, by its number; it follows from the IPC. */
  readonly wipo: string;
  readonly mode: CooperationMode | null;
  /** The applicant's name, or its beginning. */
  readonly applicant: string;
  /** A region, or its beginning. */
  readonly region: string;
  readonly maturity: string;
  /** 截至2023年底有效. */
  readonly validAtEndOf2023: boolean | null;
  /** Whether the enterprise has submitted its evaluation. */
  readonly rated: boolean | null;
  /** The stars of the enterprise's own evaluation. */
  readonly stars: Stars | null;
}

/** What somebody looks for, and where. */
export interface PatentQuery {
  readonly library: Library;
  /** As typed; words are parted by blanks, and all of them must occur. */
  readonly words: string;
  readonly filter: PatentFilter;
  readonly sort: Sort;
}

/** What the filters are called in the manual's 高级检索. */
export const FILTER_NAMES: Readonly<Record<keyof PatentFilter, string>> = {
  kind: '单条或组合',
  type: '专利类型',
  sei: '战新产业',
  industry: '国民经济行业',
  ipc: '技术分类 IPC',
  wipo: '技术领域',
  mode: '合作方式',
  applicant: '申请人',
  region: '地区',
  maturity: '成熟度',
  validAtEndOf2023: '截至2023年底有效',
  rated: '本企业已评价',
  stars: '本企业评价星级',
};

/** The filter that lets everything through. */
export const NO_FILTER: PatentFilter = {
  kind: null,
  type: null,
  sei: '',
  industry: '',
  ipc: '',
  wipo: '',
  mode: null,
  applicant: '',
  region: '',
  maturity: '',
  validAtEndOf2023: null,
  rated: null,
  stars: null,
};

/** The longest text of a search, in characters, and the longest of one of its filters. */
const LONGEST_WORDS = 100;
const LONGEST_VALUE = 60;

/** A filter as it comes from a form: everything is text, and what was not chosen is empty or absent. */
export type TypedFilter = Readonly<Partial<Record<keyof PatentFilter, string>>>;

/** A filter's value that stands for no choice; some channels cannot send an empty one. */
const ANY = '0';

/** Reads a filter as typed or chosen, codes by their names too; refuses a code that is none, and names its field. */
export function readFilter(typed: TypedFilter, codeOf: CodeOf = () => null): PatentFilter {
  const text = (name: keyof PatentFilter) => {
    const said = (typed[name] ?? '').normalize('NFKC').trim();
    if ([...said].length > LONGEST_VALUE) refuse('search_too_long', { limit: LONGEST_VALUE });
    return said === ANY ? '' : said;
  };
  const one = <T extends string>(name: keyof PatentFilter, choices: readonly T[]): T | null => {
    const said = text(name);
    return said === ''
      ? null
      : (choices.find((each) => each === said) ??
          refuse('search_filter_unknown', { field: FILTER_NAMES[name] }));
  };
  const code = (name: keyof PatentFilter, kind: TaxonomyKind, pattern: RegExp) => {
    const said = text(name);
    const plain = said.toUpperCase().replace(/\s/g, '');
    if (plain === '' || pattern.test(plain)) return plain;
    return codeOf(kind, said) ?? refuse('search_filter_unknown', { field: FILTER_NAMES[name] });
  };
  const yes = (name: keyof PatentFilter) => {
    const said = one(name, ['yes', 'no']);
    return said === null ? null : said === 'yes';
  };
  const stars = text('stars');
  return {
    kind: one('kind', ['single', 'portfolio']),
    type: one('type', ['invention', 'utility-model', 'design']),
    sei: code('sei', 'sei', /^\d(\.\d{1,2}){0,4}$/),
    industry: code('industry', 'industry', /^[A-T](\d{1,4})?$/),
    ipc: code('ipc', 'ipc', /^[A-H](\d{2}([A-Z](\d{1,4}(\/\d{2,6})?)?)?)?$/),
    wipo: code('wipo', 'wipo', /^([1-9]|[12]\d|3[0-5])$/),
    mode: one('mode', COOPERATION_MODES),
    applicant: text('applicant'),
    region: text('region'),
    maturity: text('maturity'),
    validAtEndOf2023: yes('validAtEndOf2023'),
    rated: yes('rated'),
    stars:
      stars === ''
        ? null
        : (ALL_STARS.find((each) => String(each) === stars) ??
          refuse('search_filter_unknown', { field: FILTER_NAMES.stars })),
  };
}

/** Reads what was typed to be looked for; refuses more than anybody reads. */
export function readWords(typed: string): string {
  const words = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if ([...words].length > LONGEST_WORDS) refuse('search_too_long', { limit: LONGEST_WORDS });
  return words;
}

/** The filter as it would be typed, without what lets everything through; `readFilter` reads it again. */
export function typedFilter(filter: PatentFilter): TypedFilter {
  const entries = Object.entries(filter).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    return [[name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)] as const];
  });
  return Object.fromEntries(entries);
}
