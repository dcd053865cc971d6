import { textOf } from './card-blocks.js';
import { applyBox } from './card-style.js';
import { el } from './dom.js';

const MAX_LENGTH = 1000;
let lastId = 0;

/** The components that take in a text or one of a few words, by tag; those with something to pick are in card-pickers. */
export const FIELDS = { input, select_static: select };

/**
 * What the page knows of a field by its element: `name`, `required`, `spec` (the card's JSON of it), `value()` and
 * `set(value)`, a string or a list of strings, `initial`, and `focus()`.
 */
const known = new WeakMap();

/** Collects a form's named fields, empty ones too. */
export function valuesOf(form) {
  return Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value()]));
}

/** Checks what the real client checks before it sends a form: required fields; marks and focuses what is missing. */
export function checkForm(form) {
  const missing = fieldsOf(form).filter((field) => field.required && isEmpty(field.value()));
  for (const field of fieldsOf(form)) mark(field.element, missing.includes(field));
  missing[0]?.focus();
  return missing.length === 0;
}

/** Puts a form's fields back to what the card says. */
export function clearForm(form) {
  for (const field of fieldsOf(form)) {
    field.set(field.initial);
    mark(field.element, false);
  }
}

/** Lists the fields below an element, in the order of the card. */
export function fieldsOf(element) {
  return [...element.querySelectorAll('[data-field]')].map(fieldOf);
}

/** Returns the field of an element that bears `data-field`. */
export function fieldOf(element) {
  return known.get(element);
}

/** Gives an element of a card an id of its own on the page. */
export function newFieldId() {
  lastId += 1;
  return `field-${lastId}`;
}

/** What a field is called by those who do not see it. */
export function nameOf(node) {
  return node.label?.content ?? node.placeholder?.content ?? node.name;
}

/**
 * Makes a field of an element: with a place for what is wrong with it, sent with the form around it, or by itself when
 * it stands alone and asks for a callback. `value()` reads it, `put(value)` writes it, `box` is what is shown.
 */
export function field(node, context, { element, box, value, put, focus }) {
  const problem = el('div', { class: 'problem', id: `${element.id}-problem`, role: 'alert' });
  element.dataset.field = '';
  element.setAttribute('aria-describedby', problem.id);
  element.addEventListener('input', () => mark(element, false));
  known.set(element, {
    element,
    name: node.name,
    required: node.required === true,
    spec: JSON.stringify(node),
    value,
    initial: value(),
    set(next) {
      put(next);
      element.dispatchEvent(new Event('input'));
    },
    focus: focus ?? (() => element.focus()),
  });
  sendAlone(element, node, value, context.client);
  const row = el('div', { class: 'field-row' }, labelOf(node, element, context), box, problem);
  if (node.label_position === 'left') row.classList.add('label-left');
  if (node.width === 'fill') row.classList.add('fill');
  return applyBox(row, node);
}

/** What an input or a list of the page's own kind bears whatever it is for. */
export function common(node) {
  return {
    id: newFieldId(),
    name: node.name,
    required: node.required === true,
    disabled: node.disabled === true,
    'aria-label': nameOf(node),
  };
}

function input(node, context) {
  const many = node.input_type === 'multiline_text';
  const looks = {
    ...common(node),
    placeholder: node.placeholder?.content,
    maxlength: String(node.max_length ?? MAX_LENGTH),
    rows: many ? String(Math.min(node.rows ?? 3, 8)) : null,
    type: many ? null : node.input_type === 'password' ? 'password' : 'text',
  };
  const element = el(many ? 'textarea' : 'input', looks);
  element.defaultValue = node.default_value ?? '';
  const counter = el('span', { class: 'counter', 'aria-hidden': 'true' });
  const count = () => counter.replaceChildren(`${element.value.length}/${element.maxLength}`);
  element.addEventListener('input', count);
  count();
  const box = el(
    'div',
    { class: many ? 'input-box many' : 'input-box' },
    element,
    node.max_length === undefined ? null : counter,
  );
  return field(node, context, { element, box, ...plainValue(element) });
}

function select(node, context) {
  const chosen = node.initial_option ?? node.options?.[node.initial_index - 1]?.value ?? '';
  const options = (node.options ?? []).map((option) =>
    el(
      'option',
      { value: option.value, selected: option.value === chosen },
      option.text?.content ?? option.value,
    ),
  );
  const hint = el('option', { value: '', selected: chosen === '' }, node.placeholder?.content ?? '请选择');
  const element = el('select', common(node), hint, options);
  const box = el('div', { class: 'input-box chosen' }, element);
  return field(node, context, { element, box, ...plainValue(element) });
}

/** Reads and writes an element that keeps its value itself. */
export function plainValue(element) {
  return {
    value: () => element.value,
    put: (next) => {
      element.value = next;
    },
  };
}

/** What stands above a field; a field that is no control of the browser's is named, not labelled. */
function labelOf(node, element, context) {
  if (!node.label) return null;
  const star = node.required ? el('span', { class: 'required', title: '必填' }, '*') : null;
  const control = element.matches('input, select, textarea');
  const looks = control ? { class: 'field-label', for: element.id } : { class: 'field-label' };
  return el(control ? 'label' : 'span', looks, textOf(node.label, context.client), star);
}

/** A field outside a form that asks for a callback sends itself when its value is settled. */
function sendAlone(element, node, value, client) {
  if (!(node.behaviors ?? []).some((behavior) => behavior.type === 'callback')) return;
  element.addEventListener('change', () => {
    if (element.closest('[data-form]') === null) client.press(node.name, { [node.name]: value() }, null);
  });
}

function isEmpty(value) {
  return Array.isArray(value) ? value.length === 0 : value.trim() === '';
}

function mark(element, missing) {
  element.setAttribute('aria-invalid', String(missing));
  document.getElementById(`${element.id}-problem`)?.replaceChildren(missing ? '此项必填' : '');
}
