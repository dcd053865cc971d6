import type { Phrase } from '../domain/search-entry.ts';

/**
 * Chinese text for an index of words: a run of Han characters becomes its overlapping pairs, so that a search for any two
 * of them finds every place where they stand together; letters and digits stay words. Tokens are plain ASCII of three
 * characters and more, which every engine's full-text index takes as they are: no stop word, no shortest length, no
 * collation. Their first letters tell characters, words, other alphabets and patent numbers apart.
 */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const HAN = /^\p{Script=Han}/u;
/** So many digits are part of a patent number rather than of a text. */
const NUMBER = /^(?:cn|zl)?(\d{6,})/;

/** The most characters of one text that are indexed; the register's longest abstracts are a tenth of it. */
const LONGEST = 20_000;
/** The most characters of a word that tell it from another; an engine takes no more than 84. */
const LONGEST_WORD = 60;
const LONGEST_FOREIGN_WORD = 15;

/** The most tokens of a search that are looked up; more narrow nothing. */
const MOST_TOKENS = 64;

/** The tokens of texts, parted by blanks, in their order. */
export function indexTextOf(...texts: readonly string[]): string {
  return texts.flatMap((text) => runsOf(text).flatMap(tokensOf)).join(' ');
}

/** The tokens of a patent's numbers, by which it is found under the beginning of any of them. */
export function numberTokensOf(...numbers: readonly string[]): string {
  return numbers
    .map((number) => number.replace(/\D/g, ''))
    .filter((digits) => digits !== '')
    .map((digits) => `nn${digits}`)
    .join(' ');
}

/** What a search asks of a text: all these phrases. Empty when nothing was asked that could be found. */
export function phrasesOf(words: string): Phrase[] {
  const plain = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(cn|zl)\s+(?=\d)/g, '$1');
  const phrases = plain.split(/\s+/).flatMap((word) => numberPhrase(word) ?? runsOf(word).map(phraseOf));
  let left = MOST_TOKENS;
  return phrases.flatMap(({ tokens, prefix }) => {
    const taken = tokens.slice(0, Math.max(0, left));
    left -= taken.length;
    return taken.length === 0 ? [] : [{ tokens: taken, prefix }];
  });
}

function runsOf(text: string): string[] {
  const plain = text.slice(0, LONGEST).normalize('NFKC').toLowerCase();
  return [...plain.matchAll(RUNS)].map(([run]) => run);
}

function tokensOf(run: string): string[] {
  return HAN.test(run) ? pairsOf(run) : [wordToken(run)];
}

function phraseOf(run: string): Phrase {
  if (!HAN.test(run)) return { tokens: [wordToken(run)], prefix: false };
  const pairs = pairsOf(run);
  // The pairs of 隔膜材 are 隔膜 and 膜材; the lone 材 after them says nothing more.
  return pairs.length === 1 ? { tokens: pairs, prefix: true } : { tokens: pairs.slice(0, -1), prefix: false };
}

/** A number in any spelling, or the beginning of one; null for what is none. */
function numberPhrase(word: string): Phrase | null {
  const [, digits] = NUMBER.exec(word.replaceAll('.', '')) ?? [];
  return digits === undefined ? null : { tokens: [`nn${digits}`], prefix: true };
}

/** Every character with the one after it; the last one alone, for it can be looked for too. */
function pairsOf(run: string): string[] {
  const signs = [...run];
  return signs.map(
    (sign, at) =>
      `h${asciiOf(sign)}${signs
        .slice(at + 1, at + 2)
        .map(asciiOf)
        .join('')}`,
  );
}

/** Writes one character as four letters and digits. */
function asciiOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(36).padStart(4, '0');
}

function wordToken(word: string): string {
  if (/^[a-z0-9]+$/.test(word)) return `ww${word.slice(0, LONGEST_WORD)}`;
  return `xx${[...word].slice(0, LONGEST_FOREIGN_WORD).map(asciiOf).join('')}`;
}
