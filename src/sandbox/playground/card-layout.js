import { textOf } from './card-blocks.js';
import { onPress } from './card-button.js';
import { applyBox, toneOf } from './card-style.js';
import { el } from './dom.js';

const FLEX_MODES = new Set(['none', 'stretch', 'flow', 'bisect', 'trisect']);
const WIDTH = /^\d{2,3}px$/;

/** The components that hold others, by tag. */
export const LAYOUTS = {
  column_set: (node, context) => {
    const mode = FLEX_MODES.has(node.flex_mode) ? node.flex_mode : 'none';
    const columns = (node.columns ?? []).map((column) => columnOf(column, context));
    const align = ['center', 'right'].includes(node.horizontal_align) ? ` ${node.horizontal_align}` : '';
    return applyBox(el('div', { class: `columns ${mode}${align}${background(node)}` }, columns), node);
  },
  collapsible_panel: panel,
  // No form element: its fields' names would hide its own methods, and Enter would submit it.
  form: (node, context) =>
    applyBox(
      el(
        'div',
        { class: 'form', role: 'group', 'data-form': node.name ?? '' },
        context.children(node.elements, context),
      ),
      node,
    ),
  interactive_container: (node, context) => {
    const border = node.has_border ? ' bordered' : '';
    const element = el(
      'div',
      { class: `container${border}${background(node)}` },
      context.children(node.elements, context),
    );
    element.setAttribute('role', 'button');
    if (node.disabled) element.setAttribute('aria-disabled', 'true');
    else element.tabIndex = 0;
    onPress(element, node, context);
    return applyBox(element, node);
  },
};

function columnOf(node, context) {
  const element = el('div', { class: `column${background(node)}` }, context.children(node.elements, context));
  element.style.setProperty('--share', shareOf(node));
  if (['center', 'bottom'].includes(node.vertical_align)) element.classList.add(node.vertical_align);
  if (node.direction === 'horizontal') element.classList.add('horizontal');
  return applyBox(element, node);
}

/** Says how a column takes its part of the row: by weight, by its own width, or by what it holds. */
function shareOf({ width, weight }) {
  if (width === 'weighted') return `${Math.min(5, Math.max(1, Number(weight) || 1))} 1 0`;
  return WIDTH.test(width ?? '') ? `0 1 ${width}` : '0 1 auto';
}

function panel(node, context) {
  const title = el(
    'summary',
    { class: background(node.header ?? {}).trim() },
    textOf(node.header?.title, context.client),
  );
  const content = el('div', { class: 'panel-body' }, context.children(node.elements, context));
  const element = el('details', { class: 'panel', open: node.expanded === true }, title, content);
  if (node.border !== undefined) element.classList.add('bordered');
  return applyBox(element, { margin: node.margin });
}

function background(node) {
  const colour = node.background_style ?? node.background_color;
  const tone = toneOf(colour);
  return tone !== '' && colour !== 'default' ? ` filled ${tone}` : '';
}
