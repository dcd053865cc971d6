import { valuesOf } from './card-fields.js';
import { el, webLink } from './dom.js';
import { checkboxOf, selectOf } from './wecom-choices.js';

/** Longer labels, and more than two buttons, do not stand side by side. */
const SHORT_LABEL = 6;
const SOURCE_COLOURS = new Map([
  [1, 'ink'],
  [2, 'red'],
  [3, 'green'],
]);
const BUTTON_STYLES = new Set([1, 2, 3, 4]);
/** What stands in a card from its head to its buttons, in the order of the client. */
const PARTS = [
  emphasis,
  quote,
  subTitle,
  paragraphs,
  facts,
  jumps,
  (card) => selects(card),
  (card) => card.checkbox && checkboxOf(card.checkbox),
];

/**
 * Draws a template card of WeCom. `onPress(key, choices)` takes a press of a button, of the submit button or of a menu
 * entry; `choices` holds the chosen options' ids of every question that can be answered, by question_key.
 */
export function renderWecomCard(card, { onPress }) {
  const title = card?.main_title?.title || card?.sub_title_text;
  if (typeof card?.card_type !== 'string') return el('article', { class: 'wecom-card' }, '不是模板卡片');
  const element = el('article', { class: 'wecom-card', 'aria-label': title || '卡片' });
  const press = (key) => onPress(key, choicesOf(element));
  element.append(...[top(card, press), head(card), picture(card)].filter(Boolean));
  element.append(...PARTS.map((part) => part(card)).filter(Boolean));
  element.append(...[buttons(card, press)].filter(Boolean));
  return element;
}

/** Collects what is chosen; a select gives one id, a checkbox a list of them. */
function choicesOf(element) {
  return Object.fromEntries(Object.entries(valuesOf(element)).map(([key, value]) => [key, [value].flat()]));
}

/** The line above the title: where the card is from, and the menu at the right. */
function top({ source, action_menu: menu }, press) {
  const from = source?.desc;
  if (!from && !menu) return null;
  const colour = SOURCE_COLOURS.get(source?.desc_color) ?? '';
  return el(
    'div',
    { class: 'wecom-top' },
    el('span', { class: `wecom-source ${colour}`.trim() }, from ?? ''),
    menu ? menuOf(menu, press) : null,
  );
}

function menuOf({ desc, action_list: entries = [] }, press) {
  const element = el(
    'details',
    { class: 'wecom-menu' },
    el('summary', { title: desc || '更多', 'aria-label': desc || '更多' }, '···'),
    el(
      'div',
      {},
      entries.map(({ text, key }) => {
        const choose = () => {
          element.open = false;
          press(key);
        };
        return el('button', { type: 'button', 'data-button': key, onclick: choose }, text);
      }),
    ),
  );
  return element;
}

/** The title; a tap on it opens what the whole card leads to. */
function head({ main_title: title, card_action: action }) {
  const words = [
    title?.title ? el('div', { class: 'wecom-title' }, title.title) : null,
    title?.desc ? el('div', { class: 'wecom-desc' }, title.desc) : null,
  ];
  const link = action?.type === 1 ? webLink(action.url) : null;
  if (link === null) return title ? el('div', { class: 'wecom-head' }, words) : null;
  const arrow = el('span', { class: 'wecom-go', 'aria-hidden': 'true' }, '›');
  const text = el('div', {}, words.some((word) => word !== null) ? words : '查看详情');
  return anchor(link, 'wecom-head leads', text, arrow);
}

/** The sandbox stores no pictures; a place for them stands in the card. */
function picture({ card_image: image, image_text_area: beside }) {
  if (!image && !beside) return null;
  const words = [beside?.title, beside?.desc].filter(Boolean).join(' · ');
  return el('div', { class: 'wecom-image', role: 'img', 'aria-label': words || '图片' }, words || '图片');
}

function emphasis({ emphasis_content: content }) {
  if (!content?.title && !content?.desc) return null;
  return el(
    'div',
    { class: 'wecom-emphasis' },
    el('div', { class: 'wecom-number' }, content.title ?? ''),
    el('div', { class: 'wecom-desc' }, content.desc ?? ''),
  );
}

function quote({ quote_area: area }) {
  if (!area?.title && !area?.quote_text) return null;
  const words = [
    area.title ? el('div', { class: 'wecom-quote-title' }, area.title) : null,
    area.quote_text ? el('div', {}, area.quote_text) : null,
  ];
  const link = area.type === 1 ? webLink(area.url) : null;
  return link === null ? el('div', { class: 'wecom-quote' }, words) : anchor(link, 'wecom-quote', ...words);
}

function subTitle({ sub_title_text: text }) {
  return text ? el('div', { class: 'wecom-sub' }, text) : null;
}

function paragraphs({ vertical_content_list: list = [] }) {
  if (list.length === 0) return null;
  const rows = list.map(({ title, desc }) =>
    el(
      'div',
      {},
      el('div', { class: 'wecom-row-title' }, title),
      el('div', { class: 'wecom-desc' }, desc ?? ''),
    ),
  );
  return el('div', { class: 'wecom-rows' }, rows);
}

/** The list of keys and values, of which some lead to a page. */
function facts({ horizontal_content_list: list = [] }) {
  if (list.length === 0) return null;
  const rows = list.flatMap(({ keyname, value = '', type, url }) => {
    const link = type === 1 ? webLink(url) : null;
    const shown = link === null ? value : anchor(link, '', value || keyname);
    return [el('dt', {}, keyname), el('dd', { class: type === 3 ? 'member' : null }, shown)];
  });
  return el('dl', { class: 'wecom-facts' }, rows);
}

function jumps({ jump_list: list = [] }) {
  if (list.length === 0) return null;
  const rows = list.map(({ type, title, url }) => {
    const link = type === 1 ? webLink(url) : null;
    return link === null
      ? el('span', {}, title)
      : anchor(link, '', title, el('span', { 'aria-hidden': 'true' }, '›'));
  });
  return el('div', { class: 'wecom-jumps' }, rows);
}

function selects({ button_selection: one, select_list: list = [] }) {
  const questions = [...(one ? [one] : []), ...list];
  return questions.length === 0 ? null : el('div', { class: 'wecom-selects' }, questions.map(selectOf));
}

/** The buttons; where a card was closed under a new name, that name alone on a dead one. */
function buttons(card, press) {
  if (card.replace_text) return row([button({ text: card.replace_text, style: 4 }, null)]);
  const questions = [...(card.select_list ?? []), ...(card.checkbox ? [card.checkbox] : [])];
  const closed = questions.length > 0 && questions.every((question) => question.disable === true);
  const list = card.button_list ?? (card.submit_button ? [{ style: 1, ...card.submit_button }] : []);
  if (list.length === 0) return null;
  const narrow = list.length <= 2 && list.every(({ text }) => [...text].length <= SHORT_LABEL);
  return row(
    list.map((spec) => button(spec, closed ? null : press)),
    narrow,
  );
}

function row(children, narrow = false) {
  return el('div', { class: narrow ? 'wecom-buttons beside' : 'wecom-buttons' }, children);
}

/** One button; without somebody to press for it is dead. The app's cards have buttons that are links. */
function button({ text, key, style, type, url }, press) {
  const look = `wecom-button style-${BUTTON_STYLES.has(style) ? style : 1}`;
  const label = el('span', { class: 'label' }, text);
  const link = type === 1 ? webLink(url) : null;
  if (link !== null && press !== null) return anchor(link, look, label);
  const element = el(
    'button',
    { class: look, type: 'button', 'data-button': key, disabled: press === null },
    label,
  );
  element.addEventListener('click', () => {
    if (element.getAttribute('aria-busy') !== 'true') press(key);
  });
  return element;
}

function anchor(href, look, ...children) {
  return el('a', { class: look || null, href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}
