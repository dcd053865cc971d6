import { BLOCKS, textOf } from './card-blocks.js';
import { BUTTONS } from './card-button.js';
import { FIELDS } from './card-fields.js';
import { LAYOUTS } from './card-layout.js';
import { PICKERS } from './card-pickers.js';
import { applyBox, toneOf } from './card-style.js';
import { el } from './dom.js';
import { tag } from './markdown-inline.js';

/** The platform allows five levels of containers; more would be refused before it came here. */
const DEEPEST = 12;
const COMPONENTS = new Map(Object.entries({ ...BLOCKS, ...LAYOUTS, ...FIELDS, ...PICKERS, ...BUTTONS }));

/**
 * Draws a card of JSON 2.0. `client` gives `names` (a person's id to his name) and `members()` of the chat, and takes
 * what people do: `press(button, form, formName)`, and `complain(text)` for what the real client would refuse.
 */
export function renderCard(card, client) {
  const elements = card?.body?.elements;
  if (card?.schema !== '2.0' || !Array.isArray(elements)) {
    return el('article', { class: 'card' }, unknown('card', '不是 JSON 2.0 卡片'));
  }
  const body = applyBox(
    el('div', { class: 'card-body' }, children(elements, { client, depth: 0, children })),
    card.body,
  );
  if (card.body.direction === 'horizontal') body.classList.add('horizontal');
  const title = card.header?.title?.content;
  return el('article', { class: 'card', 'aria-label': title || '卡片' }, headerOf(card.header, client), body);
}

function headerOf(header, client) {
  if (header === undefined || header === null) return null;
  const tags = (header.text_tag_list ?? [])
    .slice(0, 3)
    .map((label) => tag(label.color, label.text?.content ?? ''));
  const subtitle = header.subtitle?.content
    ? el('div', { class: 'card-subtitle' }, textOf(header.subtitle, client))
    : null;
  return el(
    'header',
    { class: `card-header ${toneOf(header.template) || 'plain'}` },
    el(
      'div',
      { class: 'card-title' },
      el('span', { class: 'card-title-text' }, textOf(header.title, client)),
      tags,
    ),
    subtitle,
  );
}

function children(nodes, context) {
  if (!Array.isArray(nodes)) return [];
  return nodes.map((node) => component(node, { ...context, depth: context.depth + 1 }));
}

function component(node, context) {
  const name = String(node?.tag);
  const draw = COMPONENTS.get(name);
  if (draw === undefined) return unknown(name, `不支持的组件 ${name}`);
  if (context.depth > DEEPEST) return unknown(name, '嵌套过深的组件');
  try {
    return draw(node, context);
  } catch {
    // A component with parts of the wrong kind must not take the rest of the page with it.
    return unknown(name, `无法显示的组件 ${name}`);
  }
}

function unknown(name, text) {
  return el('div', { class: 'unknown', 'data-tag': name }, text);
}
