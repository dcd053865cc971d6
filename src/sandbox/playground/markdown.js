import { el } from './dom.js';
import { decodeEntities } from './entities.js';
import { inline } from './markdown-inline.js';

const FENCE = /^\s*```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$|^\s*<hr\s*\/?>\s*$/i;
const QUOTE = /^>\s?(.*)$/;
const BULLET = /^(\s*)(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const SEPARATOR = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

/** Each kind of block: whether it starts at a line, and how it is read; a reader returns the line after it. */
const BLOCKS = [
  [(lines, at) => FENCE.test(lines[at]), codeBlock],
  [(lines, at) => RULE.test(lines[at]), (_, at) => [el('hr'), at + 1]],
  [(lines, at) => HEADING.test(lines[at]), heading],
  [(lines, at) => QUOTE.test(lines[at]), quote],
  [(lines, at) => BULLET.test(lines[at]), list],
  [(lines, at) => ROW.test(lines[at]) && SEPARATOR.test(lines[at + 1] ?? ''), table],
];

/**
 * Reads a product's markdown into nodes: a safe subset, built node by node, never as HTML. `readLine` knows the marks
 * within a line, Feishu's unless told otherwise.
 */
export function markdown(text, names, readLine = inline) {
  const inside = (line) => readLine(line, names);
  const lines = String(text).replaceAll('\r\n', '\n').split('\n');
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = read(lines, at, inside);
    if (node !== null) nodes.push(node);
    at = next;
  }
  return nodes;
}

function read(lines, at, inside) {
  if (lines[at].trim() === '') return [null, at + 1];
  return (readerAt(lines, at) ?? paragraph)(lines, at, inside);
}

function readerAt(lines, at) {
  return BLOCKS.find(([starts]) => starts(lines, at))?.[1];
}

function paragraph(lines, at, inside) {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() !== '' && readerAt(lines, end) === undefined) end += 1;
  return [el('p', {}, inside(lines.slice(at, end).join('\n'))), end];
}

function heading(lines, at, inside) {
  const [, marks, text] = HEADING.exec(lines[at]);
  return [
    el(
      'p',
      { class: `h h${marks.length}`, role: 'heading', 'aria-level': String(marks.length + 2) },
      inside(text),
    ),
    at + 1,
  ];
}

function quote(lines, at, inside) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  const text = lines.slice(at, end).map((line) => QUOTE.exec(line)[1]);
  return [el('blockquote', {}, inside(text.join('\n'))), end];
}

/** A list keeps one level: deeper items are indented, which is all a card needs. */
function list(lines, at, inside) {
  const ordered = BULLET.exec(lines[at])[2] !== undefined;
  const items = [];
  let end = at;
  for (let found = BULLET.exec(lines[end]); found !== null && (found[2] !== undefined) === ordered; ) {
    const [, indent, number, text] = found;
    const item = el('li', ordered ? { value: number } : {}, inside(text));
    if (indent.length > 1) item.classList.add('deeper');
    items.push(item);
    end += 1;
    found = BULLET.exec(lines[end] ?? '');
  }
  return [el(ordered ? 'ol' : 'ul', {}, items), end];
}

function codeBlock(lines, at) {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end])) end += 1;
  return [el('pre', {}, el('code', {}, decodeEntities(lines.slice(at + 1, end).join('\n')))), end + 1];
}

function table(lines, at, inside) {
  let end = at + 2;
  while (end < lines.length && ROW.test(lines[end])) end += 1;
  const row = (line, cell) =>
    el(
      'tr',
      {},
      ROW.exec(line)[1]
        .split('|')
        .map((text) => el(cell, {}, inside(text.trim()))),
    );
  const body = lines.slice(at + 2, end).map((line) => row(line, 'td'));
  const whole = el('table', {}, el('thead', {}, row(lines[at], 'th')), el('tbody', {}, body));
  return [el('div', { class: 'table-frame' }, whole), end];
}
