import { Readable } from 'node:stream';
import { deflateRawSync } from 'node:zlib';
import { readPatentFile } from '../../src/platform/spreadsheet/patent-file.ts';
import {
  type ReadOptions,
  type RowResult,
  rowsToRecords,
} from '../../src/platform/spreadsheet/row-results.ts';

/** Gathers what an iterable yields, until it ends or throws. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Reads all rows of a file that exists only in memory. */
export async function readBytes(
  name: string,
  bytes: Buffer | string,
  options: ReadOptions = {},
): Promise<RowResult[]> {
  return collect(readPatentFile({ name, stream: Readable.from([Buffer.from(bytes)]) }, options));
}

/** Turns the rows of a table, header included, into results. */
export async function rowsOf(
  table: readonly (readonly string[])[],
  options: ReadOptions = {},
): Promise<RowResult[]> {
  return collect(
    rowsToRecords(
      table.map((cells, index) => ({ row: index + 1, cells })),
      options,
    ),
  );
}

/** Turns a table of one row into its result. */
export async function rowOf(
  header: readonly string[],
  cells: readonly string[],
): Promise<RowResult | undefined> {
  return (await rowsOf([header, cells]))[0];
}

/** An entry of a zip archive as an attacker may write it: `declared` is the unpacked size the directory claims. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer | string;
  readonly declared?: number;
  readonly flags?: number;
}

/** Packs entries with compression, entry by entry as told. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, declared, flags = 0 } of entries) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(declared ?? Buffer.byteLength(data), 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    files.push(local);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, place, Buffer.from(name)]));
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** The parts of a workbook with one or more worksheets, each given as the XML of its rows and maybe hidden. */
export function workbookParts(
  ...sheets: readonly { readonly rows: string; readonly state?: string }[]
): ZipEntry[] {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const list = sheets.map(
    ({ state }, n) =>
      `<sheet name="表${n}" sheetId="${n + 1}"${state ? ` state="${state}"` : ''} r:id="rId${n}"/>`,
  );
  const targets = sheets.map(
    (_, n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/s${n}.xml"/>`,
  );
  return [
    {
      name: 'xl/workbook.xml',
      data: `<?xml version="1.0"?><workbook><sheets>${list.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', data: `<Relationships>${targets.join('')}</Relationships>` },
    ...sheets.map(({ rows }, n) => ({
      name: `xl/worksheets/s${n}.xml`,
      data: `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    })),
  ];
}

/** One worksheet row with its cells as inline text, or as a number where a number is given. */
export function rowXml(row: number, ...cells: readonly (string | number)[]): string {
  const all = cells.map((cell, index) => {
    const address = `${String.fromCharCode(65 + index)}${row}`;
    return typeof cell === 'number'
      ? `<c r="${address}"><v>${cell}</v></c>`
      : `<c r="${address}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${row}">${all.join('')}</row>`;
}

/** Makes an 18-digit number that passes as a national ID number and, by its date of birth in 1900, is nobody's. */
export function inventedNationalId(serial = '001'): string {
  const digits = `11010119000101${serial}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}
