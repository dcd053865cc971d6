import { COOPERATION_MODES, type CooperationMode, type RegisterState } from '../../domain/patent.ts';

const SEPARATORS = /[|;；\n]/;
const SEPARATORS_AND_COMMAS = /[|;；\n,，、]/;
/** Days from Excel's day zero (1899-12-30) to 1970-01-01. */
const EXCEL_TO_UNIX_DAYS = 25_569;
const DAY_MS = 86_400_000;

/** Names seen for the ways of cooperation beside the platform's own; a bare 许可 says too little to choose one. */
const MODE_ALIASES: ReadonlyMap<string, CooperationMode> = new Map([
  ...COOPERATION_MODES.map((mode) => [mode, mode] as const),
  ['普通实施许可', '普通许可'],
  ['排他实施许可', '排他许可'],
  ['独占实施许可', '独占许可'],
  ['专利转让', '转让'],
  ['作价投资', '作价入股'],
  ['质押融资', '质押'],
  ['自行实施', '自行产业化'],
  ['产业化', '自行产业化'],
]);

/** Removes control characters, invisible marks and broken characters from a text and keeps its line breaks. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n|\t)[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
}

/** Cleans a text that is one line by its nature, such as a title. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

/** Splits a cell at `|`, semicolons and line breaks, and at commas where `commas` says that no item contains one. */
export function splitList(text: string, commas: boolean): readonly string[] {
  const items = cleanText(text).split(commas ? SEPARATORS_AND_COMMAS : SEPARATORS);
  return [...new Set(items.map(cleanLine).filter((item) => item !== ''))];
}

/** Splits a cell of names; Latin names may be written with a comma inside (`Smith, J.`). */
export function splitNames(text: string): readonly string[] {
  return splitList(text, !/\p{Script=Latin}/u.test(text));
}

/**
 * Reads a calendar date as `YYYY-MM-DD`: `2024-01-05`, `2024/1/5`, `2024.1.5`, `2024年1月5日`, `20240105`, each with or without
 * a time of day, or an Excel serial number; null when it is none of them or not a day between 1980 and 2099.
 */
export function readDate(text: string): string | null {
  const plain = cleanLine(text.normalize('NFKC'));
  const written =
    /^(\d{4})[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}.*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (written !== null) {
    const [year, month, day] = written.slice(1).map(Number);
    return realDay(year ?? 0, month ?? 0, day ?? 0);
  }
  if (!/^\d{5}(?:\.\d+)?$/.test(plain)) return null;
  const at = new Date((Math.floor(Number(plain)) - EXCEL_TO_UNIX_DAYS) * DAY_MS);
  return realDay(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

function realDay(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real && year >= 1980 && year <= 2099 ? at.toISOString().slice(0, 10) : null;
}

/** Reads a yes or no; null when the cell says neither. */
export function readYesNo(text: string): boolean | null {
  const plain = cleanLine(text).toLowerCase();
  if (['是', '有效', 'yes', 'y', 'true', '1', '√'].includes(plain)) return true;
  if (['否', '无效', 'no', 'n', 'false', '0', '×'].includes(plain)) return false;
  return null;
}

/**
 * Reads where a patent stands from a register or legal state in any words. A record in a platform export is registered unless its
 * own row says that the right has ended or gone to another, because only registered patents may be pushed (rule 25).
 */
export function readState(text: string): RegisterState {
  if (/失效|终止|届满|全部无效|过期|expired/i.test(text)) return 'expired';
  if (/撤回|驳回|放弃|撤销|withdrawn/i.test(text)) return 'withdrawn';
  return /已转让|transferred/i.test(text) ? 'transferred' : 'registered';
}

/** Reads one way of cooperation; null when the word is not one of the known ones. */
export function readMode(text: string): CooperationMode | null {
  return MODE_ALIASES.get(text) ?? null;
}

/** Reads one IPC or CPC symbol such as `H01M 10/0525 (2010.01)` or `G01D`; null when it is none. */
export function readIpc(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\(.*?\)/g, '')
    .replace(/\s/g, '');
  return /^[A-HY]\d{2}[A-Z](?:\d{1,4}\/\d{2,6})?$/.test(plain) ? plain : null;
}

/** Reads a strategic emerging industry code at the start of a text, for example `5.2` of `5.2 生物医学工程产业`. */
export function readSei(text: string): string | null {
  return /^[1-9](?:\.\d{1,2}){0,2}(?![\d.A-Z])/i.exec(text.normalize('NFKC'))?.[0] ?? null;
}

/** Reads a GB/T 4754 code with its section letter at the start of a text, for example `C38` of `C38 电气机械和器材制造业`. */
export function readIndustry(text: string): string | null {
  return /^[A-T](?:\d{2,4})?(?![\dA-Z])/.exec(text.normalize('NFKC').toUpperCase())?.[0] ?? null;
}
