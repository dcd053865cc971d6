import type { AppError } from '../../errors.ts';
import { type FileSource, type OpenFile, openFile } from './byte-source.ts';
import { csvRows } from './csv-rows.ts';
import { jsonRows } from './json-rows.ts';
import { fileError } from './row-problems.ts';
import { emptyFile, type ReadOptions, type RowResult, rowsToRecords } from './row-results.ts';
import type { SourceRow } from './row-source.ts';
import { workbookRows } from './workbook-rows.ts';

/**
 * Reads a patent file (`.csv`, `.xlsx` or `.json`) row by row. Throws `malformed`, with Chinese advice in `facts.hint`, when the
 * file as a whole cannot be read, and `outside` when its bytes cannot be had; what is wrong with one row is that row's result.
 */
export async function* readPatentFile(
  source: FileSource,
  options: ReadOptions = {},
): AsyncGenerator<RowResult> {
  const file = await openFile(source);
  try {
    yield* rowsToRecords(rowsOf(file), options);
  } finally {
    file.close();
  }
}

/** The bytes decide between the formats where they can, because files are often renamed; the name decides the rest. */
function rowsOf(file: OpenFile): AsyncGenerator<SourceRow> {
  const signature = file.head.subarray(0, 4).toString('latin1');
  const extension = /\.([^.]*)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (file.head.length === 0) throw emptyFile();
  if (signature === '\xd0\xcf\x11\xe0') throw unknownFormat('old-excel');
  if (signature.startsWith('PK')) return workbookRows(file);
  if (extension === 'csv') return csvRows(file);
  if (extension === 'json') return jsonRows(file);
  throw unknownFormat(extension === 'xlsx' ? 'not-a-workbook' : 'other');
}

function unknownFormat(what: 'old-excel' | 'not-a-workbook' | 'other'): AppError {
  const hints = {
    'old-excel': '这是旧版 Excel（.xls）或设有密码的文件，请用 Excel 打开后另存为没有密码的 .xlsx 再导入。',
    'not-a-workbook':
      '这个文件的名称是 .xlsx，内容却不是 Excel 工作簿，请用 Excel 打开后另存为 .xlsx 再导入。',
    other: '只能导入 .xlsx、.csv 或 .json 文件。',
  };
  return fileError('format_unknown', 'the file is not a spreadsheet in a known format', hints[what], {
    what,
  });
}
