import { textOf } from './card-blocks.js';
import { checkForm, clearForm, valuesOf } from './card-fields.js';
import { applyBox } from './card-style.js';
import { el, webLink } from './dom.js';

const TYPES = new Set([
  'default',
  'primary',
  'danger',
  'text',
  'primary_text',
  'danger_text',
  'primary_filled',
  'danger_filled',
  'laser',
]);
const SIZES = new Set(['tiny', 'small', 'medium', 'large']);

/** The button, by tag. */
export const BUTTONS = { button };

function button(node, context) {
  const type = TYPES.has(node.type) ? node.type : 'default';
  const size = SIZES.has(node.size) ? node.size : 'medium';
  const looks = { class: `button ${type} ${size}`, 'data-button': node.name ?? null };
  const tip = node.disabled ? node.disabled_tips?.content : node.hover_tips?.content;
  const link = linkOf(node);
  const label = el('span', { class: 'label' }, textOf(node.text, context.client));
  const opens = link !== null && !node.disabled && !calls(node);
  const element = opens
    ? el('a', { ...looks, title: tip, href: link, target: '_blank', rel: 'noopener noreferrer' }, label)
    : el('button', { ...looks, title: tip, type: 'button', disabled: node.disabled === true }, label);
  if (node.width === 'fill') element.classList.add('fill');
  else if (/^\d{3}px$/.test(node.width ?? '')) element.style.width = node.width;
  if (!opens) onPress(element, node, context);
  return applyBox(element, node);
}

/** Lets a component be pressed by pointer and keyboard: inside a form it sends the form, outside only its name. */
export function onPress(element, node, context) {
  const press = async () => {
    if (node.disabled || element.getAttribute('aria-busy') === 'true') return;
    if (resets(node)) return clear(element);
    const form = submits(node) ? element.closest('[data-form]') : null;
    if (form !== null && !checkForm(form)) return;
    if (node.confirm !== undefined && !(await agrees(node.confirm, context.client))) return;
    open(node);
    if (calls(node)) send(node, form, context.client);
  };
  element.addEventListener('click', (event) => {
    // A pressed button inside a pressable container is the button's press alone.
    event.stopPropagation();
    void press();
  });
  if (element.tagName === 'BUTTON') return;
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    void press();
  });
}

function send(node, form, client) {
  const name = node.name || node.element_id;
  if (!name) return client.complain('这个组件没有 name，客户端无法送出点击');
  client.press(name, form === null ? {} : valuesOf(form), form?.dataset.form ?? null);
}

function clear(element) {
  const form = element.closest('[data-form]');
  if (form !== null) clearForm(form);
}

function open(node) {
  const link = linkOf(node);
  if (link !== null) window.open(link, '_blank', 'noopener,noreferrer');
}

function submits(node) {
  return node.form_action_type === 'submit' || node.action_type === 'form_submit';
}

function resets(node) {
  return node.form_action_type === 'reset' || node.action_type === 'form_reset';
}

function calls(node) {
  return submits(node) || (node.behaviors ?? []).some((behavior) => behavior.type === 'callback');
}

function linkOf(node) {
  const opener = (node.behaviors ?? []).find((behavior) => behavior.type === 'open_url');
  return opener === undefined ? null : webLink(opener.pc_url || opener.default_url);
}

/** Asks before a press that the card wants confirmed; Escape and 取消 mean no. */
function agrees(confirm, client) {
  return new Promise((resolve) => {
    const answer = (text, value, looks) =>
      el(
        'button',
        { class: `button ${looks} medium`, type: 'button', onclick: () => dialog.close(value) },
        text,
      );
    const dialog = el(
      'dialog',
      { class: 'confirm', 'aria-label': confirm.title?.content || '请确认', 'data-testid': 'confirm' },
      el('h2', {}, textOf(confirm.title, client)),
      el('p', {}, textOf(confirm.text, client)),
      el(
        'div',
        { class: 'confirm-buttons' },
        answer('取消', 'no', 'default'),
        answer('确定', 'yes', 'primary_filled'),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
