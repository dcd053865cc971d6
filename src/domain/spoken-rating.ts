import { ALL_STARS, type Stars } from './stars.ts';

/**
 * What an expert's reply says: a rating with an optional opinion, a number that is no rating on the platform's scale
 * (half stars, six stars), or nothing that could be read as one.
 */
export type SpokenRating =
  | { readonly kind: 'rating'; readonly stars: Stars; readonly opinion?: string }
  | { readonly kind: 'off-scale' }
  | { readonly kind: 'none' };

const NUMERALS = '零一二三四五六七八九十';

// Blanks are never asked for twice in a row: a text of nothing but blanks would be tried in every way to share them.
const LEAD = '(?:我?(?:给|评|打|评分|评价|评级)(?:为|是|了)?\\s*(?:[:：]\\s*)?)?';
const UNIT = '\\s*(?:[颗个]\\s*)?(?:星|分|stars?)';
const GAP = '[\\s,，。.;；:：、!！~-]';

/** 4星 · 4.5 星 · 4/5 · 4 stars: a digit with a unit may touch the words that follow it, but is no 五星级. */
const DIGITS = `(?<digits>\\d+(?:\\.\\d+)?)(?:\\s*/\\s*5(?:${UNIT})?|${UNIT})(?!级)(?<half>半)?`;
/** 四星: written out it must stand alone, because 三星 is also a company's name. */
const WRITTEN = `(?<written>[零〇一二两三四五六七八九十])${UNIT}(?<writtenHalf>半)?(?=$|${GAP})`;
/** ★★★★ or ★★★★☆. */
const DRAWN = '(?<drawn>[★⭐🌟]+️?[☆✩]*)';
const ALONE = `(?<alone>[1-5一二三四五])(?=$)`;

const RATING = `(?:${DIGITS}|${WRITTEN}|${DRAWN})`;
const AT_START = new RegExp(`^${LEAD}(?:${RATING}|${ALONE})`, 'iu');
const AT_END = new RegExp(`(?:^|${GAP})${LEAD}${RATING}${GAP}*$`, 'iu');
const ANYWHERE = new RegExp(`(?:^|${GAP}|还是|或)${LEAD}${RATING}`, 'iu');

/** Reads a rating out of a reply such as `4 星 工艺成熟，可中试`, `四星`, `★★★★` or `工艺成熟，４星`. */
export function readRating(text: string): SpokenRating {
  const words = halfWidthDigits(text).trim();
  const found = AT_START.exec(words) ?? AT_END.exec(words);
  if (!found) return { kind: 'none' };

  const number = numberIn(found.groups ?? {});
  const before = words.slice(0, found.index);
  const after = words.slice(found.index + found[0].length);
  const second = ANYWHERE.exec(before) ?? ANYWHERE.exec(after);
  if (second && numberIn(second.groups ?? {}) !== number) return { kind: 'none' };

  const stars = ALL_STARS.find((each) => each === number);
  if (stars === undefined) return { kind: 'off-scale' };
  const opinion = trimGaps(`${before}${after}`);
  return opinion === '' ? { kind: 'rating', stars } : { kind: 'rating', stars, opinion };
}

function numberIn(groups: Readonly<Record<string, string | undefined>>): number {
  const { digits, written, drawn, alone } = groups;
  const half = (groups['half'] ?? groups['writtenHalf']) ? 0.5 : 0;
  if (drawn !== undefined) return numberDrawn(drawn);
  if (digits !== undefined) return Number(digits) + half;
  const word = written ?? alone ?? '';
  if (/^\d$/.test(word)) return Number(word);
  return NUMERALS.indexOf(word.replace('〇', '零').replace('两', '二')) + half;
}

/** Counts the full stars; a drawing with empty ones must be five wide to be on the scale. */
function numberDrawn(drawn: string): number {
  const full = [...drawn].filter((star) => '★⭐🌟'.includes(star)).length;
  const empty = [...drawn].filter((star) => '☆✩'.includes(star)).length;
  return empty > 0 && full + empty !== 5 ? Number.NaN : full;
}

/** Full-width digits, point and slash become ASCII one for one, so that nothing else of the opinion is touched. */
function halfWidthDigits(text: string): string {
  return text.replace(/[０-９．／]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

function trimGaps(text: string): string {
  const opened = text.replace(new RegExp(`^${GAP}+`, 'u'), '');
  // Found from behind: an expression that ends with the text would try each gap in its middle to the end.
  const end = [...opened].findLastIndex((sign) => !/[\s,，;；:：、]/u.test(sign));
  return [...opened].slice(0, end + 1).join('');
}
