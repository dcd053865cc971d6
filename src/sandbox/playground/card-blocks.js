import { applyBox, sizeOf, toneOf } from './card-style.js';
import { avatar, el } from './dom.js';
import { markdown } from './markdown.js';
import { inline, tag } from './markdown-inline.js';

/** The components that only show something, by tag. */
export const BLOCKS = {
  markdown: (node, { client }) =>
    sized(el('div', { class: 'md' }, markdown(node.content ?? '', client.names)), node),
  div: textBlock,
  hr: (node) => applyBox(el('hr', {}), node),
  img: imageBlock,
  person: (node, { client }) => el('div', { class: 'people' }, personOf(node.user_id, client)),
  person_list: (node, { client }) =>
    el(
      'div',
      { class: 'people' },
      (node.persons ?? []).map(({ id }) => personOf(id, client)),
    ),
  table: tableBlock,
};

/** Reads a text object: `lark_md` with its marks, everything else literally. */
export function textOf(text, client) {
  const content = String(text?.content ?? '');
  return text?.tag === 'lark_md' ? inline(content, client.names) : [content];
}

function textBlock(node, { client }) {
  const text = node.text === undefined ? null : styledText(node.text, client);
  const fields = (node.fields ?? []).map((field) =>
    el('div', { class: field.is_short ? 'field short' : 'field' }, styledText(field.text, client)),
  );
  const grid = fields.length > 0 ? el('div', { class: 'field-grid' }, fields) : null;
  return applyBox(el('div', { class: 'text' }, text, grid), node);
}

/** The sandbox stores no pictures; their description stands for them. */
function imageBlock(node) {
  const text = node.alt?.content ?? '';
  return applyBox(el('div', { class: 'image', role: 'img', 'aria-label': text }, `图片 ${text}`), node);
}

function styledText(text, client) {
  const element = el(
    'div',
    { class: `plain ${toneOf(text?.text_color)} ${text?.text_color ? 'font' : ''}` },
    textOf(text, client),
  );
  if (Number.isInteger(text?.lines)) {
    element.classList.add('clamped');
    element.style.setProperty('--lines', String(text.lines));
  }
  return sized(element, text ?? {});
}

function sized(element, node) {
  const size = sizeOf(node.text_size);
  if (size !== '') element.classList.add(size);
  return applyBox(element, node);
}

function personOf(id, client) {
  const name = client.names.get(id) ?? '未知成员';
  return el('span', { class: 'person-chip' }, avatar(name), name);
}

function tableBlock(node, { client }) {
  const columns = node.columns ?? [];
  const head = el(
    'tr',
    {},
    columns.map((column) => el('th', {}, column.display_name ?? column.name)),
  );
  const rows = (node.rows ?? []).map((row) =>
    el(
      'tr',
      {},
      columns.map((column) => el('td', {}, cellOf(row[column.name], column, client))),
    ),
  );
  const whole = el('table', {}, el('thead', {}, head), el('tbody', {}, rows));
  return applyBox(
    el('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': '表格' }, whole),
    node,
  );
}

function cellOf(value, column, client) {
  if (value === undefined || value === null) return '';
  switch (column.data_type) {
    case 'lark_md':
    case 'markdown':
      return inline(String(value), client.names);
    case 'options':
      return Array.isArray(value)
        ? value.map((option) => tag(option.color, option.text ?? ''))
        : String(value);
    case 'persons':
      return [value].flat().map((id) => personOf(id, client));
    case 'number':
      return `${column.format?.symbol ?? ''}${Number(value).toLocaleString('zh-CN')}`;
    case 'date':
      return new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai' }).format(Number(value));
    default:
      return String(value);
  }
}
