import { choiceFaults, SEVERAL_CHOICES } from './card-choices.ts';
import type { Element, Node } from './card-tree.ts';
import { elementsIn, isNode } from './card-tree.ts';

/** 200 are documented, 200 were refused once: stay below. */
const MAX_ELEMENTS = 180;
/** 30 KB are documented; style tags count more than they measure. */
const MAX_BYTES = 28 * 1024;
const MAX_CONTAINER_LEVELS = 5;
/** Five are allowed; tables inside Markdown count and are easily overlooked. */
const MAX_TABLES = 3;
const MAX_BUTTON_CHARS = 100;

const CONTAINERS = new Set(['column_set', 'column', 'form', 'collapsible_panel', 'interactive_container']);
const FIELDS = new Set([
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
  'checker',
  'select_img',
]);
const PLAIN = ['plain_text', 'lark_md', 'text_tag', 'standard_icon', 'custom_icon'];
const DISPLAY = [
  'markdown',
  'div',
  'hr',
  'img',
  'img_combination',
  'table',
  'chart',
  'person',
  'person_list',
];
const KNOWN_TAGS = new Set([...CONTAINERS, ...FIELDS, ...PLAIN, ...DISPLAY, 'button', 'overflow']);
const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * Checks a card's JSON against the documented limits of card JSON 2.0, less a margin. Returns one sentence for each
 * fault, none for a good card. Pure: it needs neither network nor clock.
 */
export function lintCard(cardJson: string): readonly string[] {
  const card = parseCard(cardJson);
  if (card === null) return ['The card is not a JSON object.'];
  const elements = elementsIn(card);
  return [
    ...wholeCard(card, cardJson),
    ...counts(elements),
    ...doubles(elements, 'name'),
    ...doubles(elements, 'element_id'),
    ...forms(card, elements),
    ...elements.flatMap(oneElement),
  ];
}

function wholeCard(card: Node, cardJson: string): string[] {
  const config = card['config'];
  const body = card['body'];
  const bytes = Buffer.byteLength(cardJson);
  return faults([
    [card['schema'] !== '2.0', 'The card must say "schema": "2.0".'],
    [
      !isNode(config) || config['update_multi'] !== true,
      'Without config.update_multi true the card cannot be edited.',
    ],
    [!isNode(body) || !Array.isArray(body['elements']), 'The card has no body.elements.'],
    ['elements' in card || 'i18n_elements' in card, 'Elements at the root belong to card JSON 1.0.'],
    [bytes > MAX_BYTES, `The card has ${bytes} bytes; at most ${MAX_BYTES} are safe.`],
  ]);
}

function counts(elements: readonly Element[]): string[] {
  const tables = elements.reduce((sum, element) => sum + tablesIn(element), 0);
  return faults([
    [
      elements.length > MAX_ELEMENTS,
      `The card has ${elements.length} tagged elements; at most ${MAX_ELEMENTS} are safe.`,
    ],
    [tables > MAX_TABLES, `The card has ${tables} tables; at most ${MAX_TABLES} are safe.`],
  ]);
}

function tablesIn({ node, tag }: Element): number {
  if (tag === 'table') return 1;
  const content = node['content'];
  if (tag !== 'markdown' || typeof content !== 'string') return 0;
  return content.split('\n').filter((line) => line.includes('|') && TABLE_RULE.test(line)).length;
}

function doubles(elements: readonly Element[], key: 'name' | 'element_id'): string[] {
  const seen = elements
    .map(({ node }) => node[key])
    .filter((value) => typeof value === 'string' && value !== '');
  const twice = new Set(seen.filter((value, at) => seen.indexOf(value) !== at));
  return [...twice].map((value) => `The ${key} "${value}" is used more than once.`);
}

function forms(card: Node, elements: readonly Element[]): string[] {
  const body = card['body'];
  const root = isNode(body) && Array.isArray(body['elements']) ? body['elements'] : [];
  return elements.flatMap(({ node, tag }) => (tag === 'form' ? oneForm(node, root.includes(node)) : []));
}

function oneForm(form: Node, atRoot: boolean): string[] {
  const members = elementsIn(form['elements']);
  const submits = ({ node, tag }: Element) =>
    tag === 'button' && (node['form_action_type'] === 'submit' || node['action_type'] === 'form_submit');
  const label = typeof form['name'] === 'string' ? form['name'] : '';
  return faults([
    [label === '', 'A form has no name.'],
    [!atRoot, `The form "${label}" is not directly in body.elements.`],
    [!members.some(submits), `The form "${label}" has no submit button.`],
    [
      members.some(({ tag }) => tag === 'form' || tag === 'table'),
      `The form "${label}" holds a form or a table.`,
    ],
  ]);
}

function oneElement(element: Element): string[] {
  const { node, tag, inside } = element;
  const depth = [...inside, tag].filter((around) => CONTAINERS.has(around)).length;
  const inForm = inside.includes('form');
  const id = node['element_id'];
  const nameless = typeof node['name'] !== 'string' || node['name'] === '';
  return [
    ...faults([
      [!KNOWN_TAGS.has(tag), `The tag "${tag}" is unknown to card JSON 2.0.`],
      [
        CONTAINERS.has(tag) && depth > MAX_CONTAINER_LEVELS,
        `An element ${tag} is nested ${depth} levels deep; at most ${MAX_CONTAINER_LEVELS} are allowed.`,
      ],
      [id !== undefined && !ELEMENT_ID.test(String(id)), `The element_id "${id}" is malformed.`],
      [inForm && FIELDS.has(tag) && nameless, `An element ${tag} inside a form has no name.`],
      // Feishu demands it in forms only; the sandbox and the reader of a log tell buttons apart by it everywhere.
      [tag === 'button' && nameless, 'A button has no name.'],
      [!inForm && SEVERAL_CHOICES.has(tag), `An element ${tag} works only inside a form.`],
      [!inForm && node['required'] === true, `An element ${tag} can be required only inside a form.`],
    ]),
    ...(tag === 'button' ? oneButton(node, inForm) : []),
    ...choiceFaults(element),
  ];
}

function oneButton(button: Node, inForm: boolean): string[] {
  const text = button['text'];
  const words = isNode(text) && typeof text['content'] === 'string' ? text['content'] : '';
  const behaviors = button['behaviors'];
  const acts = Array.isArray(behaviors) && behaviors.some(isBehavior);
  const formAction = inForm && ('form_action_type' in button || 'action_type' in button);
  return faults([
    [words.trim() === '', 'A button has no text.'],
    [
      [...words].length > MAX_BUTTON_CHARS,
      `The button "${words}" has more than ${MAX_BUTTON_CHARS} characters.`,
    ],
    [
      !acts && !formAction && button['disabled'] !== true,
      `The button "${words}" does nothing: it needs a callback or open_url behavior.`,
    ],
    [
      ['value', 'url', 'multi_url'].some((key) => key in button),
      `The button "${words}" has a 1.0 property that is ignored: use behaviors.`,
    ],
  ]);
}

function isBehavior(behavior: unknown): boolean {
  if (!isNode(behavior)) return false;
  if (behavior['type'] === 'callback') return isNode(behavior['value']);
  return behavior['type'] === 'open_url' && typeof behavior['default_url'] === 'string';
}

function faults(checks: readonly (readonly [boolean, string])[]): string[] {
  return checks.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}

function parseCard(cardJson: string): Node | null {
  try {
    const card: unknown = JSON.parse(cardJson);
    return isNode(card) ? card : null;
  } catch {
    return null;
  }
}
