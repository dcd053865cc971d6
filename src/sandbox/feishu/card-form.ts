import { isNode, listOf, type Node } from './card-node.ts';
import { PERSON_PICKERS } from './card-people.ts';
import { membersOf, placedIn } from './card-tree.ts';
import { misuse } from './people.ts';

/** What a person put into the fields of a form, by name; a list for multi-selects. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/** What a person enters: his fields, and who is in the chat, for a person picker without options offers them all. */
export interface Entry {
  readonly filled: Filled;
  readonly members: ReadonlySet<string>;
}

/** A button of a card with the form around it, or null when it stands alone. */
export interface FoundButton {
  readonly button: Node;
  readonly form: Node | null;
}

/** What a field carries when it is submitted. */
export type FieldValue = string | boolean | readonly unknown[];

const MOMENT_PICKERS: ReadonlySet<unknown> = new Set(['date_picker', 'picker_time', 'picker_datetime']);

/** Finds a button by its name in a card; null when the card has none of that name. */
export function findButton(card: Node, name: string): FoundButton | null {
  const found = placedIn(card).find(({ node, tag }) => tag === 'button' && node['name'] === name);
  return found === undefined ? null : { button: found.node, form: found.form };
}

/** Returns what the button's callback behavior carries; undefined when it has none. */
export function callbackOf(button: Node): { readonly value: unknown } | undefined {
  const behavior = listOf(button['behaviors']).find((one) => isNode(one) && one['type'] === 'callback');
  return isNode(behavior) ? { value: behavior['value'] } : undefined;
}

function fieldsOf(form: Node): Node[] {
  return membersOf(form).filter((node) => node['tag'] !== 'button');
}

/** Tells whether the client would show 200530: something in the form has no name. */
export function hasNamelessMember(form: Node): boolean {
  return membersOf(form).some(({ name }) => typeof name !== 'string' || name === '');
}

/** Works out `form_value` as the client does: what the person put in, else what the card had put there. */
export function formValue(form: Node, { filled, members }: Entry): Record<string, FieldValue> {
  const fields = fieldsOf(form);
  const names = new Set(fields.map((field) => field['name']));
  if (Object.keys(filled).some((name) => !names.has(name)))
    misuse('field_unknown', 'the form has no such field');
  const values: Record<string, FieldValue> = {};
  for (const field of fields) {
    const name = String(field['name']);
    const value = Object.hasOwn(filled, name)
      ? typed(field, filled[name] ?? '', members)
      : initialValue(field);
    if (field['required'] === true && isEmpty(value))
      misuse('field_required', 'a required field of the form is empty');
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function typed(field: Node, value: string | readonly string[], members: ReadonlySet<string>): FieldValue {
  if (field['disabled'] === true) misuse('field_disabled', 'the field is disabled');
  const many = String(field['tag']).startsWith('multi_select_');
  if (!many && typeof value !== 'string') misuse('one_choice', 'the field takes one choice only');
  const chosen = typeof value === 'string' ? [value] : value;
  const offered = offeredBy(field, members);
  if (offered !== null && chosen.some((one) => one !== '' && !offered.has(one)))
    misuse('option_unknown', 'the field has no such option');
  const max = field['max_length'];
  const length = typeof value === 'string' ? [...value].length : 0;
  if (typeof max === 'number' && length > max)
    misuse('field_too_long', 'the text is longer than the field takes');
  return many ? chosen.filter((one) => one !== '') : asSent(field['tag'], chosen[0] ?? '');
}

/** Gives what was entered the form in which the platform carries it: a tick as a boolean, a moment with its zone. */
function asSent(tag: unknown, value: string): FieldValue {
  if (tag === 'checker') return value === 'true';
  return MOMENT_PICKERS.has(tag) && value !== '' ? `${value} +0800` : value;
}

/** What can be chosen in a field; null when anything can be typed. */
function offeredBy(field: Node, members: ReadonlySet<string>): ReadonlySet<unknown> | null {
  const options = listOf(field['options']);
  if (options.length > 0)
    return new Set(options.map((option) => (isNode(option) ? option['value'] : undefined)));
  return PERSON_PICKERS.has(field['tag']) ? members : null;
}

/** An untouched input is sent as an empty string, an untouched select is left out; the real client is not documented. */
function initialValue(field: Node): FieldValue | undefined {
  switch (field['tag']) {
    case 'input':
      return stringOr(field['default_value'], '');
    case 'checker':
      return field['checked'] === true;
    case 'select_static':
    case 'select_person':
      return initialOption(field);
    case 'multi_select_static':
    case 'multi_select_person':
      return listOf(field['selected_values']);
    default:
      return initialMoment(field);
  }
}

function initialOption(field: Node): string | undefined {
  if (typeof field['initial_option'] === 'string') return field['initial_option'];
  const index = field['initial_index'];
  // The platform counts options from 1.
  const option = typeof index === 'number' ? listOf(field['options'])[index - 1] : undefined;
  return isNode(option) && typeof option['value'] === 'string' ? option['value'] : undefined;
}

function initialMoment(field: Node): string | undefined {
  const moment = field['initial_date'] ?? field['initial_time'] ?? field['initial_datetime'];
  return typeof moment === 'string' ? `${moment} +0800` : undefined;
}

function stringOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
