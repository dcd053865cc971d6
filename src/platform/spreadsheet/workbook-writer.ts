import writeExcelFile from 'write-excel-file/node';

/** How many rows a spreadsheet holds at most, beside its header (rule 21). */
export const SHEET_ROWS = 1000;

/**
 * Writes rows of text as an `.xlsx` file, the header in bold. Every cell is text and none a formula, whatever stands in
 * it: a spreadsheet program calculates nothing when it opens the file.
 */
export async function workbookOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const sheet = [
    header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map((value) => ({ value, type: String, wrap: true }))),
  ];
  return writeExcelFile(sheet, { columns: header.map(() => ({ width: 28 })) }).toBuffer();
}
