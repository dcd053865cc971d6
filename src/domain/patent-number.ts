import type { PatentType } from './patent.ts';

/** Why a text is not a Chinese patent number; each reason has its own advice for the person who typed it. */
export type NumberFault =
  | 'empty'
  /** A spreadsheet turned the number into scientific notation and lost digits. */
  | 'scientific'
  /** The last character does not follow from the digits before it, so something was mistyped. */
  | 'check_digit'
  | 'length'
  /** A publication number without its last letter (A, B, U …), which cannot be told from other numbers. */
  | 'kind_code'
  /** A number of another country's office or of an international application. */
  | 'foreign'
  | 'shape';

/** What a text turned out to be: a number in its normal form with the patent type it implies, or the reason why not. */
export type PatentNumber =
  | { readonly kind: 'application' | 'publication'; readonly normal: string; readonly type: PatentType }
  | { readonly kind: 'unreadable'; readonly fault: NumberFault };

/** The weights of the check digit; the eight-digit numbers from before October 2003 use the first eight. */
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5] as const;

/** The digit after the year: 8 and 9 are international applications that entered China. */
const TYPES: Readonly<Record<string, PatentType>> = {
  '1': 'invention',
  '8': 'invention',
  '2': 'utility-model',
  '9': 'utility-model',
  '3': 'design',
};

/** The letter after a publication number, over all eras of the register. */
const KIND_CODES: Readonly<Record<string, PatentType>> = {
  A: 'invention',
  B: 'invention',
  C: 'invention',
  U: 'utility-model',
  Y: 'utility-model',
  S: 'design',
};

const PUBLICATION = /^(\d{7,9})([ABCUYS])(\d?)$/;
const APPLICATION = /^(?:19|20)\d{2}([1-389])\d{7}$/;
/** Two digits of the year, 1985 to 2003, then the type. */
const OLD_APPLICATION = /^(?:8[5-9]|9\d|0[0-3])([1-389])\d{5}$/;
const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d{1,3}$/;
/** Country codes of the offices that occur in Chinese exports, and PCT application numbers. */
const FOREIGN = /^(?!CN|ZL)(?:[A-Z]{2}\d|PCT)/;

/** Computes the check character (0 to 9 or X) of 8 or 12 digits: their weighted sum modulo 11, where 10 is X. */
export function checkDigitOf(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index] ?? 0), 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/**
 * Reads an application, patent (ZL) or publication number in any usual spelling: full-width characters, lower case, spaces,
 * with or without `CN`, `ZL`, the dot and the check digit, which is computed when missing and must be right when present.
 */
export function readPatentNumber(text: string): PatentNumber {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}]/gu, '');
  if (plain === '') return { kind: 'unreadable', fault: 'empty' };
  if (SCIENTIFIC.test(plain)) return { kind: 'unreadable', fault: 'scientific' };
  if (FOREIGN.test(plain)) return { kind: 'unreadable', fault: 'foreign' };
  const body = plain.replace(/^(?:CN|ZL)+/, '').replaceAll('.', '');
  return readPublication(body) ?? readApplication(body);
}

function readPublication(body: string): PatentNumber | undefined {
  const [, digits, letter, edition] = PUBLICATION.exec(body) ?? [];
  const type = KIND_CODES[letter ?? ''];
  if (type === undefined) return undefined;
  return { kind: 'publication', normal: `CN${digits}${letter}${edition}`, type };
}

function readApplication(body: string): PatentNumber {
  if (!/^\d+X?$/.test(body)) return { kind: 'unreadable', fault: 'shape' };
  for (const [length, pattern] of [
    [12, APPLICATION],
    [8, OLD_APPLICATION],
  ] as const) {
    const digits = body.slice(0, length);
    const type = TYPES[pattern.exec(digits)?.[1] ?? ''];
    const written = body.slice(length);
    if (type === undefined || written.length > 1) continue;
    const check = checkDigitOf(digits);
    if (written !== '' && written !== check) return { kind: 'unreadable', fault: 'check_digit' };
    return { kind: 'application', normal: `CN${digits}.${check}`, type };
  }
  return { kind: 'unreadable', fault: faultOf(body) };
}

/** Seven or nine digits can only be a publication number that lost its letter. */
function faultOf(body: string): NumberFault {
  if (/^(?:\d{7}|[1-3]\d{8})$/.test(body)) return 'kind_code';
  return [8, 9, 12, 13].includes(body.length) ? 'shape' : 'length';
}
