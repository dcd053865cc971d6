import { readPatentNumber } from './patent-number.ts';

/** How a text names the patent it is about, so that whoever quotes it names it too. */
export function namedInText(applicationNumber: string): string {
  return `〔${applicationNumber}〕`;
}

const NAMED = /[〔[【]([^〔〕[\]【】]{6,40})[〕\]】]/gu;

/** Finds the application number of the patent a text names, in its normal form; null when it names none, or several. */
export function patentNamedIn(text: string): string | null {
  const normal = new Set([...text.matchAll(NAMED)].flatMap(([, number = '']) => numberIn(number) ?? []));
  const [only] = normal;
  return only !== undefined && normal.size === 1 ? only : null;
}

/** Takes the names of patents out of a text. */
export function withoutPatentNames(text: string): string {
  return text.replace(NAMED, (name, number: string) => (numberIn(number) === null ? name : ''));
}

/** The platform's numbers are stored as they come: one whose check digit does not add up may still name a patent. */
function numberIn(text: string): string | null {
  const read = readPatentNumber(text);
  if (read.kind === 'application') return read.normal;
  const plain = text.normalize('NFKC').toUpperCase().trim();
  return /^CN\d{8,12}\.[\dX]$/.test(plain) ? plain : null;
}
