import { arrange, avatar, el, keep } from './dom.js';
import { firstSteps } from './first-steps.js';
import { personView } from './person.js';
import { platformView } from './platform.js';
import { watch } from './server.js';

const PLATFORM = 'platform';
const phone = matchMedia('(max-width: 700px)');

const main = document.querySelector('main');
const switcher = document.querySelector('#switcher');
const link = document.querySelector('#link');
const loading = document.querySelector('#loading');

const names = new Map();
const people = new Map();
const platform = platformView();
const steps = firstSteps();
let order = [];
/** Whom a phone shows; a wide window shows everybody. */
let current = null;

/** What the columns need of the page: the people's names, whether somebody is on the screen, and the word that they changed. */
const page = {
  names,
  sees: (openId) => !phone.matches || openId === current,
  changed: () => paintSwitcher(),
};

function show(view) {
  loading.remove();
  names.clear();
  for (const person of view.people) names.set(person.openId, person.name);
  order = view.people;
  if (current !== PLATFORM && !names.has(current)) current = order[0]?.openId ?? PLATFORM;
  const columns = keep(
    people,
    view.people,
    (person) => person.openId,
    (person) => personView(person, page),
  );
  arrange(main, [...columns, platform.element]);
  platform.update(view.evaluations);
  steps.update(view);
  paint();
}

/** Marks who is on the screen of a phone; there only he has read his messages. */
function paint() {
  for (const [openId, person] of people) {
    person.element.classList.toggle('current', openId === current);
    person.paint();
  }
  platform.element.classList.toggle('current', current === PLATFORM);
  paintSwitcher();
}

function paintSwitcher() {
  const focused = switcher.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const entries = order.map(({ openId, name }) =>
    switchTo(openId, name, avatar(name), people.get(openId).unread()),
  );
  switcher.replaceChildren(
    ...entries,
    switchTo(PLATFORM, '平台', el('span', { class: 'avatar platform-sign' }, '台'), 0),
  );
  if (focused !== null) switcher.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function switchTo(key, name, picture, unread) {
  const badge =
    unread > 0 ? el('span', { class: 'unread', 'aria-label': `${unread} 条未读` }, String(unread)) : null;
  const choose = () => {
    current = key;
    paint();
  };
  const looks = {
    type: 'button',
    'data-key': key,
    'data-testid': `switch-${key}`,
    'aria-current': key === current ? 'true' : null,
  };
  return el(
    'button',
    { ...looks, onclick: choose },
    el('span', { class: 'switch-picture' }, picture, badge),
    el('span', {}, name),
  );
}

document.querySelector('#steps').replaceWith(steps.element);
phone.addEventListener('change', paint);
watch(show, (up) => {
  link.hidden = up;
});
