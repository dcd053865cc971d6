import { clearForm, fieldOf, fieldsOf } from './card-fields.js';
import { el } from './dom.js';

/**
 * Keeps one message's card on the page: draws it again only when its JSON changed, and never takes from the person
 * what he is typing, where his focus is, or what he has unfolded. `draw(card, client)` draws it as its product does;
 * `client.press` says whether the press was accepted.
 */
export function cardHost(draw, client) {
  const element = el('div', { class: 'card-host' });
  const busy = new Set();
  let shown = '';
  let waiting = null;
  let composing = false;

  const paint = () => {
    for (const button of element.querySelectorAll('[data-button]')) {
      button.setAttribute('aria-busy', String(busy.has(button.dataset.button)));
    }
  };
  const press = async (button, values, formName) => {
    if (busy.has(button)) return;
    busy.add(button);
    paint();
    const accepted = await client.press(button, values);
    busy.delete(button);
    paint();
    const form = [...element.querySelectorAll('[data-form]')].find(
      (candidate) => candidate.dataset.form === formName,
    );
    if (accepted && form !== undefined) clearForm(form);
  };
  const redraw = (card) => {
    const restore = remember(element);
    element.replaceChildren(draw(card, { ...client, press }));
    restore(element);
    paint();
  };

  // Replacing a field while an input method composes Chinese would eat the half-typed word.
  element.addEventListener('compositionstart', () => {
    composing = true;
  });
  element.addEventListener('compositionend', () => {
    composing = false;
    if (waiting !== null) redraw(waiting);
    waiting = null;
  });
  return {
    element,
    update(card) {
      const json = JSON.stringify(card);
      if (json === shown) return;
      shown = json;
      if (composing) waiting = card;
      else redraw(card);
    },
  };
}

/** Notes what the person has done to a card; the result does it again to the card's next drawing. */
function remember(before) {
  const drafts = new Map(
    fieldsOf(before).map((field) => [field.name, { spec: field.spec, value: field.value() }]),
  );
  const panels = [...before.querySelectorAll('details')].map((panel) => panel.open);
  const focus = before.contains(document.activeElement) ? focusOf(document.activeElement) : null;
  return (after) => {
    for (const field of fieldsOf(after)) {
      const draft = drafts.get(field.name);
      // A field that the card itself changed starts anew.
      if (draft?.spec === field.spec) field.set(draft.value);
    }
    for (const [index, panel] of [...after.querySelectorAll('details')].entries())
      panel.open = panels[index] ?? panel.open;
    if (focus !== null) restoreFocus(after, focus);
  };
}

function focusOf(element) {
  const { selectionStart = null, selectionEnd = null } = element;
  return { place: placeOf(element), selectionStart, selectionEnd };
}

function restoreFocus(after, { place, selectionStart, selectionEnd }) {
  if (place === null) return;
  const found = [...after.querySelectorAll('button, a, input, select, textarea, summary')].find(
    (candidate) => placeOf(candidate) === place,
  );
  if (found === undefined) return;
  found.focus({ preventScroll: true });
  if (selectionStart !== null) found.setSelectionRange(selectionStart, selectionEnd);
}

/** Says which part of a card an element is, in words that hold for the card's next drawing; null when it is none. */
function placeOf(element) {
  if (element.dataset.button) return `button ${element.dataset.button}`;
  const field = element.closest('[data-field]');
  if (field === null) return null;
  const { name } = fieldOf(field);
  return element === field ? `field ${name}` : `field ${name} ${element.tagName} ${element.value ?? ''}`;
}
