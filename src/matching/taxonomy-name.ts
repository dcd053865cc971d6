import type { Taxonomies, TaxonomyKind } from '../domain/taxonomy.ts';
import { isCode } from './taxonomy.ts';
import { codeAbove, readCode } from './taxonomy-code.ts';

/** What stands between the levels of a name in the exports of platforms. */
const LEVELS = /[-—–>/\\|:]+/;

/** What people leave out at the end of a name. */
const ENDINGS = /(?:产业|制造业|业|特别行政区|自治区|自治州|地区|[省市盟])$/u;

/** The fewest characters of a name that may stand for the whole. */
const FEWEST = 2;

/**
 * Reads a code as people and exports write it: by its code (`C38`, `38`, `c38 电气机械`), its name, the beginning of a name that
 * nothing else has, or the names of its levels (`制造业-电气机械`, `江苏省南京市`). Null when it could mean several things, or nothing.
 */
export function codeOf(taxonomies: Taxonomies, kind: TaxonomyKind, text: string): string | null {
  const code = readCode(kind, taxonomies[kind], text);
  if (code !== null && isCode(taxonomies, kind, code)) return code;
  const whole = codeNamed(taxonomies, kind, fold(text));
  if (whole !== null) return whole;
  const parts = text.normalize('NFKC').split(LEVELS).map(fold);
  if (parts.length > 1) return codeBelow(taxonomies, kind, parts);
  return kind === 'region' ? regionIn(taxonomies, fold(text)) : null;
}

/** Each part must lie below the one before it. */
function codeBelow(taxonomies: Taxonomies, kind: TaxonomyKind, parts: readonly string[]): string | null {
  let found: string | null = null;
  for (const part of parts.filter((each) => each !== '')) {
    const code = readCode(kind, taxonomies[kind], part);
    const known = code !== null && isCode(taxonomies, kind, code) ? code : null;
    const next: string | null = known ?? codeNamed(taxonomies, kind, part, found);
    if (next === null || (found !== null && !isBelow(kind, next, found))) return null;
    found = next;
  }
  return found;
}

/** Addresses go on without a separator: the province, then the prefecture as far as it is named, then what nobody asks for. */
function regionIn(taxonomies: Taxonomies, text: string): string | null {
  const province = bestBegun(taxonomies, text, null);
  if (province === null) return null;
  const city = bestBegun(taxonomies, text.slice(province.shared), province.code);
  return (city ?? province).code;
}

/** The region whose name shares most with the beginning of a text: 新疆 and 伊犁 say enough of 新疆维吾尔自治区, 伊犁哈萨克自治州. */
function bestBegun(taxonomies: Taxonomies, text: string, above: string | null) {
  const found = [...taxonomies.region]
    .filter(([code]) => codeAbove('region', code) === above)
    .map(([code, { name }]) => ({ code, shared: sharedStart(name, text) }));
  const [best] = found.toSorted((a, b) => b.shared - a.shared);
  return best !== undefined && best.shared >= FEWEST ? best : null;
}

function sharedStart(name: string, text: string): number {
  const differs = [...name].findIndex((sign, at) => text[at] !== sign);
  return differs < 0 ? name.length : differs;
}

/** The one code of this name; or of a name without its ending, or that begins so, if those below it are all that share it. */
function codeNamed(
  taxonomies: Taxonomies,
  kind: TaxonomyKind,
  text: string,
  below: string | null = null,
): string | null {
  if (text === '') return null;
  const entries = [...taxonomies[kind]]
    .filter(([code]) => below === null || isBelow(kind, code, below))
    .map(([code, { name }]) => ({ code, name: fold(name) }));
  const tests = [
    (name: string) => name === text,
    (name: string) => text.length >= FEWEST && name.replace(ENDINGS, '') === text,
    (name: string) => text.length >= FEWEST && name.startsWith(text),
  ];
  for (const test of tests) {
    const found = entries.filter(({ name }) => test(name)).map(({ code }) => code);
    if (found.length > 0) return topOf(kind, found);
  }
  return null;
}

/** 吉林 is a province and its city, 房地产业 a section and its only division: the one above says no more than was said. */
function topOf(kind: TaxonomyKind, codes: readonly string[]): string | null {
  return codes.find((top) => codes.every((code) => code === top || isBelow(kind, code, top))) ?? null;
}

function isBelow(kind: TaxonomyKind, code: string, above: string): boolean {
  for (let at = codeAbove(kind, code); at !== null; at = codeAbove(kind, at)) {
    if (at === above) return true;
  }
  return false;
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/[\s"'“”()]/g, '');
}
