import { COOPERATION_MODES } from '../domain/patent.ts';
import {
  FILTER_NAMES,
  type PatentFilter,
  type PatentQuery,
  type Sort,
  typedFilter,
} from '../domain/patent-query.ts';
import { ALL_STARS } from '../domain/stars.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { codesWithNames, upperOf } from '../matching/taxonomy.ts';

/** Something that can be chosen in a field. */
export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

/** A field of 高级检索; one without options is written into. */
export interface FilterField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly options: readonly FilterOption[];
  /** What a page offers beside the field, where a card has no room for so many. */
  readonly offers: readonly FilterOption[];
}

const SORTS: Readonly<Record<Sort, string>> = {
  registered: '登记入库时间',
  applied: '申请日',
  relevance: '相关度',
  match: '匹配度',
};

const YES_NO = [
  { value: 'yes', label: '是' },
  { value: 'no', label: '否' },
];

interface Kind {
  /** The classification whose codes and names are taken. */
  readonly classes?: 'sei' | 'industry' | 'wipo';
  /** True where a card has room for a list of them; a Feishu card of 180 elements holds that of one classification. */
  readonly picked?: true;
  readonly hint?: string;
  readonly options?: readonly FilterOption[];
}

/** How each filter is filled in: one without options is written into. */
const FILTERS: Readonly<Record<keyof PatentFilter, Kind>> = {
  kind: {
    options: [
      { value: 'single', label: '单条专利' },
      { value: 'portfolio', label: '组合专利' },
    ],
  },
  type: {
    options: [
      { value: 'invention', label: '发明专利' },
      { value: 'utility-model', label: '实用新型' },
      { value: 'design', label: '外观设计' },
    ],
  },
  sei: { hint: '代码或名称，例如 5.2 或 新材料产业', classes: 'sei' },
  industry: { hint: '代码或名称，例如 C38 或 医药制造业', classes: 'industry' },
  ipc: { hint: '例如 H01M 或 H01M10/0525' },
  wipo: { classes: 'wipo', picked: true },
  mode: { options: COOPERATION_MODES.map((mode) => ({ value: mode, label: mode })) },
  applicant: { hint: '名称或开头几个字' },
  region: { hint: '例如 湖南' },
  maturity: { hint: '例如 中试' },
  validAtEndOf2023: { options: YES_NO },
  rated: { options: YES_NO },
  stars: { options: ALL_STARS.map((stars) => ({ value: String(stars), label: `${stars} 星` })) },
};

/** What a province's name goes on with after what people call it. */
const PROVINCE = /(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$/u;

const NAMES = Object.keys(FILTER_NAMES) as (keyof PatentFilter)[];

/** The fields of the form, with what is chosen now; words and order first. */
export function filterFields({ words, sort, filter }: PatentQuery, taxonomies: Taxonomies): FilterField[] {
  const typed = typedFilter(filter);
  const sorts = (Object.keys(SORTS) as Sort[]).map((value) => ({ value, label: SORTS[value] }));
  return [
    {
      name: 'words',
      label: '关键词',
      hint: '名称、摘要、申请人、发明人或专利号；多个词用空格隔开',
      value: words,
      options: [],
      offers: [],
    },
    { name: 'sort', label: '排序', hint: '', value: sort, options: sorts, offers: [] },
    ...NAMES.map((name): FilterField => {
      const ways = waysOf(name, taxonomies);
      return { name, label: FILTER_NAMES[name], value: typed[name] ?? '', ...ways };
    }),
  ];
}

/** What is asked for, in words; empty when a whole library is. */
export function queryInWords({ words, filter, sort }: PatentQuery, taxonomies: Taxonomies): string {
  const parts = [...(words === '' ? [] : [`「${words}」`]), ...narrowedBy(filter, taxonomies)];
  return parts.length === 0 ? '' : `检索：${parts.join('，')}；按${SORTS[sort]}排序`;
}

/** What a search is called until somebody names it: its words, or else what narrows it. */
export function usualName({ words, filter }: PatentQuery, taxonomies: Taxonomies): string {
  return words === '' ? narrowedBy(filter, taxonomies).join('，') : words;
}

function narrowedBy(filter: PatentFilter, taxonomies: Taxonomies): string[] {
  const typed = typedFilter(filter);
  return NAMES.flatMap((name) => {
    const value = typed[name];
    if (value === undefined) return [];
    return [`${FILTER_NAMES[name]} ${valueInWords(name, value, taxonomies)}`];
  });
}

function valueInWords(name: keyof PatentFilter, value: string, taxonomies: Taxonomies): string {
  const { options = [], classes } = FILTERS[name];
  const kind = name === 'ipc' ? 'ipc' : classes;
  if (kind !== undefined) return codesWithNames(taxonomies, kind, [value]);
  return options.find((each) => each.value === value)?.label ?? value;
}

/** What can be chosen in a field, or what it offers to whoever writes. */
function waysOf(name: keyof PatentFilter, taxonomies: Taxonomies) {
  const { hint = '', options = [], classes, picked } = FILTERS[name];
  if (name === 'region') return { hint, options, offers: provincesOf(taxonomies) };
  const offers = classes === undefined ? [] : offersOf(taxonomies, classes);
  return picked ? { hint, options: offers, offers: [] } : { hint, options, offers };
}

/** Provinces by what all addresses there begin with: 湖南, 内蒙古, 新疆. */
function provincesOf(taxonomies: Taxonomies): FilterOption[] {
  return upperOf(taxonomies, 'region')
    .filter(({ code }) => code.endsWith('0000'))
    .map(({ name }) => ({ value: name.replace(PROVINCE, ''), label: name }));
}

/** The codes of a classification with their names, those that stand for nothing but others left out. */
function offersOf(taxonomies: Taxonomies, kind: 'sei' | 'industry' | 'wipo'): FilterOption[] {
  const codes = upperOf(taxonomies, kind).filter(({ code }) => kind !== 'wipo' || /^\d/.test(code));
  return codes.map(({ code: value, name: label }) => ({ value, label }));
}
