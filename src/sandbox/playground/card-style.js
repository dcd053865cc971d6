const COLOURS = new Set([
  'blue',
  'wathet',
  'turquoise',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
]);
const SPACINGS = new Map([
  ['small', '4px'],
  ['medium', '8px'],
  ['large', '12px'],
  ['extra_large', '16px'],
]);
const LENGTHS = /^-?\d{1,3}px(?: -?\d{1,3}px){0,3}$/;
const ALIGNMENTS = new Set(['left', 'center', 'right', 'top', 'bottom']);

/** Names the style class of one of the platform's colours, with or without a shade such as `blue-600`; empty when unknown. */
export function toneOf(colour) {
  const [name] = String(colour ?? '').split('-');
  if (name === 'gray' || name === 'neutral') return 'tone-grey';
  return COLOURS.has(name) ? `tone-${name}` : '';
}

/** Reads a length such as `8px 0px` or a named spacing; null when it is neither. */
export function lengthOf(value) {
  if (typeof value !== 'string') return null;
  return SPACINGS.get(value) ?? (LENGTHS.test(value) ? value : null);
}

/** Applies what all components have in common: margin, padding, gaps and alignment of text. */
export function applyBox(element, node) {
  const { style } = element;
  const margin = lengthOf(node.margin);
  const padding = lengthOf(node.padding);
  const rowGap = lengthOf(node.vertical_spacing);
  const columnGap = lengthOf(node.horizontal_spacing);
  if (margin !== null) style.margin = margin;
  if (padding !== null) style.padding = padding;
  if (rowGap !== null) style.rowGap = rowGap;
  if (columnGap !== null) style.columnGap = columnGap;
  if (ALIGNMENTS.has(node.text_align)) style.textAlign = node.text_align;
  return element;
}

/** Names the style class of a text size, such as `notation` or `heading`; everything unknown is normal. */
export function sizeOf(size) {
  return /^(?:notation|heading(?:-[0-4])?|x{0,5}-?large|medium|small|x-small)$/.test(size ?? '')
    ? `size-${size}`
    : '';
}
