import type { AppError } from '../../errors.ts';
import { fileError } from './row-problems.ts';

/** One row of a file before anything is known of its meaning. */
export interface SourceRow {
  /** The row's number as a spreadsheet shows it, from 1; for JSON the object's position, and 0 for the keys. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** More columns than any export has; beyond it a file is broken or hostile. */
export const MAX_COLUMNS = 500;

/** What an `.xlsx` file may hold, because it is read into memory: twenty times the platform's own limit of 1000. */
export const MAX_WORKBOOK_ROWS = 20_000;

/** What a file that is read row by row may hold; bounds the memory for finding duplicates. */
export const MAX_STREAMED_ROWS = 200_000;

/** Makes the error for a table that is wider than any export. */
export function tooManyColumns(): AppError {
  return fileError(
    'too_many_columns',
    'the table has more columns than any export',
    `表格超过 ${MAX_COLUMNS} 列，请只保留专利清单所需的列后再导入。`,
    { limit: MAX_COLUMNS },
  );
}
