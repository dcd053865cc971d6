import type { LoadedCode, LoadedTable, Taxonomies, Taxonomy } from '../domain/taxonomy.ts';

/** Lays loaded tables over the classifications: their names win, and what people say of a code stays. */
export function withLoaded(taxonomies: Taxonomies, tables: readonly LoadedTable[]): Taxonomies {
  const laid = tables.map(({ kind, codes }) => [kind, withCodes(taxonomies[kind], codes)] as const);
  return { ...taxonomies, ...Object.fromEntries(laid) };
}

function withCodes(table: Taxonomy, codes: readonly LoadedCode[]): Taxonomy {
  const all = new Map(table);
  for (const { code, name, parent } of codes)
    all.set(code, { name, parent, words: table.get(code)?.words ?? [] });
  return all;
}
