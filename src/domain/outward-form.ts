import type { CooperationMode } from './patent.ts';
import { refuse } from './refusals.ts';
import { typedText } from './typed-text.ts';

/** One filled-in field of an intent or a demand, as the admin confirmed it. */
export interface OutwardField {
  /** What the form calls it. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/**
 * One thing a form asks for. A `contact` is a line about a person, a name or a number; `choices` takes several of the
 * given ones.
 */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'text' | 'choice' | 'choices' | 'date' | 'contact';
  readonly required: boolean;
  /** The longest value, in characters. */
  readonly most: number;
  /** What can be chosen; empty for fields that are typed. */
  readonly choices: readonly string[];
}

/** What the platform asks for, as data, so that its real form can be adopted by a file. */
export interface OutwardForm {
  readonly name: 'intent' | 'demand';
  readonly title: string;
  /** True while the form is our own reading of the manual, which leaves the platform's fields open. */
  readonly provisional: boolean;
  readonly fields: readonly FormField[];
}

/** What was typed or chosen, by the names of the fields; several choices as a list, or as one text. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The field of an intent's form that asks for the ways of cooperation, which the patent's owner may have narrowed. */
const MODES_FIELD = 'modes';

const BETWEEN_CHOICES = /[、,，;；/／\n]/u;

/**
 * Takes in what an admin has filled in: values in the form's order, on one line each, empty ones left out. Refuses a
 * required field that is empty, a value that is too long or not among the choices, a day that does not exist, and a
 * national ID number (rule 27); the facts name the field.
 */
export function fillForm(form: OutwardForm, typed: Typed): readonly OutwardField[] {
  return form.fields.flatMap((field) => {
    const { name, label } = field;
    const value = readField(field, Object.hasOwn(typed, name) ? typed[name] : undefined);
    if (value === '' && field.required) refuse('form_field_missing', { field: label });
    return value === '' ? [] : [{ name, label, value }];
  });
}

/** Writes out what an admin confirms, and what goes outward in these very letters: a heading, then a line for each field. */
export function formText(title: string, fields: readonly OutwardField[]): string {
  return [title, ...fields.map(({ label, value }) => `${label}：${value}`)].join('\n');
}

/** The form for one patent: the ways of cooperation its owner accepts, or all of the form's where he named none of them. */
export function offeringModes(form: OutwardForm, modes: readonly CooperationMode[]): OutwardForm {
  const accepted: ReadonlySet<string> = new Set(modes);
  const narrowed = (choices: readonly string[]) => {
    const left = choices.filter((choice) => accepted.has(choice));
    return left.length === 0 ? choices : left;
  };
  const fields = form.fields.map((field) =>
    field.name === MODES_FIELD ? { ...field, choices: narrowed(field.choices) } : field,
  );
  return { ...form, fields };
}

function readField(field: FormField, typed: string | readonly string[] | undefined): string {
  const given = typeof typed === 'string' ? [typed] : (typed ?? []);
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return chosen(field, given);
    case 'date':
      return dayOf(field, given.join(' ').trim());
    case 'line':
    case 'text':
    case 'contact':
      return lineOf(field, given.join(' '));
  }
}

/** One line: in a value with line breaks somebody could write what looks like another field. */
function lineOf({ label, most }: FormField, text: string): string {
  const line = typedText(text.replace(/\s+/gu, ' '), { most: Infinity, tooLong: 'form_field_too_long' });
  if ([...line].length > most) refuse('form_field_too_long', { field: label, limit: most });
  return line;
}

/** What was chosen, each once and in the form's order. */
function chosen({ kind, label, choices }: FormField, given: readonly string[]): string {
  const separated = kind === 'choices' ? given.flatMap((text) => text.split(BETWEEN_CHOICES)) : given;
  const said = separated.map((text) => text.trim()).filter((text) => text !== '');
  const unknown = said.some((text) => !choices.includes(text));
  if (unknown || (kind === 'choice' && said.length > 1)) refuse('form_choice_unknown', { field: label });
  return choices.filter((choice) => said.includes(choice)).join('、');
}

/** A day as `YYYY-MM-DD`; the calendar would take the 30th of February for the 2nd of March. */
function dayOf({ label }: FormField, text: string): string {
  if (text === '') return '';
  const at = /^20\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const exists = at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return exists ? text : refuse('form_date_wrong', { field: label });
}
