import { NO_FILTER, type PatentQuery, typedFilter } from './patent-query.ts';
import { refuse } from './refusals.ts';
import { typedLine } from './typed-text.ts';

/** A search that a member keeps under a name (收藏的检索); his own, nobody else sees it. */
export interface SavedSearch {
  readonly id: string;
  readonly enterpriseId: string;
  readonly memberId: string;
  readonly name: string;
  readonly query: PatentQuery;
  readonly savedAt: Date;
  /** What came in since then is new to him. */
  readonly lookedAt: Date;
}

/** How many searches a member can keep. */
export const MOST_SAVED = 20;

/** Refuses to keep what asks for a whole library: nothing was searched for. */
export function mustAskForSomething({ words, filter }: PatentQuery): void {
  if (words === '' && Object.keys(typedFilter(filter)).length === 0) refuse('search_of_nothing');
}

/** Refuses one more search to a member who keeps so many already. */
export function mustHaveRoom(saved: number): void {
  if (saved >= MOST_SAVED) refuse('too_many_searches', { limit: MOST_SAVED });
}

/** Takes in the name of a search; where none was typed, the usual one counts, as far as a name goes. */
export function searchName(typed: string, usual: string): string {
  return typedLine(typed) || typedLine([...usual].slice(0, 60).join(''));
}

/** Says whether two searches ask for the same, whichever way they came about. */
export function asksTheSame(one: PatentQuery, other: PatentQuery): boolean {
  const filters = Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[];
  return (
    one.library === other.library &&
    one.words === other.words &&
    one.sort === other.sort &&
    filters.every((name) => one.filter[name] === other.filter[name])
  );
}

/** Where the list of saved searches is open: a page of it, or one search that is to get another name. */
export type SavedPlace = { readonly page: number } | { readonly rename: string };

/** How many saved searches stand on one page. */
export const SAVED_PAGE = 5;

/** The page on which a saved search stands, by its position counted from 0. */
export function pageOf(position: number): number {
  return Math.floor(position / SAVED_PAGE) + 1;
}

/** Writes a place as a short code, which fits on a button and into an address. */
export function savedPlaceCode(place: SavedPlace): string {
  return 'page' in place ? `page:${place.page}` : `rename:${place.rename}`;
}

/** Reads such a code; whatever is none is the first page. */
export function readSavedPlace(code: string): SavedPlace {
  const [, rename] = /^rename:([\w-]{1,36})$/.exec(code) ?? [];
  if (rename !== undefined) return { rename };
  return { page: Math.max(1, Number(/^page:(\d{1,2})$/.exec(code)?.[1] ?? 1)) };
}
