import { common, field, plainValue } from './card-fields.js';
import { el } from './dom.js';

/** Makes a drop-down list; nobody has to touch it, for its first option is chosen where the card chooses none. */
export function selectOf(question) {
  const node = nodeOf(question);
  const ids = node.options.map(({ id }) => id);
  const chosen = ids.includes(question.selected_id) ? question.selected_id : ids[0];
  const options = node.options.map(({ id, text }) =>
    el('option', { value: id, selected: id === chosen }, text),
  );
  const element = el('select', common(node), options);
  const box = el('div', { class: 'input-box chosen' }, element);
  return fieldUnlessDead(node, { element, box, ...plainValue(element) });
}

/** Makes the options of which one, or in mode 1 any number, can be chosen. */
export function checkboxOf(question) {
  const node = nodeOf(question);
  const { id, disabled } = common(node);
  const type = question.mode === 1 ? 'checkbox' : 'radio';
  const boxes = node.options.map((option) =>
    el('input', { type, name: id, value: option.id, checked: option.is_checked === true, disabled }),
  );
  const options = node.options.map(({ text }, index) =>
    el('label', { class: 'wecom-option' }, boxes[index], el('span', {}, text)),
  );
  const element = el('div', { id, class: 'wecom-options', role: 'group', 'aria-label': '选项' }, options);
  const value = () => boxes.filter(({ checked }) => checked).map((box) => box.value);
  const put = (next) => {
    for (const box of boxes) box.checked = next.includes(box.value);
  };
  return fieldUnlessDead(node, { element, box: element, value, put, focus: () => boxes[0]?.focus() });
}

/** A question in the words of the page's own fields. */
function nodeOf(question) {
  const { question_key: name, title, option_list: options = [], disable } = question;
  const label = title ? { label: { content: title } } : { placeholder: { content: '请选择' } };
  // The whole question is in it, so that one that the card itself changes starts anew.
  return { ...question, ...label, name, options, disabled: disable === true, width: 'fill' };
}

/** A dead question shows what it holds, but is no field: nothing is sent for it. */
function fieldUnlessDead(node, control) {
  if (!node.disabled) return field(node, { client: null }, control);
  const label = node.label ? el('span', { class: 'field-label' }, node.label.content) : null;
  return el('div', { class: 'field-row fill' }, label, control.box);
}
