import { arrange, avatar, el, keep } from './dom.js';

/**
 * Keeps the bar above the columns: the troupes, of which one is shown, its people, each of whom can be hidden, and
 * what can stand beside them. `act` is called with what was pressed: `troupe(name)`, `person(name)`, `side(key)`.
 */
export function troupeBar(act) {
  const troupes = toggles('企业', 'bar-troupes', ({ name }) =>
    toggle(`troupe-${name}`, null, () => act.troupe(name)),
  );
  const people = toggles('显示的人', 'bar-people', ({ name }) =>
    toggle(`show-${name}`, avatar(name), () => act.person(name)),
  );
  const sides = toggles('旁栏', 'bar-sides', ({ key }) => toggle(`side-${key}`, null, () => act.side(key)));
  const looks = { class: 'bar', 'aria-label': '企业与人员', 'data-testid': 'bar' };
  return {
    element: el('nav', looks, troupes.element, people.element, sides.element),
    /** Each of the three lists has its entries' key, name, whether they are shown, and their unread messages. */
    update(view) {
      troupes.update(view.troupes);
      people.update(view.people);
      sides.update(view.sides);
    },
  };
}

function toggles(label, name, make) {
  const element = el('div', { class: name, role: 'group', 'aria-label': label });
  const parts = new Map();
  return {
    element,
    update: (items) =>
      arrange(
        element,
        keep(parts, items, ({ key }) => key, make),
      ),
  };
}

/** A button that is down while something is shown; what is not shown tells how much of it is unread. */
function toggle(id, picture, press) {
  const text = el('span', {});
  const unread = badge();
  const element = el(
    'button',
    { class: 'bar-toggle', type: 'button', 'data-testid': id, onclick: press },
    picture,
    text,
    unread.element,
  );
  return {
    element,
    update({ name, shown, unread: count = 0 }) {
      text.replaceChildren(shortName(name));
      element.setAttribute('aria-pressed', String(shown));
      unread.show(shown ? 0 : count);
    },
  };
}

/** A troupe's name without what every name of the sandbox bears, which the page says once for all of them. */
export function shortName(name) {
  return name.replace('（虚构）', '');
}

/** Makes the sign of how many messages are unread; it is not there when there are none. */
export function badge() {
  const element = el('span', { class: 'unread', hidden: true });
  return {
    element,
    show(count) {
      element.hidden = count === 0;
      element.replaceChildren(String(count));
      element.setAttribute('aria-label', `${count} 条未读`);
    },
  };
}
