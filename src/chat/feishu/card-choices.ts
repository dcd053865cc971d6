import { type Element, isNode } from './card-tree.ts';

const CHOICES = new Set(['select_static', 'multi_select_static', 'select_person', 'multi_select_person']);

/** Fields of several choices: Feishu takes them only inside a form, and a click carries them joined by commas. */
export const SEVERAL_CHOICES: ReadonlySet<string> = new Set(['multi_select_static', 'multi_select_person']);

/** Lists what is wrong with the options of a field, in one sentence each; none for anything but a field of choices. */
export function choiceFaults({ node, tag }: Element): string[] {
  if (!CHOICES.has(tag)) return [];
  const options = Array.isArray(node['options']) ? node['options'] : [];
  const values = options.map((option: unknown) => (isNode(option) ? option['value'] : undefined));
  const several = SEVERAL_CHOICES.has(tag);
  return [
    ...values.filter(isBlank).map(() => `An option of ${tag} has no value.`),
    ...(new Set(values).size < values.length ? [`Two options of ${tag} have the same value.`] : []),
    ...(several && values.some(holdsComma) ? [`An option of ${tag} has a comma in its value.`] : []),
  ];
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value === '';
}

function holdsComma(value: unknown): boolean {
  return typeof value === 'string' && value.includes(',');
}
