import { textOf } from './card-blocks.js';
import { applyBox } from './card-style.js';
import { el } from './dom.js';

const MAX_LENGTH = 1000;
let lastId = 0;

/** The components that take something in, by tag. */
export const FIELDS = { input, select_static: select };

/** Collects a form's named fields, empty ones too. */
export function valuesOf(form) {
  return Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
}

/** Checks what the real client checks before it sends a form: required fields; marks and focuses what is missing. */
export function checkForm(form) {
  const missing = fieldsOf(form).filter((field) => field.required && field.value.trim() === '');
  for (const field of fieldsOf(form)) mark(field, missing.includes(field));
  missing[0]?.focus();
  return missing.length === 0;
}

/** Puts a form's fields back to what the card says. */
export function clearForm(form) {
  for (const field of fieldsOf(form)) {
    if (field.tagName === 'SELECT') field.value = field.querySelector('option[selected]')?.value ?? '';
    else field.value = field.defaultValue;
    mark(field, false);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Lists the fields below an element, in the order of the card. */
export function fieldsOf(element) {
  return [...element.querySelectorAll('[data-field]')];
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
  const field = el(many ? 'textarea' : 'input', looks);
  field.defaultValue = node.default_value ?? '';
  const counter = el('span', { class: 'counter', 'aria-hidden': 'true' });
  const count = () => counter.replaceChildren(`${field.value.length}/${field.maxLength}`);
  field.addEventListener('input', count);
  count();
  const box = el(
    'div',
    { class: many ? 'input-box many' : 'input-box' },
    field,
    node.max_length === undefined ? null : counter,
  );
  return labelled(node, field, box, context);
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
  const field = el('select', common(node), hint, options);
  return labelled(node, field, el('div', { class: 'input-box chosen' }, field), context);
}

function common(node) {
  lastId += 1;
  return {
    id: `field-${lastId}`,
    name: node.name,
    'data-field': JSON.stringify(node),
    required: node.required === true,
    disabled: node.disabled === true,
    'aria-label': node.label?.content ?? node.placeholder?.content ?? node.name,
  };
}

function labelled(node, field, box, context) {
  const star = node.required ? el('span', { class: 'required', title: '必填' }, '*') : null;
  const label = node.label ? el('label', { for: field.id }, textOf(node.label, context.client), star) : null;
  const problem = el('div', { class: 'problem', id: `${field.id}-problem`, role: 'alert' });
  field.setAttribute('aria-describedby', problem.id);
  field.addEventListener('input', () => mark(field, false));
  sendAlone(field, node, context.client);
  const element = el('div', { class: 'field-row' }, label, box, problem);
  if (node.label_position === 'left') element.classList.add('label-left');
  if (node.width === 'fill') element.classList.add('fill');
  return applyBox(element, node);
}

/** A field outside a form that asks for a callback sends itself when its value is settled. */
function sendAlone(field, node, client) {
  if (!(node.behaviors ?? []).some((behavior) => behavior.type === 'callback')) return;
  field.addEventListener('change', () => {
    if (field.closest('[data-form]') === null) client.press(field.name, { [field.name]: field.value }, null);
  });
}

function mark(field, missing) {
  field.setAttribute('aria-invalid', String(missing));
  const problem = document.getElementById(`${field.id}-problem`);
  problem?.replaceChildren(missing ? '此项必填' : '');
}
