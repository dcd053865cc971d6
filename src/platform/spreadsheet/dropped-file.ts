import { Readable } from 'node:stream';
import type { AppError } from '../../errors.ts';
import { readPatentFile } from './patent-file.ts';
import { fileError } from './row-problems.ts';
import type { ReadOptions, RowResult } from './row-results.ts';

/** How many rows a file in a chat may have: twenty times what the platform exports at once. */
const MAX_DROPPED_ROWS = 20_000;

/**
 * Reads a file that somebody has sent in a chat, `.xlsx` or `.csv`, row by row. Throws `malformed`, with Chinese advice
 * in `facts.hint`, for anything else, for a workbook with macros and for a page of the web that poses as a table.
 */
export async function* readDroppedFile(
  file: { readonly name: string; readonly bytes: Buffer },
  options: Pick<ReadOptions, 'onColumns' | 'readClass'>,
): AsyncGenerator<RowResult> {
  const { bytes } = file;
  // A channel may lose a name on the way; the bytes of a workbook are then told apart from text.
  const name = file.name === '' ? 'file.csv' : file.name;
  mustBeTaken(name, bytes);
  const stream = Readable.from(piecesOf(bytes));
  let rows = 0;
  for await (const row of readPatentFile({ name, stream }, options)) {
    rows += 1;
    if (rows > MAX_DROPPED_ROWS) throw tooManyRows();
    yield row;
  }
}

const PIECE = 64 * 1024;

/** In pieces, so that others have their turn while a large file is read. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

function mustBeTaken(name: string, bytes: Buffer): void {
  const extension = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  // The names in an archive are never packed.
  if (extension === 'xlsm' || (isZip && bytes.includes('vbaProject.bin'))) throw HINTS.macros();
  if (/^[\s\uFEFF]*<(?:!doctype|html|head|meta|table|\?xml)/i.test(bytes.subarray(0, 512).toString('utf8')))
    throw HINTS.page();
  const isOldExcel = bytes.subarray(0, 4).toString('latin1') === '\xd0\xcf\x11\xe0';
  if (extension !== 'xlsx' && extension !== 'csv' && !isOldExcel) throw HINTS.other();
}

const HINTS = {
  macros: () =>
    fileError(
      'workbook_with_macros',
      'the workbook carries macros',
      '文件带有宏，为安全起见不读取：请用 Excel 打开后另存为「Excel 工作簿（.xlsx）」再发送。',
    ),
  page: () =>
    fileError(
      'page_of_the_web',
      'the file is a page of the web or XML',
      '文件内容是网页，不是 Excel 表格（有些系统导出的 .xls 就是这样）：请用 Excel 打开后另存为 .xlsx 再发送。',
    ),
  other: () =>
    fileError(
      'format_unknown',
      'the file is not a spreadsheet that is taken from chats',
      '只能导入 .xlsx 或 .csv：请在平台上导出 Excel，或用 Excel、WPS 另存为 .xlsx 再发送。',
    ),
} as const satisfies Readonly<Record<string, () => AppError>>;

function tooManyRows(): AppError {
  const hint = `文件超过 ${MAX_DROPPED_ROWS} 行，请分成几个文件再发送，或交给系统管理员导入。`;
  return fileError('too_many_rows', 'a file in a chat has more rows than are taken', hint, {
    limit: MAX_DROPPED_ROWS,
  });
}
