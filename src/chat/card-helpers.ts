import type { HelperOptions } from 'handlebars';
import { AppError } from '../errors.ts';

/** How WeCom draws buttons, by what they are for. */
const STYLES: Readonly<Record<string, number>> = { primary: 1, primary_filled: 1, default: 2, danger: 3 };

/** What a line says that has nothing to say: channels refuse empty texts. */
const NOTHING = '—';

/**
 * Templates know these helpers and no other. Each gives a whole JSON value, so no text can break out of its string.
 * Lengths are in characters, as people count them.
 */
export const CARD_HELPERS = {
  /** A value as it is. */
  json: (value: unknown): string => JSON.stringify(given(value)),
  /** Texts of at most so many characters together, each on lines of its own. */
  clip: (most: number, ...all: unknown[]): string => {
    const texts = all.slice(0, -1).map((each) => textOf(each).trim());
    return JSON.stringify(shortened(most, texts.filter((each) => each !== '').join('\n')));
  },
  /** A text on one line of at most so many characters. */
  line: (most: number, text: unknown): string =>
    JSON.stringify(shortened(most, textOf(text).replace(/\s+/gu, ' ').trim())),
  /**
   * What a button carries, as the text that comes back with a click: a value of the view, with what the template names
   * over it.
   */
  key: (...all: unknown[]): string => {
    const { hash } = all.at(-1) as HelperOptions;
    const value = all.length === 1 ? {} : given(all[0]);
    const named = Object.entries(hash).map(([name, each]) => [name, given(each)] as const);
    return JSON.stringify(JSON.stringify(Object.assign({}, value, Object.fromEntries(named))));
  },
  /** How a button looks, by what it is for. */
  style: (type: unknown): string => JSON.stringify(given(STYLES[textOf(type)])),
} as const;

function given(value: unknown): unknown {
  if (value === undefined)
    throw new AppError('bug', 'card_view_incomplete', 'a card template asks for a value its view lacks');
  return value;
}

function textOf(value: unknown): string {
  return String(given(value));
}

function shortened(most: number, text: string): string {
  const signs = [...text];
  if (signs.length > most) return `${signs.slice(0, most - 1).join('')}…`;
  return text === '' ? NOTHING : text;
}
