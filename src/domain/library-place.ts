import { LIBRARIES, type Library, NO_FILTER, type PatentQuery, type Sort } from './patent-query.ts';

/** Where the card of a library is open: a page of a whole library or of a search, or the form that narrows it. */
export interface LibraryPlace {
  /** A whole library, or the id of a search. */
  readonly of: { readonly library: Library } | { readonly search: string };
  readonly page: number;
  /** True while the form of 高级检索 is shown. */
  readonly form: boolean;
}

const PLACE = /^(form-)?(evaluation|focus|resource|[\da-f-]{36}):(\d{1,4})$/;

/** Where a card opens that was given no place. */
const BEGINNING: LibraryPlace = { of: { library: 'resource' }, page: 1, form: false };

/** Writes a place as a short code, which fits on a button and into an address. */
export function placeCode({ of, page, form }: LibraryPlace): string {
  return `${form ? 'form-' : ''}${'library' in of ? of.library : of.search}:${page}`;
}

/** Reads such a code; whatever is none is the beginning of the resource library. */
export function readPlace(code: string): LibraryPlace {
  const [, form, of = '', page = '1'] = PLACE.exec(code) ?? [];
  const library = LIBRARIES.find((each) => each === of);
  if (of === '') return BEGINNING;
  return {
    of: library === undefined ? { search: of } : { library },
    page: Math.max(1, Number(page)),
    form: form !== undefined,
  };
}

const USUAL_SORT: Readonly<Record<Library, Sort>> = {
  evaluation: 'registered',
  focus: 'match',
  resource: 'registered',
};

/** The query that asks for a whole library, in its usual order. */
export function wholeLibrary(library: Library): PatentQuery {
  return { library, words: '', filter: NO_FILTER, sort: USUAL_SORT[library] };
}
