import { refuse } from './refusals.ts';
import { readRating } from './spoken-rating.ts';

/** Something a person writes: a field on a page, or a line of an answer in the chat. */
export interface Field {
  /** What the button's input calls it. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'text' | 'stars';
  readonly required: boolean;
}

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

/** What people write, by the verb of the button it goes with; for channels whose cards have no fields. */
export const FORMS = {
  rate: [text('opinion', '评价建议')],
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
} as const satisfies Readonly<Record<string, readonly Field[]>>;

/** A verb that goes with something written. */
export type FormName = keyof typeof FORMS;

/** Says whether a verb goes with something written. */
export function hasForm(act: string): act is FormName {
  return Object.hasOwn(FORMS, act);
}

/** How to answer in words, in one sentence for a card or a chat. */
export function howToAnswer(form: FormName): string {
  const fields: readonly Field[] = FORMS[form];
  const [first] = fields;
  if (fields.some(({ kind }) => kind === 'stars')) return '请回复评分和意见，例如：4星 工艺成熟，可中试。';
  if (fields.length === 1) return `请直接回复${first?.label ?? ''}。`;
  const labels = fields.map(({ label, required }) => (required ? label : `${label}（可不填）`));
  return `请按行回复，每行一项：${labels.join('、')}。`;
}

/**
 * Reads an answer in words: the whole text where one thing was asked for, stars and opinion as experts write them, or
 * lines, each named by its label or in the order of the fields.
 */
export function readForm(form: FormName, words: string): Readonly<Record<string, string>> {
  const fields: readonly Field[] = FORMS[form];
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
    const named = fields.find(({ label }) => new RegExp(`^${label}\\s*[:：]`, 'u').test(each));
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
