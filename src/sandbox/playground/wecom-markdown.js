import { el } from './dom.js';
import { markdown } from './markdown.js';
import { COMMON_RULES, lineReader } from './markdown-inline.js';

/** The three words by which WeCom knows colours. */
const TONES = new Map([
  ['info', 'tone-green'],
  ['comment', 'tone-grey'],
  ['warning', 'tone-orange'],
]);

const readLine = lineReader([
  [/\\([!-/:-@[-`{-~])/y, ([, sign]) => sign],
  ...COMMON_RULES,
  [/<@([^<>\s]{1,64})>/y, ([, id], _, names) => el('span', { class: 'mention' }, `@${names.get(id) ?? id}`)],
  [
    /<font color="(info|comment|warning)">([\s\S]{0,2000}?)<\/font>/y,
    ([, colour, text], inside) => el('span', { class: `font ${TONES.get(colour)}` }, inside(text)),
  ],
]);

/** Reads WeCom's markdown into nodes: a safe subset, built node by node, never as HTML. */
export function wecomMarkdown(text, names) {
  return markdown(text, names, readLine);
}
