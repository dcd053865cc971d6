import { z } from 'zod';
import { type OpenFile, readAll } from './byte-source.ts';
import { fileError } from './row-problems.ts';
import { MAX_STREAMED_ROWS, type SourceRow } from './row-source.ts';
import { detectEncoding } from './text-encoding.ts';

const MAX_BYTES = 50 * 1024 * 1024;

const objects = z.array(z.record(z.string(), z.unknown())).max(MAX_STREAMED_ROWS);

/** Reads a JSON array of objects as rows: first the keys of all objects as a header, then each object's values as text. */
export async function* jsonRows(file: OpenFile): AsyncGenerator<SourceRow> {
  const items = parse(await readAll(file, MAX_BYTES));
  const keys = [...new Set(items.flatMap((item) => Object.keys(item)))];
  yield { row: 0, cells: keys };
  for (const [index, item] of items.entries())
    yield { row: index + 1, cells: keys.map((key) => textOf(item[key])) };
}

function parse(bytes: Buffer): z.infer<typeof objects> {
  const text = new TextDecoder(detectEncoding(bytes, true), { fatal: true }).decode(bytes);
  try {
    return objects.parse(JSON.parse(text));
  } catch {
    // The parser's own words quote the file, which may hold personal data, so they stay out of the error.
    throw fileError(
      'json_broken',
      `the JSON file is not an array of at most ${MAX_STREAMED_ROWS} objects`,
      '文件不是由对象组成的 JSON 数组，请检查后再导入。',
    );
  }
}

/** A list becomes one cell with `|` between the items, as the spreadsheets write lists; nested objects have no meaning here. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('|');
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
