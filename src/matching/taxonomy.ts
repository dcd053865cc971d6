import type { Taxonomies, TaxonomyKind } from '../domain/taxonomy.ts';
import { codeAbove, readCode } from './taxonomy-code.ts';

/** A code with its name. */
export interface Named {
  readonly code: string;
  readonly name: string;
}

/** How many levels a code needs to be known of before a finer one below it is believed. */
const LEVELS: Readonly<Record<TaxonomyKind, number>> = { industry: 2, sei: 2, ipc: 2, region: 1, wipo: 2 };

/** The longest code of any classification, in characters; what is longer was never one. */
const LONGEST = 20;

/** Finds a code or, where the table is coarser than the code, the nearest one above it; null when neither is known. */
export function nearestOf(taxonomies: Taxonomies, kind: TaxonomyKind, code: string): Named | null {
  if (code.length > LONGEST) return null;
  for (let at: string | null = code; at !== null; at = codeAbove(kind, at)) {
    const entry = taxonomies[kind].get(at);
    if (entry) return { code: at, name: entry.name };
  }
  return null;
}

/** A code with everything above it, from the top: for `C3841` `C` 制造业, `C38` 电气机械和器材制造业. */
export function pathOf(taxonomies: Taxonomies, kind: TaxonomyKind, code: string): Named[] {
  const path: Named[] = [];
  for (let at: string | null = code; at !== null; at = parentOf(taxonomies, kind, at)) {
    const entry = taxonomies[kind].get(at);
    if (entry) path.unshift({ code: at, name: entry.name });
  }
  return path;
}

/** The codes of the upper two levels, in the order of the standard: as many as people choose from, however fine the table is. */
export function upperOf(taxonomies: Taxonomies, kind: TaxonomyKind): Named[] {
  return [...taxonomies[kind]]
    .filter(([code]) => levelOf(kind, code) <= 2)
    .map(([code, { name }]) => ({ code, name }));
}

/** Says whether a code in panhuo's spelling can exist: it is known, or it is finer than the table below a known one. */
export function isCode(taxonomies: Taxonomies, kind: TaxonomyKind, code: string): boolean {
  if (readCode(kind, taxonomies[kind], code) !== code) return false;
  const nearest = nearestOf(taxonomies, kind, code);
  if (nearest === null || nearest.code === code) return nearest !== null;
  return levelOf(kind, nearest.code) >= LEVELS[kind];
}

/** Codes with their names, each name once behind the codes it belongs to: `H01M10/0525、H01M4/38（…）；C38（…）`. */
export function codesWithNames(taxonomies: Taxonomies, kind: TaxonomyKind, codes: readonly string[]): string {
  const groups = new Map<string, { readonly name: string; readonly codes: string[] }>();
  for (const code of codes) {
    const nearest = nearestOf(taxonomies, kind, code) ?? { code: '', name: '' };
    const group = groups.get(nearest.code) ?? { name: nearest.name, codes: [] };
    group.codes.push(code);
    groups.set(nearest.code, group);
  }
  const separator = groups.size > 1 ? '；' : '';
  return [...groups.values()]
    .map((each) => `${each.codes.join('、')}${inBrackets(each.name)}`)
    .join(separator);
}

/** The first part of a name is enough to know it by; the IPC's go on with what else belongs there. */
function inBrackets(name: string): string {
  return name === '' ? '' : `（${name.split('；')[0]}）`;
}

function parentOf(taxonomies: Taxonomies, kind: TaxonomyKind, code: string): string | null {
  return taxonomies[kind].get(code)?.parent ?? codeAbove(kind, code);
}

function levelOf(kind: TaxonomyKind, code: string): number {
  const above = codeAbove(kind, code);
  return above === null ? 1 : 1 + levelOf(kind, above);
}
