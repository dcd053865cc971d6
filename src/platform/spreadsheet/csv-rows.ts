import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { AppError } from '../../errors.ts';
import type { OpenFile } from './byte-source.ts';
import { fileError } from './row-problems.ts';
import { MAX_COLUMNS, MAX_STREAMED_ROWS, type SourceRow } from './row-source.ts';
import { decodeText, detectEncoding, type TextEncoding } from './text-encoding.ts';

/** The longest row, in bytes; an unclosed quote would otherwise swallow the rest of the file into one cell. */
const MAX_ROW_BYTES = 500_000;

/** Reads the rows of a CSV file one by one, in any encoding and with commas, tabs or semicolons; memory stays bounded. */
export async function* csvRows(file: OpenFile): AsyncGenerator<SourceRow> {
  const encoding = detectEncoding(file.head, file.complete);
  const parser = parse({
    delimiter: delimiterOf(file.head, encoding),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_BYTES,
  });
  // Failures of either side reach the reader through the parser; the callback only keeps them from being thrown twice.
  pipeline(Readable.from(decodeText(file.bytes, encoding)), parser, () => undefined);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row > MAX_STREAMED_ROWS) throw tooMany();
      yield { row, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error;
  }
}

/** Takes the most frequent of the usual separators in the first line; Excel writes tabs when it saves Unicode text. */
function delimiterOf(head: Buffer, encoding: TextEncoding): string {
  const [line = ''] = new TextDecoder(encoding).decode(head).split(/[\r\n]/, 1);
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (mark: string): number => bare.split(mark).length;
  return ['\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function tooMany(): AppError {
  const hint = `文件超过 ${MAX_STREAMED_ROWS} 行，之前的行已读取，请把其余的行分成另一个文件再导入。`;
  return fileError('too_many_rows', 'the file has more rows than one import may have', hint, {
    limit: MAX_STREAMED_ROWS,
  });
}

/** The parser may be rows ahead of the reader, so that the place of the failure is its own count. */
function unreadable(error: CsvError): AppError {
  const row = Number(error['records']) + 1;
  const [code, what] =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? ['row_too_long', `太长，可能有没有成对的引号，或超过 ${MAX_COLUMNS} 列`]
      : ['csv_broken', '无法解析，可能有没有成对的引号'];
  const hint = `第 ${row} 行${what}，请检查后再导入。`;
  return fileError(code, 'a row of the CSV file could not be parsed', hint, { row, reason: error.code });
}
