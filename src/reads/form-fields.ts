import type { FormField, OutwardField, OutwardForm } from '../domain/outward-form.ts';

/** One field of a form as templates draw it; exactly one of the yes-or-noes says how. */
export interface ShownField {
  readonly name: string;
  readonly label: string;
  /** What stands in it before anything is typed. */
  readonly hint: string;
  readonly required: boolean;
  readonly most: number;
  readonly line: boolean;
  readonly text: boolean;
  readonly choice: boolean;
  readonly choices: boolean;
  readonly date: boolean;
  readonly options: readonly { readonly value: string; readonly chosen: boolean }[];
  /** What was filled in before; several choices as they are written out. */
  readonly value: string;
  /** The same as a list. */
  readonly chosen: readonly string[];
}

/** A form as templates draw it, with what was filled in before. */
export function shownFields(form: OutwardForm, filled: readonly OutwardField[]): ShownField[] {
  return form.fields.map((field) => {
    const value = filled.find(({ name }) => name === field.name)?.value ?? '';
    return shownField(field, value);
  });
}

function shownField({ name, label, kind, required, most, choices }: FormField, value: string): ShownField {
  const chosen = choices.filter((choice) => value.split('、').includes(choice));
  return {
    name,
    label,
    hint: `${label}${required ? '（必填）' : '（可不填）'}`,
    required,
    most: Math.min(most, INPUT_LIMIT),
    line: kind === 'line' || kind === 'contact',
    text: kind === 'text',
    choice: kind === 'choice',
    choices: kind === 'choices',
    date: kind === 'date',
    options: choices.map((each) => ({ value: each, chosen: chosen.includes(each) })),
    value: kind === 'choice' ? (chosen[0] ?? '') : value,
    chosen,
  };
}

/** The longest text an input of a card takes, in characters. */
const INPUT_LIMIT = 1000;
