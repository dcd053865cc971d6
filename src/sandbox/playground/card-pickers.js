import { textOf } from './card-blocks.js';
import { common, field, nameOf, newFieldId, plainValue } from './card-fields.js';
import { avatar, el } from './dom.js';

/** The components from which something is picked, by tag. */
export const PICKERS = {
  select_person: (node, context) => picker(node, context, peopleOf(node, context), false),
  multi_select_person: (node, context) => picker(node, context, peopleOf(node, context), true),
  multi_select_static: (node, context) => picker(node, context, wordsOf(node), true),
  date_picker: datePicker,
  checker,
};

/** The people a card offers; when it names none, those of the chat. */
function peopleOf(node, { client }) {
  const named = (node.options ?? []).map(({ value }) => value);
  const ids = named.length > 0 ? named : client.members().map(({ openId }) => openId);
  return ids.map((value) => {
    const text = client.names.get(value) ?? '未知成员';
    return { value, text, picture: () => avatar(text) };
  });
}

function wordsOf(node) {
  return (node.options ?? []).map(({ value, text }) => ({
    value,
    text: text?.content ?? value,
    picture: () => null,
  }));
}

/**
 * A line that shows what was chosen, and the list it unfolds. The list pushes down what comes after it, so that it is
 * never cut off in a narrow column and the keyboard walks through it like through any other field.
 */
function picker(node, context, offers, many) {
  const hint = el('span', { class: 'hint' }, node.placeholder?.content ?? '请选择');
  const chosen = el('span', { class: 'chosen-ones' });
  const line = el('summary', { class: 'input-box' }, hint, chosen);
  const group = newFieldId();
  const boxes = offers.map(({ value }) =>
    el('input', { type: many ? 'checkbox' : 'radio', name: group, value, disabled: node.disabled === true }),
  );
  const rows = offers.map(({ text, picture }, index) =>
    el('label', { class: 'offer' }, boxes[index], picture(), el('span', {}, text)),
  );
  const empty = rows.length === 0 ? el('p', { class: 'nothing' }, '没有可选项') : null;
  const list = el(
    'div',
    { class: 'offers', role: many ? 'group' : 'radiogroup', 'aria-label': nameOf(node) },
    rows,
    empty,
  );
  const element = el('details', { class: 'picker', id: newFieldId() }, line, list);
  const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const put = (values) => {
    for (const box of boxes) box.checked = [values].flat().includes(box.value);
  };
  const paint = () => {
    const shown = offers.filter(({ value }) => picked().includes(value));
    chosen.replaceChildren(
      ...shown.map(({ text, picture }) => el('span', { class: 'chip' }, picture(), text)),
    );
    hint.hidden = shown.length > 0;
    const words = shown.map(({ text }) => text).join('、');
    line.setAttribute('aria-label', `${nameOf(node)}：${words || '未选择'}`);
  };
  put(node.selected_values ?? node.initial_option ?? []);
  paint();
  element.addEventListener('input', paint);
  fold(element, line, many);
  line.addEventListener('click', () =>
    requestAnimationFrame(() => {
      if (element.open) list.scrollIntoView({ block: 'nearest' });
    }),
  );
  const value = many ? picked : () => picked()[0] ?? '';
  return field(node, context, { element, box: element, value, put, focus: () => line.focus() });
}

/** One choice made by pointer closes the list, Escape always does; keyboard choices leave it open to be changed. */
function fold(element, line, many) {
  element.addEventListener('click', (event) => {
    const byPointer = event.pointerType !== undefined && event.pointerType !== '';
    if (many || !byPointer || event.target.closest('.offer') === null) return;
    requestAnimationFrame(() => {
      element.open = false;
      line.focus({ preventScroll: true });
    });
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    event.preventDefault();
    element.open = false;
    line.focus({ preventScroll: true });
  });
}

function datePicker(node, context) {
  const element = el('input', { ...common(node), type: 'date' });
  element.defaultValue = node.initial_date ?? '';
  // The browser's own field says nothing of what the day is for.
  const hint = el('span', { class: 'hint' }, node.placeholder?.content);
  const box = el('div', { class: 'input-box dated' }, node.label ? null : hint, element);
  return field(node, context, { element, box, ...plainValue(element) });
}

/** A tick with its text; without a callback it is the client's own affair, as with the real one. */
function checker(node, context) {
  const element = el('input', { ...common(node), type: 'checkbox', 'aria-label': node.text?.content });
  element.checked = node.checked === true;
  const box = el('label', { class: 'checker' }, element, el('span', {}, textOf(node.text, context.client)));
  return field(node, context, {
    element,
    box,
    value: () => String(element.checked),
    put: (next) => {
      element.checked = next === 'true';
    },
  });
}
