import type { ReadClass } from '../domain/taxonomy.ts';
import { codeOf } from '../matching/taxonomy-name.ts';
import type { Tx } from '../stores/transactions.ts';

/** How many names are remembered; a file says the same few over and over. */
const REMEMBERED = 1000;

/** Makes the reader of the classes that exports name in words, for one file. */
export function classReader({ taxonomies }: Tx): ReadClass {
  const known = new Map<string, string | null>();
  return (kind, text) => {
    const key = `${kind} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const code = codeOf(taxonomies, kind, text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, code);
    return code;
  };
}
