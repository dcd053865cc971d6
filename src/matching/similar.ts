import type { Patent, PatentRecord } from '../domain/patent.ts';
import type { AnyWish, Facet } from '../domain/search-entry.ts';
import { facetsOf } from './facets.ts';
import { indexTextOf, phrasesOf } from './text-index.ts';

/** What two patents have in common: the finest shared code of a kind, or words of both titles. */
export interface Likeness {
  readonly kind: 'ipc' | 'title' | 'sei' | 'industry';
  readonly found: string;
}

/** A patent that is like another one, and why; `score` is a whole number, so that equals are equal everywhere. */
export interface Similar {
  readonly patent: Patent;
  readonly score: number;
  readonly likenesses: readonly Likeness[];
}

/** What stands in the titles of all sorts of patents and tells none from another. */
const EMPTY_WORDS = /一种|基于|用于|及其|方法|装置|系统|设备|制备|应用|产品|[的和与及或在]/gu;
/** The points of the finest shared level of each classification, the top level first. */
const POINTS: Readonly<Record<'ipc' | 'sei' | 'industry', readonly number[]>> = {
  ipc: [0, 4, 15, 30, 40],
  sei: [2, 10, 15],
  industry: [0, 6, 10],
};
const TITLE_POINTS = 60;
/** WIPO's fields follow from the classes, and make nothing more similar than these do. */
const NO_FIELDS = { ipcToWipo: new Map() } as const;
/** Less in common is mere chance. */
const LEAST = 15;
/** How many codes and how many parts of the title candidates are looked for by. */
const MOST_CODES = 7;
const MOST_PARTS = 4;
/** The longest part of a title that candidates are looked for by, in characters. */
const PART = 4;

/** By what patents are found that may be like one: its finest classes, its emerging industry, parts of its title. */
export function similarWishOf(patent: PatentRecord): AnyWish {
  const facets = facetsOf(patent, NO_FIELDS);
  const classes = facets.filter(({ kind, code }) => kind === 'ipc' && levelOf('ipc', code) > 2);
  const industries = facets.filter(({ kind, code }) => kind === 'sei' && levelOf('sei', code) > 0);
  const finest = [...classes, ...industries.slice(-1)].toSorted((a, b) => b.code.length - a.code.length);
  const parts = termsOf(patent.title).flatMap((term) =>
    term.length <= PART ? [term] : [term.slice(0, PART), term.slice(-PART)],
  );
  return {
    facets: finest.slice(0, MOST_CODES).map((facet) => ({ ...facet, beginning: false })),
    texts: [...new Set(parts)]
      .slice(0, MOST_PARTS)
      .map(phrasesOf)
      .filter((phrases) => phrases.length > 0),
  };
}

/**
 * The registered candidates that are most like a patent, the most similar first, of equals the one registered last; never
 * the patent itself, the members of a portfolio among its own, nor a portfolio beside its members.
 */
export function mostSimilar(patent: Patent, candidates: readonly Patent[], most: number): Similar[] {
  const own = traitsOf(patent);
  return candidates
    .filter((other) => other.state === 'registered' && !belongs(patent, other))
    .map((other) => ({ patent: other, score: scoreOf(own, traitsOf(other)) }))
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score || compare(newness(b.patent), newness(a.patent)))
    .slice(0, most)
    .map((found) => ({ ...found, likenesses: likenessesOf(patent, found.patent) }));
}

function belongs(patent: Patent, other: Patent): boolean {
  return (
    other.id === patent.id ||
    patent.members.includes(other.applicationNumber) ||
    other.members.includes(patent.applicationNumber)
  );
}

function newness({ registeredOn, id }: Patent): string {
  return `${registeredOn ?? ''} ${id}`;
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

interface Traits {
  readonly facets: readonly Facet[];
  readonly title: ReadonlySet<string>;
}

function traitsOf(patent: PatentRecord): Traits {
  // The lone last character of a run says nothing by itself.
  const tokens = indexTextOf(...termsOf(patent.title)).split(' ');
  return { facets: facetsOf(patent, NO_FIELDS), title: new Set(tokens.filter((token) => token.length > 5)) };
}

function scoreOf(one: Traits, other: Traits): number {
  const kinds = Object.keys(POINTS) as (keyof typeof POINTS)[];
  const classes = kinds.map((kind) => {
    const code = finestShared(kind, one.facets, other.facets);
    const points = POINTS[kind];
    return code === null ? 0 : (points[Math.min(levelOf(kind, code), points.length - 1)] ?? 0);
  });
  const shared = [...one.title].filter((token) => other.title.has(token)).length;
  const all = one.title.size + other.title.size;
  const title = all === 0 ? 0 : Math.round((TITLE_POINTS * 2 * shared) / all);
  return classes.reduce((sum, points) => sum + points, title);
}

function likenessesOf(one: PatentRecord, other: PatentRecord): Likeness[] {
  const [ours, theirs] = [facetsOf(one, NO_FIELDS), facetsOf(other, NO_FIELDS)];
  const code = (kind: 'ipc' | 'sei' | 'industry'): Likeness[] => {
    const found = finestShared(kind, ours, theirs);
    return found === null || (POINTS[kind][levelOf(kind, found)] ?? 1) === 0 ? [] : [{ kind, found }];
  };
  const words = sharedWords(one.title, other.title);
  const title: Likeness[] = words === '' ? [] : [{ kind: 'title', found: words }];
  return [...code('ipc'), ...title, ...code('sei'), ...code('industry')];
}

function finestShared(kind: Facet['kind'], ours: readonly Facet[], theirs: readonly Facet[]): string | null {
  const known = new Set(theirs.filter((each) => each.kind === kind).map(({ code }) => code));
  const shared = ours.filter((each) => each.kind === kind && known.has(each.code)).map(({ code }) => code);
  return shared.toSorted((a, b) => b.length - a.length || compare(a, b))[0] ?? null;
}

/** How fine a code is: 0 at the top. */
function levelOf(kind: 'ipc' | 'sei' | 'industry', code: string): number {
  if (kind === 'sei') return code.split('.').length - 1;
  if (kind === 'industry') return Math.max(0, code.length - 2);
  if (code.includes('/')) return 4;
  return code.length > 4 ? 3 : ([0, 0, 0, 1, 2][code.length] ?? 0);
}

/** The parts of a title between the empty words, of two characters and more. */
function termsOf(title: string): string[] {
  const plain = title.normalize('NFKC').toLowerCase().slice(0, 200);
  const runs = plain.match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? [];
  return runs.flatMap((run) => run.split(EMPTY_WORDS)).filter((term) => [...term].length > 1);
}

/** The longest words that stand in both titles, the first of several; empty when there are none. */
function sharedWords(one: string, other: string): string {
  const theirs = termsOf(other);
  let longest = '';
  for (const term of termsOf(one)) {
    const signs = [...term];
    for (let from = 0; from < signs.length; from += 1) {
      for (let to = signs.length; to - from > [...longest].length && to - from > 1; to -= 1) {
        const words = signs.slice(from, to).join('');
        if (theirs.some((each) => each.includes(words))) longest = words;
      }
    }
  }
  return longest;
}
