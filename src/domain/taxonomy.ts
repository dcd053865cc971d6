/** The public classifications whose names panhuo knows, one file of `taxonomies/` each. */
export const TAXONOMY_KINDS = ['industry', 'sei', 'ipc', 'wipo', 'region'] as const;

/** Industries (GB/T 4754), strategic emerging industries, patent classes (IPC), WIPO's fields of technology, regions. */
export type TaxonomyKind = (typeof TAXONOMY_KINDS)[number];

/** The classifications of which an operator may load the full table; WIPO's 35 fields are all there are. */
export const LOADABLE_KINDS = ['industry', 'sei', 'ipc', 'region'] as const satisfies readonly TaxonomyKind[];

/** A classification whose full table can be loaded. */
export type LoadableKind = (typeof LOADABLE_KINDS)[number];

/** A code of a table that an operator has loaded. */
export interface LoadedCode {
  readonly code: string;
  readonly name: string;
  /** The code above, where the code itself does not tell. */
  readonly parent: string | null;
}

/** A table that an operator has loaded, in the order of its file. */
export interface LoadedTable {
  readonly kind: LoadableKind;
  readonly codes: readonly LoadedCode[];
}

/** What a classification says of one code. */
export interface TaxonomyEntry {
  readonly name: string;
  /** The code above, where the code itself does not tell. */
  readonly parent: string | null;
  /** What people say and the name does not; for the search alone. */
  readonly words: readonly string[];
}

/** A classification: its codes in the order of the standard. */
export type Taxonomy = ReadonlyMap<string, TaxonomyEntry>;

/** IPC prefixes and the code of another classification that each of them means. */
export type IpcRelation = ReadonlyMap<string, string>;

/** All classifications, and what follows from a patent class. */
export type Taxonomies = Readonly<Record<TaxonomyKind, Taxonomy>> & {
  readonly ipcToSei: IpcRelation;
  readonly ipcToWipo: IpcRelation;
};

/** Reads a code by itself or by its name; null when it is none, or could be several. */
export type CodeOf = (kind: TaxonomyKind, text: string) => string | null;

/** Reads an industry or an emerging industry by its code or its name; null when it could mean several, or nothing. */
export type ReadClass = (kind: 'sei' | 'industry', text: string) => string | null;

/** Classifications that know nothing. */
export const NO_TAXONOMIES: Taxonomies = {
  industry: new Map(),
  sei: new Map(),
  ipc: new Map(),
  wipo: new Map(),
  region: new Map(),
  ipcToSei: new Map(),
  ipcToWipo: new Map(),
};
