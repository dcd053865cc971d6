/** Weights and check characters of the 18-digit citizen identification number (GB 11643-1999). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Eighteen characters with at most one space or dash between two; a lookahead, so that overlapping candidates are all seen. */
const CANDIDATE = /(?<!\d)(?=([1-8](?:[\s-]?\d){16}[\s-]?[\dX])(?!\d))/g;
/** Region, then a date of birth, then the serial number: keeps other long numbers from passing by chance. */
const SHAPE = /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

/** Tells whether a text contains a valid national ID number, which panhuo never stores or shows (rule 27). */
export function containsNationalId(text: string): boolean {
  return candidatesIn(text).some(isNationalId);
}

/**
 * Tells whether somebody has typed what may be a national ID number: eighteen digits with a date of birth, whatever the
 * last one checks to. A typing mistake in a real number is as personal as the number.
 */
export function resemblesNationalId(text: string): boolean {
  return candidatesIn(text).some((candidate) => SHAPE.test(candidate));
}

function candidatesIn(text: string): string[] {
  const found = text.normalize('NFKC').toUpperCase().matchAll(CANDIDATE);
  return [...found].map(([, candidate = '']) => candidate.replace(/[\s-]/g, ''));
}

function isNationalId(id: string): boolean {
  if (!SHAPE.test(id)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return CHECKS[sum % 11] === id[17];
}
