/** A JSON object somewhere in a card. */
export type Node = Readonly<Record<string, unknown>>;

/** Why the platform refuses a card: the sub-code it puts inside error 230099, and an English sentence. */
export interface CardFault {
  readonly sub: number;
  readonly message: string;
}

/** Sub-codes of error 230099; where the platform publishes none for a rule, 200621 stands for a bad property. */
export const CARD_SUB = {
  property: 200621,
  tag: 200861,
  limit: 11310,
  person: 100290,
  elementId: 300301,
  updateMulti: 300302,
  schema: 300303,
} as const;

/** Tells whether a value is a JSON object. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a value when it is a list, and an empty list otherwise. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Makes the fault for a property that may not be there or has a wrong value. */
export function badProperty(path: string, problem: string): CardFault {
  return { sub: CARD_SUB.property, message: `${path}: ${problem}` };
}
