import { COMPONENTS, GONE_TAGS } from './card-components.ts';
import { badProperty, CARD_SUB, type CardFault, isNode, type Node } from './card-node.ts';
import { checkCardRules } from './card-rules.ts';
import { CARD_SHAPE, type Holds, SHAPES, type Shape, TEXT_TAGS } from './card-shapes.ts';

/**
 * Checks a card as the platform does when it is sent or edited; null when it is accepted. The first fault found is
 * returned, as the platform names only one.
 */
export function validateCard(card: unknown): CardFault | null {
  if (!isNode(card)) return badProperty('card', 'must be a JSON object');
  if (card['schema'] !== '2.0') return { sub: CARD_SUB.schema, message: 'only schema 2.0 is accepted here' };
  return checkShape(card, CARD_SHAPE, 'card') ?? checkCardRules(card);
}

function checkShape(node: Node, shape: Shape, path: string): CardFault | null {
  for (const [key, value] of Object.entries(node)) {
    const holds = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (holds === undefined) return badProperty(`${path}.${key}`, 'unknown property');
    const fault = checkValue(value, holds, `${path}.${key}`);
    if (fault !== null) return fault;
  }
  return null;
}

function checkValue(value: unknown, holds: Holds, path: string): CardFault | null {
  if (holds === 'any') return null;
  if (holds === 'elements') return checkEach(value, path, checkComponent);
  if (isListOf(holds)) {
    const shape = SHAPES[nameIn(holds)];
    return checkEach(value, path, (item, at) => checkObject(item, shape, at));
  }
  return checkObject(value, SHAPES[holds], path);
}

type ListOf = Extract<Holds, `${string}[]`>;

function isListOf(holds: Holds): holds is ListOf {
  return holds.endsWith('[]');
}

function nameIn(holds: ListOf): keyof typeof SHAPES {
  return holds.slice(0, -2) as keyof typeof SHAPES;
}

function checkEach(
  value: unknown,
  path: string,
  check: (item: unknown, at: string) => CardFault | null,
): CardFault | null {
  if (!Array.isArray(value)) return badProperty(path, 'must be a list');
  for (const [index, item] of value.entries()) {
    const fault = check(item, `${path}[${index}]`);
    if (fault !== null) return fault;
  }
  return null;
}

function checkObject(value: unknown, shape: Shape, path: string): CardFault | null {
  if (!isNode(value)) return badProperty(path, 'must be an object');
  if (shape === SHAPES.text && !TEXT_TAGS.has(value['tag']))
    return badProperty(path, 'must be plain_text or lark_md');
  return checkShape(value, shape, path);
}

function checkComponent(value: unknown, path: string): CardFault | null {
  if (!isNode(value)) return badProperty(path, 'must be a component');
  const tag = value['tag'];
  if (typeof tag !== 'string') return badProperty(path, 'has no tag');
  if (GONE_TAGS.has(tag)) return { sub: CARD_SUB.tag, message: `${path}: unsupported tag ${tag}` };
  const shape = COMPONENTS.get(tag);
  if (shape === undefined) return badProperty(path, `unknown tag ${tag}`);
  return checkShape(value, shape, path);
}
