import { placeCode } from '../domain/library-place.ts';
import type { Member } from '../domain/member.ts';
import { readFilter } from '../domain/patent-query.ts';
import { savedPlaceCode } from '../domain/saved-search.ts';
import type { Tx } from '../stores/transactions.ts';
import type { PeopleSample, SampleSearch } from './sample-facts.ts';

const DAY_MS = 86_400_000;

/** Whose card it is. */
interface Reader {
  readonly enterpriseId: string;
  readonly memberId: string;
}

/** What a sample's card is turned to; searches are stored first. */
export async function placeFor(
  tx: Tx,
  { kind, search, saved = [], turnedTo = '', aside }: PeopleSample,
  by: Reader,
  opened: Member | undefined,
): Promise<string> {
  if (opened) return `expert:${opened.id}`;
  if (aside !== undefined) return `patent:${await patentToRate(tx, by, aside)}`;
  const kept: string[] = [];
  for (const { name, ...each } of saved) kept.push(await storeSearch(tx, by, each, name));
  if (kind === 'saved-searches' && turnedTo === 'rename') return savedPlaceCode({ rename: kept[0] ?? '' });
  if (!search) return turnedTo;
  const id = await storeSearch(tx, by, search);
  return placeCode({ of: { search: id }, page: 1, form: turnedTo === 'form' });
}

/** One of the patents that wait for the reader, counted from 0. */
async function patentToRate(tx: Tx, { enterpriseId, memberId }: Reader, at: number): Promise<string> {
  const wanted = { at: tx.at, limit: at + 1 };
  return (await tx.reminders.patentsToRate(enterpriseId, memberId, wanted))[at] ?? '';
}

/** Stores a search; one with a name is saved, and was looked at a day ago. */
async function storeSearch(
  tx: Tx,
  by: Reader,
  { words = '', filter = {} }: SampleSearch,
  name: string | null = null,
): Promise<string> {
  const id = tx.newId();
  const query = { library: 'evaluation', words, filter: readFilter(filter), sort: 'relevance' } as const;
  await tx.searches.add(id, by, query, tx.at);
  const lookedAt = new Date(tx.at.getTime() - DAY_MS);
  if (name !== null) await tx.searches.save({ id, ...by, query, name, savedAt: lookedAt, lookedAt });
  return id;
}
