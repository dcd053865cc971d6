import { choiceInAddress, putIntoAddress } from './choice.js';
import { timeInWords } from './clock.js';
import { arrange, el, keep } from './dom.js';
import { firstSteps } from './first-steps.js';
import { operatorView } from './operator.js';
import { personView } from './person.js';
import { platformView } from './platform.js';
import { watch } from './server.js';
import { switcher } from './switcher.js';
import { troupeBar } from './troupe-bar.js';

const SIDES = [
  { key: 'platform', name: '模拟平台', short: '平台', letter: '台' },
  { key: 'operator', name: '系统管理员', short: '系统', letter: '系' },
];
const phone = matchMedia('(max-width: 700px)');

const main = document.querySelector('main');
const link = document.querySelector('#link');
const clock = document.querySelector('#clock');
const loading = document.querySelector('#loading');
const nobody = el('p', { class: 'loading' }, '在上方选择要显示的人');

const names = new Map();
const people = new Map();
const sides = { platform: platformView(), operator: operatorView() };
const steps = firstSteps();
let choice = choiceInAddress();
/** What the server has said last; null until it has. */
let view = null;
/** Who or what a phone shows; a wide window shows everybody chosen. */
let current = null;

/** What the columns need of the page: the people's names, whether somebody is on the screen, and the word that they changed. */
const page = { names, sees, changed: () => paintControls() };
const bar = troupeBar({ troupe: showTroupe, person: toggle, side: showSide });
const switches = switcher({ troupe: showTroupe, current: bringUp });

function show(next) {
  loading.remove();
  view = next;
  names.clear();
  for (const person of view.people) names.set(person.openId, person.name);
  const columns = keep(
    people,
    view.people,
    (person) => person.openId,
    (person) => personView(person, page),
  );
  arrange(main, [...columns, nobody, sides.platform.element, sides.operator.element]);
  clock.hidden = view.aheadMs === 0;
  clock.replaceChildren(`时钟已拨快 ${timeInWords(view.aheadMs)}`);
  sides.platform.update(view);
  paint();
  if (isShown('operator')) sides.operator.refresh();
}

/** The troupe that is looked at; the first when the address names none that is there. */
function troupe() {
  return view.troupes.find(({ name }) => name === choice.troupe) ?? view.troupes[0];
}

function sees(openId) {
  if (phone.matches) return openId === current;
  return troupe().people.includes(openId) && !choice.hidden.has(names.get(openId));
}

/** Tells whether the platform or the operator stands on the screen. */
function isShown(side) {
  return phone.matches ? current === side : choice.side === side;
}

/** Puts on the screen what is chosen; only what is there has been read. */
function paint() {
  if (view === null) return;
  const here = troupe();
  if (!here.people.includes(current) && !(current in sides)) current = here.people[0] ?? 'platform';
  for (const [openId, person] of people) {
    person.element.hidden = !sees(openId);
    person.paint();
  }
  for (const [key, side] of Object.entries(sides)) side.element.hidden = !isShown(key);
  nobody.hidden = phone.matches || here.people.some(sees);
  paintSteps();
  paintControls();
}

/** The first steps are those of the first troupe, which has everything that they speak of. */
function paintSteps() {
  const [first] = view.troupes;
  const its = view.people.filter(({ openId }) => first.people.includes(openId));
  const itsOwn = ({ enterprise }) => enterprise === first.name;
  const evaluations = view.evaluations.filter(itsOwn);
  const intents = view.intents.filter(itsOwn);
  steps.update({ people: its, evaluations, intents }, troupe() === first);
}

function paintControls() {
  const unreadOf = (openId) => people.get(openId)?.unread() ?? 0;
  const troupes = view.troupes.map((each) => ({
    key: each.name,
    name: each.name,
    shown: each === troupe(),
    unread: each.people.reduce((sum, openId) => sum + unreadOf(openId), 0),
  }));
  const mine = troupe().people.map((openId) => ({
    key: openId,
    name: names.get(openId) ?? '',
    shown: sees(openId),
    unread: unreadOf(openId),
  }));
  const beside = SIDES.map((side) => ({ ...side, shown: isShown(side.key) }));
  bar.update({ troupes, people: mine, sides: beside });
  const short = beside.map((side) => ({ ...side, name: side.short }));
  switches.update({ troupes, people: mine, sides: short, current });
}

function choose(change) {
  choice = { ...choice, ...change };
  putIntoAddress(choice);
  paint();
}

function showTroupe(name) {
  current = null;
  choose({ troupe: name === view.troupes[0].name ? null : name });
}

function toggle(name) {
  const hidden = new Set(choice.hidden);
  if (!hidden.delete(name)) hidden.add(name);
  choose({ hidden });
}

/** Shows the platform or the operator beside the people; what is there already is put away. */
function showSide(key) {
  choose({ side: choice.side === key ? 'none' : key });
  if (isShown('operator')) sides.operator.refresh();
}

function bringUp(key) {
  current = key;
  paint();
  if (isShown('operator')) sides.operator.refresh();
}

document.querySelector('#steps').replaceWith(steps.element);
document.querySelector('#bar').replaceWith(bar.element);
document.querySelector('#switcher').replaceWith(switches.element);
phone.addEventListener('change', paint);
addEventListener('hashchange', () => {
  choice = choiceInAddress();
  paint();
});
watch(show, (up) => {
  link.hidden = up;
});
