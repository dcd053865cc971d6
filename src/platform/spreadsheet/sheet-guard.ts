import type { AppError } from '../../errors.ts';
import { fileError } from './row-problems.ts';
import { MAX_COLUMNS, MAX_WORKBOOK_ROWS, tooManyColumns } from './row-source.ts';
import { type XmlTag, xmlTags } from './xml-tags.ts';
import { broken } from './zip-archive.ts';

/** Every `r` attribute of a row or cell, in any quotes and with any prefix. */
const ADDRESS = /(?<![\w.-])r\s*=\s*["']?([^"'\s/]*)/g;
const PLAIN = /^([A-Z]{0,3})(\d+)$/;

/**
 * Refuses a worksheet that is too big before it is read. The reader fills every gap up to the addresses it meets, so that one
 * cell at a far address costs as much as a full sheet; throws `malformed` for such ones and for markup that could hide them.
 */
export function guardSheet(xml: string): void {
  const tags = xmlTags(xml);
  let rows = 0;
  for (let step = tags.next(); ; step = tags.next()) {
    if (step.done === true) {
      if (!step.value) throw broken();
      return;
    }
    const { name, text } = step.value;
    if (name === 'row' && !text.startsWith('</')) rows += 1;
    if (rows > MAX_WORKBOOK_ROWS) throw tooManyRows();
    if (name === 'row' || name === 'c') guardAddresses(step.value);
  }
}

function guardAddresses({ text }: XmlTag): void {
  for (const [, address = ''] of text.matchAll(ADDRESS)) {
    const [, letters = '', digits] = PLAIN.exec(address) ?? [];
    if (digits === undefined) throw broken();
    if (Number(digits) > MAX_WORKBOOK_ROWS) throw tooManyRows();
    if (columnNumber(letters) > MAX_COLUMNS) throw tooManyColumns();
  }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function tooManyRows(): AppError {
  return fileError(
    'too_many_rows',
    'the worksheet has more rows than one import may have',
    `表格超过 ${MAX_WORKBOOK_ROWS} 行：请分成几个文件或另存为 CSV；若下面都是空行，请删除空行后再导入。`,
    { limit: MAX_WORKBOOK_ROWS },
  );
}
