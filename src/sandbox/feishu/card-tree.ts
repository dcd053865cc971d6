import { CONTAINER_TAGS, INTERACTIVE_TAGS } from './card-components.ts';
import { isNode, listOf, type Node } from './card-node.ts';

/** What these hold is the app's own data, never part of the card's tree. */
const OPAQUE_KEYS: ReadonlySet<string> = new Set(['behaviors', 'value', 'chart_spec', 'rows', 'multi_url']);

/** One tagged object of a card with where it stands. */
export interface Placed {
  readonly node: Node;
  readonly tag: string;
  /** How many containers there are from the root down to this object, itself included. */
  readonly depth: number;
  /** The form around it, or null. */
  readonly form: Node | null;
  /** True for the direct children of the body. */
  readonly atRoot: boolean;
}

/** Lists every tagged object of a card in reading order: components, columns and texts alike. */
export function placedIn(card: Node): Placed[] {
  const body = card['body'];
  const rootElements = new Set(isNode(body) ? listOf(body['elements']) : []);
  const outside = { depth: 0, form: null };
  return [card['header'], body]
    .flatMap((part) => walk(part, outside))
    .map((one) => ({ ...one, atRoot: rootElements.has(one.node) }));
}

/** Lists what a person can fill or press inside a component, at any depth, in reading order. */
export function membersOf(root: Node): Node[] {
  return walk(root, { depth: 0, form: null })
    .filter(({ tag }) => INTERACTIVE_TAGS.has(tag))
    .map(({ node }) => node);
}

interface Around {
  readonly depth: number;
  readonly form: Node | null;
}

function walk(value: unknown, around: Around): Omit<Placed, 'atRoot'>[] {
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, around));
  if (!isNode(value)) return [];
  const tag = value['tag'];
  const depth = around.depth + (typeof tag === 'string' && CONTAINER_TAGS.has(tag) ? 1 : 0);
  const inside = { depth, form: tag === 'form' ? value : around.form };
  const below = Object.entries(value).flatMap(([key, child]) =>
    OPAQUE_KEYS.has(key) ? [] : walk(child, inside),
  );
  return typeof tag === 'string' ? [{ node: value, tag, depth, form: around.form }, ...below] : below;
}
