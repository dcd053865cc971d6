import { refuse } from './refusals.ts';

/** The libraries a file's patents can be taken into; which one is asked, for a file does not tell. */
export const IMPORT_LIBRARIES = ['evaluation', 'resource'] as const;

/**
 * Where the patents of a file belong: into the evaluation library of the enterprise, to be pushed to it, or into the
 * register alone.
 */
export type ImportLibrary = (typeof IMPORT_LIBRARIES)[number];

/** A row that is not taken over, or one whose optional value is left out, with what to do about it in Chinese. */
export interface RowNote {
  /** The row's number as a spreadsheet shows it. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly hint: string;
}

/** What was understood of a file, before anything of it is taken in. */
export interface ImportPreview {
  readonly recognised: readonly string[];
  /** Columns nothing is read of: nobody here has a use for them. */
  readonly unused: readonly string[];
  /** Columns of ID numbers, which are never read (rule 27). */
  readonly withheld: readonly string[];
  /** Rows with something in them, the header left out. */
  readonly rows: number;
  readonly fresh: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first of the refused rows. */
  readonly problems: readonly RowNote[];
  /** How many optional values were left out, and the first of them. */
  readonly omitted: number;
  readonly omissions: readonly RowNote[];
}

/** A file that an admin has sent, from its delivery until its patents are taken in. */
export interface PatentImport {
  readonly id: string;
  readonly enterpriseId: string;
  /** The admin who sent it. */
  readonly memberId: string;
  readonly chatId: string;
  readonly connection: string;
  /** The file's name; empty until it is known. */
  readonly name: string;
  readonly messageId: string;
  /** What its channel needs to fetch it; empty once it was fetched. */
  readonly source: string;
  readonly state: 'reading' | 'asking' | 'importing' | 'done' | 'cancelled' | 'unfit' | 'expired';
  readonly library: ImportLibrary | null;
  /** The admin who decided. */
  readonly decidedBy: string | null;
  readonly preview: ImportPreview;
  /** How many of its records were taken in so far, and what they did. */
  readonly taken: number;
  readonly added: number;
  readonly changed: number;
  readonly createdAt: Date;
}

/** What is known of a file that nobody has looked into. */
export const NOTHING_READ: ImportPreview = {
  recognised: [],
  unused: [],
  withheld: [],
  rows: 0,
  fresh: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  problems: [],
  omitted: 0,
  omissions: [],
};

/** How many records a file has that can be taken in. */
export function fitRows({ preview: { fresh, changed, unchanged } }: Pick<PatentImport, 'preview'>): number {
  return fresh + changed + unchanged;
}

/** Begins to wait for the admin's word, or ends where there is nothing to take in. */
export function looked(file: PatentImport, preview: ImportPreview): PatentImport {
  const state = fitRows({ preview }) === 0 ? 'unfit' : 'asking';
  return { ...file, preview, state, source: '' };
}

/** Decides where the patents go; refuses once that was decided otherwise, or the file is gone. */
export function decided(
  file: PatentImport,
  by: { readonly memberId: string; readonly library: ImportLibrary },
): PatentImport {
  if (file.state !== 'asking') refuse('import_decided');
  return { ...file, state: 'importing', library: by.library, decidedBy: by.memberId };
}

/** Gives the file up at an admin's word; refuses once it was decided. */
export function cancelled(file: PatentImport, by: { readonly memberId: string }): PatentImport {
  if (file.state !== 'asking') refuse('import_decided');
  return { ...file, state: 'cancelled', decidedBy: by.memberId };
}

/** Counts a batch that was taken in. */
export function advanced(
  file: PatentImport,
  batch: { readonly added: number; readonly changed: number; readonly unchanged: number },
): PatentImport {
  const taken = file.taken + batch.added + batch.changed + batch.unchanged;
  return { ...file, taken, added: file.added + batch.added, changed: file.changed + batch.changed };
}
