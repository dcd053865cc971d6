import { badProperty, CARD_SUB, type CardFault, isNode, listOf, type Node } from './card-node.ts';
import { TEXT_TAGS } from './card-shapes.ts';
import { membersOf, type Placed, placedIn } from './card-tree.ts';

const MAX_NODES = 200;
const MAX_TABLES = 5;
const MAX_NESTING = 5;
const MAX_BUTTON_TEXT = 100;
const MAX_INPUT_LENGTH = 1000;
const CHOICES: ReadonlySet<string> = new Set([
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
]);
const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;
const TABLE_RULE = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Checks the rules that look at a card as a whole; its properties are known to be legal already. */
export function checkCardRules(card: Node): CardFault | null {
  const placed = placedIn(card);
  return (
    checkSharing(card) ??
    checkCounts(placed) ??
    checkIds(placed) ??
    firstFault(placed, checkPlace) ??
    firstFault(placed, checkForm) ??
    firstFault(placed, checkContent)
  );
}

function firstFault(placed: readonly Placed[], check: (one: Placed) => CardFault | null): CardFault | null {
  for (const one of placed) {
    const fault = check(one);
    if (fault !== null) return fault;
  }
  return null;
}

/** A 2.0 card is always shared; `update_multi` may be absent when sent, but then it can never be edited. */
function checkSharing(card: Node): CardFault | null {
  const config = card['config'];
  const shared = isNode(config) ? config['update_multi'] : undefined;
  if (shared === undefined || shared === true) return null;
  return { sub: CARD_SUB.updateMulti, message: 'config.update_multi must be true' };
}

function checkCounts(placed: readonly Placed[]): CardFault | null {
  if (placed.length > MAX_NODES) return { sub: CARD_SUB.limit, message: 'element exceeds the limit' };
  const tables = placed.reduce((sum, one) => sum + tablesIn(one), 0);
  if (tables > MAX_TABLES) return { sub: CARD_SUB.limit, message: 'card table number over limit' };
  const tooDeep = placed.some(({ depth }) => depth > MAX_NESTING);
  return tooDeep ? { sub: CARD_SUB.limit, message: 'containers are nested deeper than five levels' } : null;
}

function tablesIn({ node, tag }: Placed): number {
  if (tag === 'table') return 1;
  const content = tag === 'markdown' ? node['content'] : undefined;
  if (typeof content !== 'string') return 0;
  return content.split('\n').filter((line) => line.includes('|') && TABLE_RULE.test(line)).length;
}

function checkIds(placed: readonly Placed[]): CardFault | null {
  const ids = placed.map(({ node }) => node['element_id']).filter((id) => id !== undefined);
  const bad = ids.find((id) => typeof id !== 'string' || !ELEMENT_ID.test(id));
  if (bad !== undefined)
    return badProperty('element_id', 'needs a letter and at most 19 letters, digits or _');
  if (new Set(ids).size < ids.length)
    return { sub: CARD_SUB.elementId, message: 'an element_id is repeated' };
  const names = placed
    .map(({ node }) => node['name'])
    .filter((name) => typeof name === 'string' && name !== '');
  return new Set(names).size < names.length ? badProperty('name', 'is used twice in the card') : null;
}

function checkPlace({ tag, form, atRoot }: Placed): CardFault | null {
  if ((tag === 'form' || tag === 'table') && !atRoot)
    return badProperty(tag, 'must stand at the root of the body');
  if (tag.startsWith('multi_select_') && form === null) return badProperty(tag, 'must stand inside a form');
  return null;
}

/** A form needs a name and a submit button; members without a name are the client's business (200530 at the click). */
function checkForm({ node, tag }: Placed): CardFault | null {
  if (tag !== 'form') return null;
  if (typeof node['name'] !== 'string' || node['name'] === '') return badProperty('form.name', 'is missing');
  const submits = membersOf(node).some(isSubmit);
  return submits ? null : badProperty('form', 'has no button that submits it');
}

/** Tells whether a button submits its form, under its present or its old name. */
export function isSubmit(node: Node): boolean {
  return node['form_action_type'] === 'submit' || node['action_type'] === 'form_submit';
}

function checkContent({ node, tag }: Placed): CardFault | null {
  if (tag === 'markdown' || TEXT_TAGS.has(tag)) {
    return typeof node['content'] === 'string' ? null : badProperty(`${tag}.content`, 'must be a string');
  }
  if (tag === 'button') return checkBehaviors(node) ?? checkButtonText(node);
  if (tag === 'input') return checkBehaviors(node) ?? checkInput(node);
  return checkBehaviors(node) ?? (CHOICES.has(tag) ? checkOptions(node) : null);
}

function checkBehaviors(node: Node): CardFault | null {
  const kinds = listOf(node['behaviors']).map((behavior) =>
    isNode(behavior) ? behavior['type'] : undefined,
  );
  const known = kinds.every((kind) => kind === 'callback' || kind === 'open_url');
  return known ? null : badProperty('behaviors.type', 'must be callback or open_url');
}

function checkButtonText(node: Node): CardFault | null {
  const content = isNode(node['text']) ? node['text']['content'] : undefined;
  const tooLong = typeof content === 'string' && [...content].length > MAX_BUTTON_TEXT;
  return tooLong ? badProperty('button.text', 'is longer than 100 characters') : null;
}

function checkInput(node: Node): CardFault | null {
  const length = node['max_length'];
  if (length === undefined) return null;
  const legal =
    typeof length === 'number' && Number.isInteger(length) && length >= 1 && length <= MAX_INPUT_LENGTH;
  return legal ? null : badProperty('input.max_length', 'must be between 1 and 1000');
}

function checkOptions(node: Node): CardFault | null {
  const values = listOf(node['options']).map((option) => (isNode(option) ? option['value'] : undefined));
  if (values.some((value) => typeof value !== 'string'))
    return badProperty('options', 'need a string value each');
  return new Set(values).size < values.length ? badProperty('options', 'have the same value twice') : null;
}
