import { toneOf } from './card-style.js';
import { el, webLink } from './dom.js';
import { decodeEntities } from './entities.js';

/** Deeper nesting than this is shown as it was written, so that no text can exhaust the page. */
const DEEPEST = 8;

const ATTRIBUTES = /([a-z_]+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s'">]+))/gi;

/**
 * The rules that every product has: code, bold, italics, pictures and links. Each says what starts at the current place,
 * and what it becomes; `inside` renders the text between the marks.
 */
export const COMMON_RULES = [
  [/`([^`\n]{1,2000})`/y, ([, code]) => el('code', {}, decodeEntities(code))],
  [/\*\*(?=\S)([^\n]{1,2000}?)\*\*/y, ([, text], inside) => el('strong', {}, inside(text))],
  [/\*(?=[^\s*])([^*\n]{1,2000})\*/y, ([, text], inside) => el('em', {}, inside(text))],
  [/!\[([^\]\n]{0,200})\]\([^)\s]{1,500}\)/y, ([, alt]) => el('span', { class: 'md-image' }, `图片 ${alt}`)],
  [/\[([^\]\n]{1,500})\]\(([^)\s]{1,2000})\)/y, ([, text, href], inside) => link(href, inside(text))],
];

/** The rules of Feishu's markdown. */
const RULES = [
  [/\\([\\`*_~[\]()#!<>-])/y, ([, sign]) => sign],
  ...COMMON_RULES,
  [/~~(?=\S)([^\n]{1,2000}?)~~/y, ([, text], inside) => el('s', {}, inside(text))],
  [/<br\s*\/?>/iy, () => el('br')],
  [
    /<at\s([^>]{0,200})>([^<]{0,100})<\/at>/iy,
    ([, attributes, text], _, names) => mention(attributes, text, names),
  ],
  [
    /<person\s([^>]{0,200})>([^<]{0,100})<\/person>/iy,
    ([, attributes, text], _, names) => mention(attributes, text, names),
  ],
  [
    /<font\s([^>]{0,100})>([\s\S]{0,2000}?)<\/font>/iy,
    ([, attributes, text], inside) =>
      el('span', { class: `font ${toneOf(read(attributes).color)}` }, inside(text)),
  ],
  [
    /<(?:text|number)_tag(?:\s([^>]{0,200}))?>([^<]{0,500})<\/(?:text|number)_tag>/iy,
    ([, attributes, text]) => tag(read(attributes ?? '').color, decodeEntities(text)),
  ],
];
const MARK = /[\\`*~![<]/g;

/**
 * Makes the reader of one line of a product's markdown: it turns the line into nodes, and entities are decoded last, so
 * an escaped mark is text. `names` maps a person's id to his name. What is no known mark is shown as it was written.
 */
export function lineReader(rules) {
  const read = (text, names, depth = 0) => {
    if (depth >= DEEPEST) return [decodeEntities(text)];
    const nodes = [];
    let plain = 0;
    for (let place = nextMark(text, 0); place >= 0; place = nextMark(text, place)) {
      const found = match(rules, text, place);
      if (found === null) {
        place += 1;
        continue;
      }
      if (place > plain) nodes.push(decodeEntities(text.slice(plain, place)));
      nodes.push(found.make((between) => read(between, names, depth + 1), names));
      place += found.length;
      plain = place;
    }
    if (plain < text.length) nodes.push(decodeEntities(text.slice(plain)));
    return nodes;
  };
  return read;
}

/** Reads one line of Feishu's markdown into nodes. */
export const inline = lineReader(RULES);

/** Draws a small coloured label. */
export function tag(colour, text) {
  return el('span', { class: `tag ${toneOf(colour) || 'tone-blue'}` }, text);
}

function nextMark(text, from) {
  MARK.lastIndex = from;
  return MARK.exec(text)?.index ?? -1;
}

function match(rules, text, place) {
  for (const [pattern, make] of rules) {
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (found !== null)
      return { length: found[0].length, make: (inside, names) => make(found, inside, names) };
  }
  return null;
}

function link(address, content) {
  const href = webLink(decodeEntities(address));
  if (href === null) return el('span', { class: 'dead-link', title: '只能打开 http 或 https 链接' }, content);
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, content);
}

function mention(attributes, text, names) {
  const { id = '', user_id: userId = '' } = read(attributes);
  const who = id || userId;
  const name = who === 'all' ? '所有人' : (names.get(who) ?? (decodeEntities(text) || who));
  return el('span', { class: who === 'all' ? 'mention all' : 'mention' }, `@${name}`);
}

function read(attributes) {
  const found = {};
  for (const [, name, single, double, bare] of attributes.matchAll(ATTRIBUTES)) {
    found[name.toLowerCase()] = decodeEntities(single ?? double ?? bare);
  }
  return found;
}
