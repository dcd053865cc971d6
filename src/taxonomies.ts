import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { IpcRelation, Taxonomies, Taxonomy } from './domain/taxonomy.ts';
import { malformed } from './errors.ts';
import { withLoaded } from './matching/taxonomy-merge.ts';
import { projectPath } from './root.ts';
import type { Db } from './stores/database.ts';
import { LoadedTaxonomyStore } from './stores/loaded-taxonomy-store.ts';

const Entry = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1),
  parent: z.string().default(''),
  words: z.string().default(''),
});
const Relation = z.strictObject({ code: z.string().min(1), ipc: z.string().min(1) });

/**
 * Reads the classifications from `taxonomies/`. A file that cannot be used stops the start: it throws `malformed` and
 * names the file and, where there is one, the row.
 */
export function loadTaxonomies(folder = projectPath('taxonomies')): Taxonomies {
  return {
    industry: entriesIn(`${folder}/industries.csv`),
    sei: entriesIn(`${folder}/sei.csv`),
    ipc: entriesIn(`${folder}/ipc.csv`),
    wipo: entriesIn(`${folder}/wipo-fields.csv`),
    region: entriesIn(`${folder}/regions.csv`),
    ipcToSei: relationIn(`${folder}/ipc-sei.csv`),
    ipcToWipo: relationIn(`${folder}/ipc-wipo.csv`),
  };
}

/** The classifications of `taxonomies/`, completed by what operators have loaded into a database. */
export async function knownTaxonomies(db: Db): Promise<Taxonomies> {
  return withLoaded(loadTaxonomies(), await new LoadedTaxonomyStore(db).all());
}

function entriesIn(file: string): Taxonomy {
  return uniqueIn(
    file,
    rowsIn(file, Entry).map(({ code, name, parent, words }) => [
      code,
      { name, parent: parent === '' ? null : parent, words: listed(words) },
    ]),
  );
}

function relationIn(file: string): IpcRelation {
  return uniqueIn(
    file,
    rowsIn(file, Relation).flatMap(({ code, ipc }) => listed(ipc).map((prefix) => [prefix, code] as const)),
  );
}

function rowsIn<T>(file: string, row: z.ZodType<T>): T[] {
  return linesOf(file).map((line, index) => {
    const found = row.safeParse(line);
    if (found.success) return found.data;
    throw unusable(file, `row ${index + 1}: ${found.error.issues[0]?.message}`);
  });
}

function linesOf(file: string): unknown[] {
  try {
    return parse(readFileSync(file, 'utf8'), {
      bom: true,
      columns: true,
      comment: '#',
      comment_no_infix: true,
    });
  } catch (error) {
    throw unusable(file, error instanceof Error ? error.message : 'unreadable');
  }
}

function uniqueIn<T>(file: string, entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const [key, value] of entries) {
    if (map.has(key)) throw unusable(file, `${key} stands there twice`);
    map.set(key, value);
  }
  return map;
}

function listed(text: string): string[] {
  return text.split(' ').filter((each) => each !== '');
}

function unusable(file: string, why: string) {
  return malformed('taxonomy_unusable', `${file} cannot be used: ${why}`, { file });
}
