import { type Focus, NO_FOCUS } from '../domain/focus.ts';
import type { Reason } from '../domain/match.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { ipcCovers } from './ipc.ts';

/** What an enterprise's people thought of one patent: all stars it got, its classes, and why it was matched. */
export interface RatedPatent {
  readonly stars: readonly number[];
  readonly ipc: readonly string[];
  readonly reasons: readonly Reason[];
}

/** A change of the focus that ratings speak for; nobody makes it but an admin. */
export interface FocusSuggestion {
  /** Names it, for example `add ipc H01M`; the same as long as it says the same. */
  readonly id: string;
  readonly act: 'add' | 'drop';
  readonly part: 'ipc' | 'sei' | 'industries' | 'keywords' | 'applicants';
  readonly value: string;
  /** How many patents speak for it. */
  readonly patents: number;
}

/** From so many stars on a patent was liked, and up to so many it was not (domain, rules 5 and 6). */
const LIKED = 4;
const DISLIKED = 2;
/** So many patents make a suggestion. */
const ENOUGH = 3;
/** The most suggestions at once, and the most values of a proposal's part. */
const MOST = 3;
const MOST_PROPOSED = 5;

const PARTS: Readonly<Partial<Record<Reason['kind'], FocusSuggestion['part']>>> = {
  ipc: 'ipc',
  sei: 'sei',
  'derived-sei': 'sei',
  industry: 'industries',
  keyword: 'keywords',
  applicant: 'applicants',
};

/** What ratings say of a focus: subclasses of which several patents were liked, and wishes that only brought what was not. */
export function suggestionsFor(focus: Focus, rated: readonly RatedPatent[]): FocusSuggestion[] {
  const wanted = (subclass: string) => focus.ipc.some((wish) => ipcCovers(wish, subclass));
  const added = [...likedSubclasses(rated)]
    .filter(([subclass, patents]) => patents >= ENOUGH && !wanted(subclass))
    .map(([value, patents]) => suggestion('add', 'ipc', value, patents));
  const dropped = [...wishesOf(rated)]
    .filter(([, { liked, disliked }]) => liked === 0 && disliked >= ENOUGH)
    .map(([, { part, value, disliked }]) => suggestion('drop', part, value, disliked))
    .filter(({ part, value }) => (focus[part] as readonly string[]).includes(value));
  return [...added, ...dropped].toSorted((one, other) => other.patents - one.patents).slice(0, MOST);
}

function suggestion(
  act: FocusSuggestion['act'],
  part: FocusSuggestion['part'],
  value: string,
  patents: number,
): FocusSuggestion {
  return { id: `${act} ${part} ${value}`, act, part, value, patents };
}

/** The focus after a suggestion. */
export function withSuggestion(focus: Focus, { act, part, value }: FocusSuggestion): Focus {
  const others = (focus[part] as readonly string[]).filter((each) => each !== value);
  return { ...focus, [part]: act === 'add' ? [...others, value] : others };
}

/**
 * A first focus for an enterprise that has none: emerging industries and industries that its name speaks of, and
 * subclasses of which it liked what it was pushed. May say nothing.
 */
export function proposedFocus(name: string, rated: readonly RatedPatent[], taxonomies: Taxonomies): Focus {
  return {
    ...NO_FOCUS,
    sei: namedIn(name, taxonomies.sei, /\./),
    industries: namedIn(name, taxonomies.industry, /\d/),
    ipc: [...likedSubclasses(rated)]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, MOST_PROPOSED)
      .map(([subclass]) => subclass),
  };
}

/** Codes of the finer levels that a name speaks of, by what people call them. */
function namedIn(name: string, table: Taxonomies['sei'], fine: RegExp): string[] {
  return [...table]
    .filter(([code, { words }]) => fine.test(code) && words.some((word) => speaksOf(name, word)))
    .map(([code]) => code)
    .slice(0, MOST_PROPOSED);
}

function speaksOf(name: string, word: string): boolean {
  return [...word].length > 1 && /\p{Script=Han}/u.test(word) && name.includes(word);
}

/** How many patents of each subclass were liked, less those that were not. */
function likedSubclasses(rated: readonly RatedPatent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stars, ipc } of rated) {
    const worth = verdict(stars);
    if (worth === 0) continue;
    const subclasses = new Set(ipc.map((symbol) => symbol.slice(0, 4).toUpperCase()));
    for (const each of subclasses)
      if (/^[A-H]\d{2}[A-Z]$/.test(each)) counts.set(each, (counts.get(each) ?? 0) + worth);
  }
  return new Map([...counts].filter(([, count]) => count > 0));
}

/** What each wish has brought, by how it was liked. */
function wishesOf(rated: readonly RatedPatent[]) {
  const wishes = new Map<
    string,
    { readonly part: FocusSuggestion['part']; readonly value: string; liked: number; disliked: number }
  >();
  for (const { stars, reasons } of rated) {
    const worth = verdict(stars);
    for (const { kind, wanted } of reasons) {
      const part = PARTS[kind];
      if (part === undefined) continue;
      const key = `${part} ${wanted}`;
      const wish = wishes.get(key) ?? { part, value: wanted, liked: 0, disliked: 0 };
      if (worth > 0) wish.liked += 1;
      if (worth < 0) wish.disliked += 1;
      wishes.set(key, wish);
    }
  }
  return wishes;
}

/** One patent counts once, however many rated it; where they differ it says nothing. */
function verdict(stars: readonly number[]): -1 | 0 | 1 {
  const liked = stars.some((each) => each >= LIKED);
  const disliked = stars.some((each) => each <= DISLIKED);
  if (liked === disliked) return 0;
  return liked ? 1 : -1;
}
