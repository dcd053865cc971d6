import { readPatentNumber } from './patent-number.ts';

/** How a text names the patent it is about, so that whoever quotes it names it too. */
export function namedInText(applicationNumber: string): string {
  return `〔${applicationNumber}〕`;
}

const NAMED = /[〔[【]([^〔〕[\]【】]{6,40})[〕\]】]/gu;

/** Finds the application number of the patent a text names, in its normal form; null when it names none, or several. */
export function patentNamedIn(text: string): string | null {
  const numbers = [...text.matchAll(NAMED)].map(([, number = '']) => readPatentNumber(number));
  const normal = new Set(numbers.flatMap((number) => (number.kind === 'application' ? [number.normal] : [])));
  const [only] = normal;
  return only !== undefined && normal.size === 1 ? only : null;
}

/** Takes the names of patents out of a text. */
export function withoutPatentNames(text: string): string {
  return text.replace(NAMED, (name, number: string) =>
    readPatentNumber(number).kind === 'unreadable' ? name : '',
  );
}
