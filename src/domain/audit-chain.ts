/** An entry of the audit trail as the chain binds it; its detail is bound by a digest. */
export interface LinkFacts {
  /** 1, 2, 3 … in each enterprise, in the order in which entries took effect. */
  readonly position: number;
  readonly id: string;
  readonly at: Date;
  readonly enterpriseId: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly digest: string;
}

/** An entry with the hash it was given when it was added. */
export interface Link extends LinkFacts {
  readonly hash: string;
}

/** How far a chain goes: the position and the hash of its last entry. */
export interface ChainHead {
  readonly position: number;
  readonly hash: string;
}

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits; handed in, because rules use no packages. */
export type Hash = (text: string) => string;

/** What comes before the first entry of an enterprise. */
export const CHAIN_START: ChainHead = { position: 0, hash: '0'.repeat(64) };

/**
 * What is wrong with a trail:
 * - `changed`: the entry is not the one that was added there.
 * - `missing`: an entry is gone from the middle.
 * - `doubled`: two entries claim one position.
 * - `unchained`: an entry stands beside the chain.
 * - `cut-off`: entries are gone from the end.
 * - `added`: there are entries after the end.
 * - `rewritten`: the chain is whole, but it is not the one whose head was noted.
 */
export type FlawKind = 'changed' | 'missing' | 'doubled' | 'unchained' | 'cut-off' | 'added' | 'rewritten';

/** The first thing wrong with a trail, and the position where; 0 for entries that have none. */
export interface Flaw {
  readonly position: number;
  readonly kind: FlawKind;
}

/**
 * Digests a detail. The salt keeps a short detail, for example a telephone number, from being found by trying; it has a
 * fixed length, so that salt and detail cannot be told apart in two ways.
 */
export function digestOf(detail: Readonly<Record<string, unknown>>, salt: string, hash: Hash): string {
  return hash(salt + canonicalJson(detail));
}

/** The hash that binds an entry to all entries before it; a JSON array, so that no two entries read the same. */
export function hashOf(previous: string, facts: LinkFacts, hash: Hash): string {
  const { position, id, at, enterpriseId, actor, act, subject, digest } = facts;
  return hash(
    JSON.stringify([previous, position, id, at.getTime(), enterpriseId, actor, act, subject, digest]),
  );
}

/** What is wrong with an entry as the one that follows a head; null when nothing is. */
export function flawIn(link: Link, head: ChainHead, hash: Hash): Flaw | null {
  const { position } = link;
  if (position <= head.position) return { position, kind: 'doubled' };
  if (position > head.position + 1) return { position: head.position + 1, kind: 'missing' };
  return hashOf(head.hash, link, hash) === link.hash ? null : { position, kind: 'changed' };
}

/** What is wrong with a chain that was followed up to `head`, when it must hold a head noted earlier at its position. */
export function flawAgainst(noted: ChainHead, head: ChainHead): Flaw | null {
  if (head.position < noted.position) return { position: head.position + 1, kind: 'cut-off' };
  const same = head.position > noted.position || head.hash === noted.hash;
  return same ? null : { position: noted.position, kind: 'rewritten' };
}

/** JSON with the keys of every object in order, so that one value has one text. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${pairs.join(',')}}`;
}
