import { readSheet } from 'read-excel-file/node';
import { type OpenFile, readAll } from './byte-source.ts';
import type { SourceRow } from './row-source.ts';
import { guardSheet } from './sheet-guard.ts';
import { attributeOf, type XmlTag, xmlTags } from './xml-tags.ts';
import { broken, openZip, type ZipArchive } from './zip-archive.ts';
import { packZip } from './zip-pack.ts';

const MAX_BYTES = 50 * 1024 * 1024;
/** The list of sheets and the list of their files take a few kilobytes. */
const MAX_INDEX_BYTES = 1024 * 1024;

interface Plan {
  readonly sheet: string;
  readonly strings: string;
  readonly styles: string;
  readonly epoch1904: boolean;
}

/** Reads the rows of the first visible worksheet of an `.xlsx` file; throws `malformed` before the first row when it is too big. */
export async function* workbookRows(file: OpenFile): AsyncGenerator<SourceRow> {
  const sealed = await seal(openZip(await readAll(file, MAX_BYTES)));
  const data: readonly (readonly unknown[])[] = await readSheet(sealed, 1, { parseNumber: numberText }).catch(
    () => {
      throw broken();
    },
  );
  for (const [index, cells] of data.entries()) yield { row: index + 1, cells: cells.map(textOf) };
}

/**
 * Packs what is needed of a workbook anew: the reader goes by the entries as they lie in the archive and not by its directory, so
 * only an archive of our own is sure to hold nothing but what was checked.
 */
async function seal(zip: ZipArchive): Promise<Buffer> {
  const plan = planOf(await part(zip, 'xl/workbook.xml'), await part(zip, 'xl/_rels/workbook.xml.rels'));
  const sheet = await part(zip, plan.sheet);
  // One character a byte is enough to see the tags, and half the memory of decoded Chinese text.
  guardSheet(sheet.toString('latin1'));
  const parts = new Map([['xl/worksheets/sheet1.xml', sheet]]);
  for (const [name, path] of [
    ['xl/sharedStrings.xml', plan.strings],
    ['xl/styles.xml', plan.styles],
  ] as const) {
    const data = await zip.read(path);
    if (data !== null) parts.set(name, data);
  }
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';
  const rels = `<Relationships><Relationship Id="s" Type="${relation}" Target="worksheets/sheet1.xml"/></Relationships>`;
  const date1904 = plan.epoch1904 ? '1' : '0';
  const workbook = `<workbook><workbookPr date1904="${date1904}"/><sheets><sheet name="s" sheetId="1" r:id="s"/></sheets></workbook>`;
  parts.set('xl/workbook.xml', Buffer.from(workbook)).set('xl/_rels/workbook.xml.rels', Buffer.from(rels));
  return packZip(parts);
}

async function part(zip: ZipArchive, name: string): Promise<Buffer> {
  const data = await zip.read(name);
  if (data === null) throw broken();
  return data;
}

function planOf(workbook: Buffer, rels: Buffer): Plan {
  const book = tagsOf(workbook);
  const relations = tagsOf(rels).filter(({ name }) => name === 'Relationship');
  const ofType = (type: string) =>
    relations.filter((relation) => attributeOf(relation, 'Type')?.endsWith(`/${type}`) === true);
  const sheets = new Map(
    ofType('worksheet').map((relation) => [attributeOf(relation, 'Id'), pathOf(relation)]),
  );
  const sheet = book
    .filter(({ name }) => name === 'sheet')
    .filter((tag) => !/hidden/i.test(attributeOf(tag, 'state') ?? ''))
    .map((tag) => sheets.get(attributeOf(tag, 'id')))
    .find((path) => path !== undefined);
  if (sheet === undefined) throw broken();
  const properties = book.find(({ name }) => name === 'workbookPr');
  return {
    sheet,
    strings: ofType('sharedStrings').map(pathOf)[0] ?? 'xl/sharedStrings.xml',
    styles: ofType('styles').map(pathOf)[0] ?? 'xl/styles.xml',
    epoch1904: properties !== undefined && ['1', 'true'].includes(attributeOf(properties, 'date1904') ?? ''),
  };
}

/** Targets are relative to the folder of the workbook, or absolute in the archive. */
function pathOf(relation: XmlTag): string {
  const target = attributeOf(relation, 'Target') ?? '';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function tagsOf(xml: Buffer): readonly XmlTag[] {
  if (xml.length > MAX_INDEX_BYTES) throw broken();
  return [...xmlTags(xml.toString('utf8'))];
}

/**
 * Writes a number cell as its digits. Some programs store every large number in scientific notation with all its digits; one
 * with only a few has lost the others and stays as it is, so that it is refused with the right advice.
 */
function numberText(raw: string): string {
  const [, mantissa = '', exponent = '0'] = /^([\d.]+)E\+?(\d+)$/i.exec(raw) ?? [];
  const lost = Number(exponent) >= 11 && mantissa.replace('.', '').length < 10;
  const number = Number(raw);
  return lost || Number.isNaN(number) ? raw : String(number);
}

function textOf(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return value === null || value === undefined ? '' : String(value);
}
