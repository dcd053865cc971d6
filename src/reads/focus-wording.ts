import { FOCUS_NAMES, FOCUS_PARTS, type Focus, type FocusChange, typedFocus } from '../domain/focus.ts';
import { COOPERATION_MODES } from '../domain/patent.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { codesWithNames, pathOf, upperOf } from '../matching/taxonomy.ts';
import type { Fact } from './people-wording.ts';

/** A part of a focus as a form asks for it: chosen from options, or written. */
export interface FocusField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly chosen: boolean }[];
  readonly chosen: readonly string[];
  /** True for more options than a card holds; there they are written, by code or name. */
  readonly long: boolean;
}

/** What each part is called where there is room for five characters. */
const SHORT: Readonly<Record<keyof Focus, string>> = {
  sei: '新兴产业',
  industries: '行业',
  ipc: '技术分类',
  keywords: '关键词',
  applicants: '申请人',
  regions: '地区',
  cooperationModes: '合作方式',
};

const HINTS: Readonly<Record<'ipc' | 'keywords' | 'applicants' | 'regions', string>> = {
  ipc: '代码，多个用逗号隔开，例如 H01M10,G01R31',
  keywords: '名称或摘要里的词，例如 固态电池，隔膜',
  applicants: '高校名称或开头几个字，例如 湖南大学',
  regions: '例如 湖南省，武汉市；只有地区不能匹配',
};

/** The classification of each part that is one. */
const KINDS = { sei: 'sei', industries: 'industry', ipc: 'ipc' } as const;

/** One part in words, codes with their names; empty when nothing was said. */
function partInWords(part: keyof Focus, values: readonly string[], taxonomies: Taxonomies): string {
  const kind = Object.hasOwn(KINDS, part) ? KINDS[part as keyof typeof KINDS] : null;
  return kind ? codesWithNames(taxonomies, kind, values) : values.join('、');
}

/** What a focus says, part by part, under names that fit beside it; what it says nothing of is left out. */
export function focusFacts(focus: Focus, taxonomies: Taxonomies): Fact[] {
  return FOCUS_PARTS.flatMap((part) =>
    focus[part].length === 0
      ? []
      : [{ label: SHORT[part], text: partInWords(part, focus[part], taxonomies) }],
  );
}

/** What a change did, a line for each part. */
export function changeLines(changes: readonly FocusChange[], taxonomies: Taxonomies): string[] {
  return changes.map(({ part, added, removed }) => {
    const said = [
      ...(added.length > 0 ? [`增加 ${partInWords(part, added, taxonomies)}`] : []),
      ...(removed.length > 0 ? [`去掉 ${partInWords(part, removed, taxonomies)}`] : []),
    ];
    return `${FOCUS_NAMES[part]}：${said.join('；')}`;
  });
}

/** The fields of the form, filled in with a focus. */
export function focusFields(focus: Focus, taxonomies: Taxonomies): FocusField[] {
  const typed = typedFocus(focus);
  const chosenFrom = (part: 'sei' | 'industries' | 'cooperationModes', known: readonly string[]) => {
    const chosen = focus[part] as readonly string[];
    // What the operator has set more finely than the list goes is not lost.
    const values = [...known, ...chosen.filter((each) => !known.includes(each))];
    const options = values.map((value) => ({
      value,
      label: labelOf(part, value, taxonomies),
      chosen: chosen.includes(value),
    }));
    const hint = part === 'industries' ? '代码或名称，例如 C38，医药制造业' : '可多选';
    const long = part === 'industries';
    return { name: part, label: FOCUS_NAMES[part], hint, value: typed[part], options, chosen, long };
  };
  const codesOf = (kind: 'sei' | 'industry') => upperOf(taxonomies, kind).map(({ code }) => code);
  const written = (part: keyof typeof HINTS) => ({
    name: part,
    label: FOCUS_NAMES[part],
    hint: HINTS[part],
    value: typed[part],
    options: [],
    chosen: [],
    long: false,
  });
  return [
    chosenFrom('sei', codesOf('sei')),
    chosenFrom('industries', codesOf('industry')),
    written('ipc'),
    written('keywords'),
    written('applicants'),
    written('regions'),
    chosenFrom('cooperationModes', COOPERATION_MODES),
  ];
}

function labelOf(part: 'sei' | 'industries' | 'cooperationModes', code: string, taxonomies: Taxonomies) {
  if (part === 'cooperationModes') return code;
  const name = pathOf(taxonomies, KINDS[part], code).at(-1)?.name ?? '';
  return `${code} ${name}`.trim();
}
