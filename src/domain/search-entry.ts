import type { RegisterState } from './patent.ts';
import type { Library, Sort } from './patent-query.ts';
import type { Stars } from './stars.ts';

/** What a patent can be found by beside words. */
export type FacetKind =
  | 'kind'
  | 'type'
  | 'sei'
  | 'industry'
  | 'ipc'
  | 'wipo'
  | 'mode'
  | 'applicant'
  | 'region'
  | 'maturity'
  | 'valid';

/** One value by which a patent is found. */
export interface Facet {
  readonly kind: FacetKind;
  readonly code: string;
}

/** One thing that a text must contain: tokens in a row, or with `prefix` one of which only the beginning is known. */
export interface Phrase {
  readonly tokens: readonly string[];
  readonly prefix: boolean;
}

/** All that a patent is found and sorted by. */
export interface SearchEntry {
  readonly patentId: string;
  readonly state: RegisterState;
  /** Calendar dates as `YYYY-MM-DD`, empty when unknown. */
  readonly registeredOn: string;
  readonly appliedOn: string;
  readonly facets: readonly Facet[];
  /** The tokens of the title, and those of everything else, parted by blanks. */
  readonly title: string;
  readonly texts: string;
}

/** Something of which any part is enough. */
export interface AnyWish {
  readonly facets: readonly (Facet & { readonly beginning: boolean })[];
  /** Texts, of which each is the phrases that must all occur. */
  readonly texts: readonly (readonly Phrase[])[];
}

/** From a moment on, and until before another one. */
export interface Period {
  readonly since: Date;
  readonly until: Date;
}

/** What is asked of these entries. */
export interface SearchWish {
  readonly library: Library;
  readonly phrases: readonly Phrase[];
  /** Values that must be there; of those of which only the beginning is known, one that begins so. */
  readonly facets: readonly (Facet & { readonly beginning: boolean })[];
  readonly rated: boolean | null;
  readonly stars: Stars | null;
  readonly sort: Sort;
  /** Only what came into the library in this period; absent when that does not matter. */
  readonly came?: Period;
}
