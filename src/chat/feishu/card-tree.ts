/** A JSON object inside a card. */
export type Node = Readonly<Record<string, unknown>>;

/** A tagged element of a card with its place. */
export interface Element {
  readonly node: Node;
  readonly tag: string;
  /** The tags of the elements around it, outermost first. */
  readonly inside: readonly string[];
}

/** Data that passes through Feishu unread; a `tag` in it is no element. */
const OPAQUE: ReadonlySet<string> = new Set(['value', 'rows', 'chart_spec']);

/** Lists all tagged elements of a card in reading order, each with the elements around it. */
export function elementsIn(value: unknown, inside: readonly string[] = []): readonly Element[] {
  if (Array.isArray(value)) return value.flatMap((item) => elementsIn(item, inside));
  if (!isNode(value)) return [];
  const tag = value['tag'];
  const own = typeof tag === 'string' ? [{ node: value, tag, inside }] : [];
  const around = typeof tag === 'string' ? [...inside, tag] : inside;
  const parts = Object.entries(value).filter(([name]) => !OPAQUE.has(name));
  return [...own, ...parts.flatMap(([, part]) => elementsIn(part, around))];
}

/** Says whether a value is a JSON object. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
