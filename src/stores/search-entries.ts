import type { SearchEntry } from '../domain/search-entry.ts';
import { chunksOf, type Db, insertOnce } from './database.ts';
import { putWords, type TextIndex } from './text-index.ts';

/** The words of all patents. */
export const WORDS: TextIndex = { table: 'patent_words', column: 'words' };

interface SearchRow {
  row: number;
  patent_id: string;
}

/** Makes so many patents be found as one statement takes; `foundAt` is since when, for those that were never found before. */
export async function putEntries(db: Db, entries: readonly SearchEntry[], foundAt: Date): Promise<void> {
  const before = await rowsOf(db, entries);
  const isKnown = ({ patentId }: SearchEntry) => before.has(patentId);
  const changed = entries.filter(isKnown);
  for (const entry of changed)
    await db('patent_search').where({ patent_id: entry.patentId }).update(sortedBy(entry));
  await db('patent_facets').whereIn('patent_id', idsOf(changed)).delete();
  const again = changed.filter(({ state }) => state === 'registered');
  await db('patent_search')
    .whereIn('patent_id', idsOf(again))
    .whereNull('found_at')
    .update({ found_at: foundAt });
  const written = [
    ...changed,
    ...(await add(
      db,
      entries.filter((entry) => !isKnown(entry)),
      foundAt,
    )),
  ];
  const facets = written.flatMap(({ patentId, facets }) =>
    facets.map((facet) => ({ ...facet, patent_id: patentId })),
  );
  for (const chunk of chunksOf(facets)) await db('patent_facets').insert(chunk);
  const rows = await rowsOf(db, written);
  const words = written.flatMap(({ patentId, title, texts }) => {
    const row = rows.get(patentId);
    return row === undefined ? [] : [{ row, known: before.has(patentId), words: `${title} ${texts}` }];
  });
  await putWords(db, WORDS, words);
}

/** Adds all, or one by one those that no other process has put at the same moment: it does the whole of these. */
async function add(db: Db, entries: readonly SearchEntry[], foundAt: Date): Promise<readonly SearchEntry[]> {
  const rows = entries.map((entry) => {
    const found_at = entry.state === 'registered' ? foundAt : null;
    return { patent_id: entry.patentId, ...sortedBy(entry), found_at };
  });
  const insert = (some: typeof rows) => insertOnce(db('patent_search').insert(some));
  if (entries.length === 0 || (await insert(rows))) return entries;
  const added = new Set<string>();
  for (const row of rows) if (await insert([row])) added.add(row.patent_id);
  return entries.filter(({ patentId }) => added.has(patentId));
}

async function rowsOf(db: Db, entries: readonly SearchEntry[]): Promise<Map<string, number>> {
  const found = await db<SearchRow>('patent_search').whereIn('patent_id', idsOf(entries));
  return new Map(found.map(({ patent_id, row }) => [patent_id, row]));
}

function idsOf(entries: readonly SearchEntry[]): string[] {
  return entries.map(({ patentId }) => patentId);
}

function sortedBy({ state, registeredOn, appliedOn, title }: SearchEntry) {
  return { state, registered_on: registeredOn, applied_on: appliedOn, title: ` ${title} ` };
}
