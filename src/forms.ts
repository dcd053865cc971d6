import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TITLE_FIELD } from './domain/demand.ts';
import type { OutwardForms } from './domain/form.ts';
import type { OutwardForm } from './domain/outward-form.ts';
import { malformed } from './errors.ts';
import { projectPath } from './root.ts';

/** The longest value of a field that does not say it, in characters, and the longest that any may ask for. */
const LINE_MOST = 60;
const TEXT_MOST = 1000;
const MOST = 4000;

/**
 * What the platform's contract takes, in characters (docs/platform-api.yaml): the text of an intent or a demand, its
 * first line included, and the title of a demand. The longest first line is an intent's: five characters, a patent's title
 * (500), a space and its number (40).
 */
const OUTWARD_TEXT_MOST = 20_000;
const OUTWARD_TITLE_MOST = 200;
const FIRST_LINE_MOST = 546;
const DATE_LENGTH = '2026-11-23'.length;

const line = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^：\n]*$/u, 'must hold neither a colon nor a line break');

/** An answer in words names several choices with these signs between them. */
const choice = line.regex(/^[^、,，;；/／]*$/u, 'must hold no comma, semicolon or slash');

const Field = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
    label: line,
    kind: z.enum(['line', 'text', 'choice', 'choices', 'date', 'contact']),
    required: z.boolean(),
    most: z.int().min(1).max(MOST).optional(),
    choices: z.array(choice).min(1).max(50).optional(),
  })
  .refine(({ kind, choices }) => (choices !== undefined) === kind.startsWith('choice'), {
    path: ['choices'],
    error: 'must be given for a choice, and for nothing else',
  })
  .transform(({ most, choices, ...field }) => ({
    ...field,
    most: most ?? (field.kind === 'text' ? TEXT_MOST : LINE_MOST),
    choices: choices ?? [],
  }));

const Form = z
  .strictObject({
    name: z.enum(['intent', 'demand']),
    title: line,
    provisional: z.boolean(),
    fields: z.array(Field).min(1).max(30),
  })
  .refine(({ fields }) => new Set(fields.map(({ name }) => name)).size === fields.length, {
    path: ['fields'],
    error: 'must have different names',
  })
  .refine(({ fields }) => new Set(fields.map(({ label }) => label)).size === fields.length, {
    path: ['fields'],
    error: 'must have different labels',
  })
  .refine(({ name, fields }) => name !== 'demand' || fields.some(isTitle), {
    path: ['fields'],
    error: `must have a required line named ${TITLE_FIELD}, which is the title of the demand`,
  });

/**
 * Reads the forms from `forms/`. A form that cannot be used stops the start: it throws `malformed` and names the file and
 * the field.
 */
export function loadForms(folder = projectPath('forms')): OutwardForms {
  return { intent: formIn(folder, 'intent'), demand: formIn(folder, 'demand') };
}

function formIn(folder: string, name: OutwardForm['name']): OutwardForm {
  const file = `${folder}/${name}.json`;
  const found = Form.safeParse(jsonIn(file));
  if (!found.success) {
    const [issue] = found.error.issues;
    const at = issue?.path.join('.') ?? '';
    throw malformed('form_unusable', `${file} cannot be used: ${at}: ${issue?.message}`, { file, at });
  }
  if (found.data.name !== name)
    throw malformed('form_unusable', `${file} cannot be used: name: must be ${name}`, { file, at: 'name' });
  const tooLong = whatIsTooLong(found.data);
  if (tooLong !== null)
    throw malformed('form_unusable', `${file} cannot be used: fields: ${tooLong}`, { file, at: 'fields' });
  return found.data;
}

/** Says why what is filled in could be refused for its length alone, long after the admin has confirmed it. */
function whatIsTooLong({ name, fields }: OutwardForm): string | null {
  const title = fields.find(isTitle)?.most ?? 0;
  if (name === 'demand' && title > OUTWARD_TITLE_MOST)
    return `${TITLE_FIELD} may have ${title} characters, and the platform takes ${OUTWARD_TITLE_MOST}`;
  const sum = fields.reduce((length, field) => length + lineLength(field), FIRST_LINE_MOST);
  if (sum <= OUTWARD_TEXT_MOST) return null;
  const each = fields.map((field) => `${field.name} ${longestValue(field)}`).join(', ');
  return `their text may have ${sum} characters, and the platform takes ${OUTWARD_TEXT_MOST}; longest values: ${each}`;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'is missing or cannot be read';
    throw malformed('form_unusable', `${file} ${why}`, { file });
  }
}

/** How long the line of a field can be: its break, the label, a colon and the value. */
function lineLength(field: OutwardForm['fields'][number]): number {
  return 2 + [...field.label].length + longestValue(field);
}

function longestValue({ kind, most, choices }: OutwardForm['fields'][number]): number {
  const lengths = choices.map((choice) => [...choice].length);
  if (kind === 'choice') return Math.max(...lengths);
  if (kind === 'choices') return lengths.reduce((sum, length) => sum + length + 1, -1);
  return kind === 'date' ? DATE_LENGTH : most;
}

function isTitle({ name, kind, required }: OutwardForm['fields'][number]): boolean {
  return name === TITLE_FIELD && kind === 'line' && required;
}
