/** Weights and check characters of the 18-digit citizen identification number (GB 11643-1999). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** What people and programs put between the digits of a long number: blanks, dashes, points, signs that nobody sees. */
const BETWEEN = '[\\s\\p{Cf}\\p{Pd}_.·•/]{0,3}';

/** Eighteen characters, however they are spaced; a lookahead, so that overlapping candidates are all seen. */
const CANDIDATE = new RegExp(`(?<!\\d)(?=([1-8](?:${BETWEEN}\\d){16}${BETWEEN}[\\dX])(?!\\d))`, 'giu');

/** Region, then a date of birth, then the serial number: keeps other long numbers from passing by chance. */
const SHAPE = /^\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

/** What stands where a number was. */
const MASK = '***';

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

/**
 * Takes what may be a national ID number out of words nobody can be asked to type again, such as the name of a group;
 * other words stay as they are.
 */
export function maskNationalIds(text: string): string {
  if (!resemblesNationalId(text)) return text;
  let masked = text.normalize('NFKC');
  for (;;) {
    const found = spelledIn(masked).find((spelled) => SHAPE.test(digitsOf(spelled)));
    if (found === undefined) return masked;
    masked = masked.replace(found, MASK);
  }
}

function candidatesIn(text: string): string[] {
  return spelledIn(text.normalize('NFKC')).map(digitsOf);
}

function spelledIn(text: string): string[] {
  return [...text.matchAll(CANDIDATE)].map(([, spelled = '']) => spelled);
}

function digitsOf(spelled: string): string {
  return spelled.toUpperCase().replace(/[^\dX]/g, '');
}

function isNationalId(id: string): boolean {
  if (!SHAPE.test(id)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return CHECKS[sum % 11] === id[17];
}
