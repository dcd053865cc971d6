import type { ReadClass } from '../../domain/taxonomy.ts';
import type { AppError } from '../../errors.ts';
import { type ColumnReport, type Lacking, type Layout, layoutOf } from './columns.ts';
import { type RowOutcome, recordOf } from './records.ts';
import { fileError, rowProblem } from './row-problems.ts';
import { MAX_COLUMNS, type SourceRow, tooManyColumns } from './row-source.ts';

/** What became of one row of a file, with the row's number as a spreadsheet shows it. */
export type RowResult = { readonly row: number } & RowOutcome;

/** How a patent file is read. */
export interface ReadOptions {
  /** True stamps every record as made-up sample data; false when absent. */
  readonly sample?: boolean;
  /** Hears once, before the first row, which columns were recognised and which were not. */
  readonly onColumns?: (report: ColumnReport) => void;
  /** Knows classes by their names; without it only codes are read. */
  readonly readClass?: ReadClass;
}

/** Exports may have a title and a remark above the header, hardly more. */
const HEADER_SEARCHED_ROWS = 10;

/**
 * Turns the rows of a table into patent records: finds the header among the first rows, maps the columns, and refuses a patent that
 * occurred before. Throws `malformed` when there is no header with a number and a title, or when a row has more than 500 cells.
 */
export async function* rowsToRecords(
  rows: AsyncIterable<SourceRow> | Iterable<SourceRow>,
  options: ReadOptions = {},
): AsyncGenerator<RowResult> {
  const firstRows = new Map<string, number>();
  const tried: Lacking[] = [];
  let layout: Layout | null = null;
  for await (const row of filledRows(rows)) {
    if (layout !== null) {
      yield resultOf(layout, row, firstRows, options);
      continue;
    }
    const found = layoutOf(row.cells);
    if (typeof found === 'string') {
      if (tried.push(found) === HEADER_SEARCHED_ROWS) break;
    } else {
      layout = found;
      options.onColumns?.(found.report);
    }
  }
  if (layout === null) throw headerless(tried);
}

async function* filledRows(rows: AsyncIterable<SourceRow> | Iterable<SourceRow>): AsyncGenerator<SourceRow> {
  for await (const row of rows) {
    if (row.cells.length > MAX_COLUMNS) throw tooManyColumns();
    if (row.cells.some((cell) => cell.trim() !== '')) yield row;
  }
}

function resultOf(
  layout: Layout,
  { row, cells }: SourceRow,
  firstRows: Map<string, number>,
  options: ReadOptions,
): RowResult {
  const outcome = recordOf(layout, cells, options);
  if (!outcome.ok) return { row, ...outcome };
  const { applicationNumber } = outcome.record;
  const firstRow = firstRows.get(applicationNumber);
  if (firstRow !== undefined) {
    return { row, ok: false, problem: rowProblem('duplicate', { value: applicationNumber, firstRow }) };
  }
  firstRows.set(applicationNumber, row);
  return { row, ...outcome };
}

/** Makes the error for a file without anything in it. */
export function emptyFile(): AppError {
  return fileError('file_empty', 'the file has no rows', '文件是空的，请检查是否选对了文件。');
}

function headerless(tried: readonly Lacking[]): AppError {
  if (tried.length === 0) return emptyFile();
  return tried.includes('title')
    ? fileError(
        'title_column_missing',
        'the header row has no column for the title',
        '表头中没有专利名称一列，请补上“专利名称”列后再导入。',
      )
    : fileError(
        'number_column_missing',
        'the file has no header row with a column for the application or publication number',
        '没有找到表头：请在第一行写明列名，至少要有“申请号”（或“公开号”）和“专利名称”两列。',
      );
}
