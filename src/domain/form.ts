import { FOCUS_NAMES, FOCUS_PARTS, type Focus } from './focus.ts';
import type { FormField, OutwardForm } from './outward-form.ts';
import { FILTER_NAMES } from './patent-query.ts';
import { refuse } from './refusals.ts';
import { readRating } from './spoken-rating.ts';

/** Something a person writes: a field on a page, or a line of an answer in the chat. */
export interface Field {
  /** What the button's input calls it. */
  readonly name: string;
  readonly label: string;
  readonly kind: FormField['kind'] | 'stars';
  readonly required: boolean;
  /** True for what is not asked for in the chat, where the words say it themselves. */
  readonly chosenOnly?: boolean;
  /** What can be chosen; absent where it is typed. */
  readonly choices?: readonly string[];
}

/** Forms that ask for what the platform asks for; their fields are data. */
export interface OutwardForms {
  readonly intent: OutwardForm;
  readonly demand: OutwardForm;
}

/** Which of them goes with the verb of a button. */
export const OUTWARD = { 'draft-intent': 'intent', 'draft-demand': 'demand' } as const;

const noForm = (name: OutwardForm['name']): OutwardForm => ({
  name,
  title: '',
  provisional: true,
  fields: [],
});

/** Forms that ask for nothing. */
export const NO_FORMS: OutwardForms = { intent: noForm('intent'), demand: noForm('demand') };

const line = (name: string, label: string, required = true): Field => ({
  name,
  label,
  kind: 'line',
  required,
});
const text = (name: string, label: string, required = true): Field => ({
  name,
  label,
  kind: 'text',
  required,
});

/** The parts of a focus that are chosen from a list. */
const CHOSEN: ReadonlySet<keyof Focus> = new Set(['sei', 'industries', 'cooperationModes']);

/** What people write, by the verb of the button it goes with; for channels whose cards have no fields. */
export const FORMS = {
  rate: [
    text('opinion', '评价建议'),
    { name: 'reasons', label: '理由', kind: 'choices', required: false, chosenOnly: true },
  ],
  review: [text('reason', '审核意见')],
  draft: [{ name: 'stars', label: '专利评分', kind: 'stars', required: true }, text('opinion', '评价意见')],
  'save-admin-profile': [
    line('name', '姓名'),
    line('department', '部门'),
    line('position', '职务'),
    line('mobile', '手机号', false),
    line('mail', '单位邮箱', false),
  ],
  apply: [
    line('name', '姓名'),
    line('position', '职务'),
    line('unit', '所属单位'),
    line('field', '所属领域'),
  ],
  'decide-application': [text('opinion', '审核意见')],
  'recommend-listed': [text('list', '同事的手机号或邮箱，每行一位')],
  'preview-focus': FOCUS_PARTS.map((part) => ({
    ...line(part, FOCUS_NAMES[part], false),
    kind: CHOSEN.has(part) ? 'choices' : 'line',
  })),
  decline: [line('reasons', '理由', false)],
  'pass-on': [line('colleague', '转交给')],
  'plan-campaign': [line('deadline', '截止日', false), line('goal', '目标')],
  'plan-digest': [
    line('weekday', '每周哪一天'),
    line('hour', '几点'),
    line('quiet', '没有新动态时'),
    line('send', '周报'),
  ],
  'save-search': [line('name', '名称', false)],
  'rename-saved': [line('name', '名称', false)],
  'search-library': [
    line('words', '关键词', false),
    line('sort', '排序', false),
    ...Object.entries(FILTER_NAMES).map(([name, label]) => line(name, label, false)),
  ],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

/** Those fields that are asked for in the chat. */
export function spokenFields(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ chosenOnly }) => chosenOnly !== true);
}

/** What goes with a verb: the fields of its form in their order; null when nothing is written with it. */
export function fieldsOf(act: string, outward: OutwardForms): readonly Field[] | null {
  if (Object.hasOwn(FORMS, act)) return FORMS[act as keyof typeof FORMS];
  return Object.hasOwn(OUTWARD, act) ? outward[OUTWARD[act as keyof typeof OUTWARD]].fields : null;
}

/** How to answer in words, in one sentence for a card or a chat. */
export function howToAnswer(fields: readonly Field[]): string {
  const [first] = fields;
  if (fields.some(({ kind }) => kind === 'stars')) return '请回复评分和意见，例如：4星 工艺成熟，可中试。';
  if (fields.length === 1) return `请直接回复${first?.label ?? ''}。`;
  return `请按行回复，每行一项：${fields.map(askedFor).join('、')}。`;
}

function askedFor({ label, kind, required, choices = [] }: Field): string {
  const hints = [
    ...(required ? [] : ['可不填']),
    ...(choices.length > 0 ? [`${kind === 'choices' ? '可多选：' : '选一项：'}${choices.join('/')}`] : []),
    ...(kind === 'date' ? ['如 2026-12-31'] : []),
  ];
  return hints.length === 0 ? label : `${label}（${hints.join('，')}）`;
}

/**
 * Reads an answer in words: the whole text where one thing was asked for, stars and opinion as experts write them, or
 * lines, each named by its label or in the order of the fields.
 */
export function readForm(fields: readonly Field[], words: string): Readonly<Record<string, string>> {
  const [first] = fields;
  if (fields.some(({ kind }) => kind === 'stars')) return readStars(words);
  if (first && fields.length === 1) return { [first.name]: words.trim() };
  const read = readLines(fields, words);
  if (fields.some(({ name, required }) => required && (read[name] ?? '') === '')) refuse('answer_incomplete');
  return read;
}

function readStars(words: string): Readonly<Record<string, string>> {
  const said = readRating(words);
  if (said.kind === 'off-scale') refuse('stars_out_of_range');
  if (said.kind === 'none') refuse('stars_missing');
  return { stars: String(said.stars), opinion: said.opinion ?? '' };
}

/** Lines that name their field go there; the others fill the fields that are left, in order. */
function readLines(fields: readonly Field[], words: string): Record<string, string> {
  const read: Record<string, string> = {};
  const unnamed: string[] = [];
  for (const each of words.split('\n').map((said) => said.trim())) {
    if (each === '') continue;
    const named = fields.find(({ label }) => isNamed(each, label));
    if (named) read[named.name] = each.replace(/^[^:：]*[:：]/u, '').trim();
    else unnamed.push(each);
  }
  for (const { name } of fields.filter((field) => read[field.name] === undefined)) {
    const next = unnamed.shift();
    if (next !== undefined) read[name] = next;
  }
  if (unnamed.length > 0) refuse('answer_incomplete');
  return read;
}

function isNamed(line: string, label: string): boolean {
  return line.startsWith(label) && /^\s*[:：]/u.test(line.slice(label.length));
}
