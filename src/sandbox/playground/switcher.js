import { arrange, avatar, el, keep } from './dom.js';
import { badge, shortName } from './troupe-bar.js';

/**
 * Keeps what a phone has instead of the bar: a list of the troupes to choose from, and whom it shows, one at a time.
 * `act` is called with what was chosen: `troupe(name)`, `current(key)`.
 */
export function switcher(act) {
  const troupe = troupeList(act.troupe);
  const element = el('nav', { class: 'switcher', 'aria-label': '切换人员' });
  const parts = new Map();
  return {
    element,
    /** Troupes come with whether they are shown; people and sides with their key, name and unread messages. */
    update({ troupes, people, sides, current }) {
      troupe.update(troupes);
      const entries = keep(
        parts,
        [...people, ...sides],
        ({ key }) => key,
        (item) => entry(item, () => act.current(item.key)),
      );
      for (const [key, part] of parts) part.mark(key === current);
      arrange(element, troupes.length > 1 ? [troupe.element, ...entries] : entries);
    },
  };
}

function troupeList(choose) {
  const list = el('select', { 'aria-label': '企业', 'data-testid': 'switch-troupe' });
  const name = el('span', { 'aria-hidden': 'true' });
  let shown = '';
  list.addEventListener('change', () => choose(list.value));
  return {
    element: el('label', { class: 'switch-troupe' }, sign('企'), name, list),
    update(troupes) {
      // The browser's own list must not change while it is open.
      const next = JSON.stringify(troupes.map((troupe) => [troupe.name, troupe.shown]));
      if (next === shown) return;
      shown = next;
      const options = troupes.map((troupe) => el('option', { value: troupe.name }, troupe.name));
      list.replaceChildren(...options);
      list.value = troupes.find((troupe) => troupe.shown)?.name ?? '';
      name.replaceChildren(shortName(list.value));
    },
  };
}

function entry({ key, name, letter }, press) {
  const unread = badge();
  const text = el('span', {});
  const picture = letter === undefined ? avatar(name) : sign(letter);
  const element = el(
    'button',
    { type: 'button', 'data-testid': `switch-${key}`, onclick: press },
    el('span', { class: 'switch-picture' }, picture, unread.element),
    text,
  );
  return {
    element,
    update({ name: now, unread: count = 0 }) {
      text.replaceChildren(now);
      unread.show(count);
    },
    mark(current) {
      if (current) element.setAttribute('aria-current', 'true');
      else element.removeAttribute('aria-current');
    },
  };
}

function sign(letter) {
  return el('span', { class: 'avatar sign', 'aria-hidden': 'true' }, letter);
}
