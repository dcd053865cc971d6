import { extname } from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { malformed } from '../errors.ts';
import { auditTrail } from '../reads/audit-check.ts';
import { auditLines } from '../reads/outward-audit.ts';
import { minuteName } from '../reads/people-wording.ts';
import type { ChainedEntry } from '../stores/audit-store.ts';
import type { InTransaction } from '../stores/transactions.ts';
import { writePrivately } from './private-file.ts';

/** Where a trail comes from, and in whose words it is told. */
export interface AuditSource {
  readonly inTransaction: InTransaction;
  readonly enterpriseId: string;
  /** Names of the actors by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly timeZone: string;
  /** Notes in the trail that it was handed out; done first, so that the file tells of itself. */
  readonly note: () => Promise<void>;
}

const HEADERS = ['序号', '时间', '操作人', '操作', '对象', '星级', '原文', '回执', '说明', '散列值'];

/** A workbook is built in memory, and no spreadsheet program opens a larger one with pleasure. */
const WORKBOOK_ROWS = 50_000;

/** What a spreadsheet program takes for a formula when a text begins with it. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes a trail to a file of the kind its name says, and returns how many entries it holds: `.csv` and `.xlsx` for
 * people, `.jsonl` with everything needed to follow the chain without panhuo. Throws `malformed` for any other name.
 */
export async function writeAudit(out: string, source: AuditSource): Promise<number> {
  const write = WRITERS[extname(out).toLowerCase()];
  if (!write) throw malformed('out_kind_unknown', `«${out}» must end in .csv, .xlsx or .jsonl`);
  return write(out, source);
}

const WRITERS: Readonly<Record<string, (out: string, source: AuditSource) => Promise<number>>> = {
  '.csv': (out, source) =>
    writeLines(out, source, {
      before: `${BYTE_ORDER_MARK}${csvLine(HEADERS)}`,
      lineOf: (entry) => csvLine(cellsOf(entry, source).map(harmless)),
    }),
  '.jsonl': (out, source) =>
    writeLines(out, source, { before: '', lineOf: (entry) => `${JSON.stringify(entry)}\n` }),
  '.xlsx': writeWorkbook,
};

async function writeLines(
  out: string,
  source: AuditSource,
  { before, lineOf }: { readonly before: string; readonly lineOf: (entry: ChainedEntry) => string },
): Promise<number> {
  let entries = 0;
  await writePrivately(out, async (file) => {
    await source.note();
    await file.write(before);
    for await (const entry of auditTrail(source.inTransaction, source.enterpriseId)) {
      await file.write(lineOf(entry));
      entries += 1;
    }
  });
  return entries;
}

async function writeWorkbook(out: string, source: AuditSource): Promise<number> {
  const rows: string[][] = [HEADERS];
  await writePrivately(out, async (file) => {
    await source.note();
    for await (const entry of auditTrail(source.inTransaction, source.enterpriseId)) {
      rows.push(cellsOf(entry, source));
      if (rows.length > WORKBOOK_ROWS)
        throw malformed('trail_too_long', 'the trail is too long for one workbook; write it to a .csv file');
    }
    // Said to be text, a cell is never read as a formula.
    const cells = rows.map((row) => row.map((value) => ({ value, type: String })));
    await file.writeFile(await writeExcelFile(cells).toBuffer());
  });
  return rows.length - 1;
}

function cellsOf(entry: ChainedEntry, { names, timeZone }: AuditSource): string[] {
  return auditLines(names, [{ ...entry, detail: entry.detail ?? {} }]).flatMap((line) => [
    String(entry.position),
    minuteName(line.at, timeZone),
    line.who,
    line.did,
    line.subject,
    String(line.stars ?? ''),
    line.text,
    line.receipt,
    line.remark,
    entry.hash,
  ]);
}

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
