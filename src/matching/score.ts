import type { Focus } from '../domain/focus.ts';
import type { MatchLibrary, Reason } from '../domain/match.ts';
import type { PatentRecord } from '../domain/patent.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { applicantsOf, facetText } from './facets.ts';
import { ipcCovers } from './ipc.ts';
import { seiOfIpc } from './taxonomy-ipc.ts';

/** What each kind of reason is worth; a technical class says most, a region or a way of cooperation least, and what we derived less than what was registered. */
const WEIGHTS: Readonly<Record<Reason['kind'], number>> = {
  ipc: 40,
  sei: 30,
  'derived-sei': 20,
  industry: 20,
  keyword: 15,
  cooperation: 5,
  applicant: 25,
  region: 5,
  platform: 10,
};

/** The longest excerpt of a record that a reason quotes, in characters. */
const EXCERPT = 24;

/** How well a patent fits, and why; every reason can be checked against the record and the focus. */
export interface Fit {
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** Compares a patent with a focus: each wish that the record answers is one reason, found word for word in the record. */
export function fitOf(focus: Focus, patent: PatentRecord, taxonomies: Taxonomies): Fit {
  const reasons = [
    ...classReasons('ipc', focus.ipc, patent.ipc, ipcCovers),
    ...seiReasons(focus, patent, taxonomies),
    ...classReasons('industry', focus.industries, patent.industries, codeCovers),
    ...keywordReasons(focus.keywords, patent),
    ...classReasons('applicant', focus.applicants, applicantsOf(patent), beginsWith),
    ...classReasons('region', focus.regions, [patent.region], beginsWith),
    ...classReasons('cooperation', focus.cooperationModes, patent.cooperationModes, (a, b) => a === b),
  ];
  return { score: scoreOf(reasons), reasons };
}

/**
 * Decides whether a patent comes before an enterprise and through which library: what the platform pushed is in the
 * evaluation library, what only the focus asks for is in the focus library; a region or a way of cooperation alone is no
 * match.
 */
export function matchOf(
  focus: Focus,
  patent: PatentRecord,
  push: { readonly reason: string } | null,
  taxonomies: Taxonomies,
): (Fit & { readonly library: MatchLibrary }) | null {
  const found = fitOf(focus, patent, taxonomies);
  if (push) {
    const pushed: Reason = { kind: 'platform', wanted: '', found: push.reason };
    const reasons = [...found.reasons, pushed];
    return { library: 'evaluation', reasons, score: scoreOf(reasons) };
  }
  const enough = found.reasons.some(({ kind }) => kind !== 'cooperation' && kind !== 'region');
  return enough ? { library: 'focus', ...found } : null;
}

/** A wish counts once, however often the record answers it, so that long records are not favoured. */
function scoreOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0);
}

/** A patent that was registered without an emerging industry has the one its classes mean; the reason says that it was derived. */
function seiReasons({ sei }: Focus, patent: PatentRecord, taxonomies: Taxonomies): Reason[] {
  if (patent.sei.length > 0) return classReasons('sei', sei, patent.sei, seiCovers);
  if (sei.length === 0) return [];
  const derived = new Map(patent.ipc.map((symbol) => [symbol, seiOfIpc(taxonomies, symbol)?.code ?? '']));
  return classReasons('derived-sei', sei, patent.ipc, (wish, symbol) =>
    seiCovers(wish, derived.get(symbol) ?? ''),
  );
}

function classReasons(
  kind: Reason['kind'],
  wanted: readonly string[],
  recorded: readonly string[],
  covers: (wish: string, code: string) => boolean,
): Reason[] {
  return wanted.flatMap((wish) => {
    const code = recorded.find((each) => covers(wish, each));
    return code === undefined ? [] : [{ kind, wanted: wish, found: code }];
  });
}

/** An applicant's or a region's name under a beginning of it, as filters compare them. */
function beginsWith(wish: string, name: string): boolean {
  return wish !== '' && facetText(name).startsWith(facetText(wish));
}

/** Says whether an emerging industry lies under a wish: `5` covers `5.2`, but `5.1` does not cover `5.10`. */
export function seiCovers(wish: string, code: string): boolean {
  return wish !== '' && (code === wish || code.startsWith(`${wish}.`));
}

/** `C38` covers `C3841`: the code system nests by prefix. */
function codeCovers(wish: string, code: string): boolean {
  return wish !== '' && code.toUpperCase().startsWith(wish.toUpperCase());
}

function keywordReasons(keywords: readonly string[], patent: PatentRecord): Reason[] {
  if (keywords.length === 0) return [];
  const texts = [patent.title, patent.abstract].map((text) => ({ text, plain: folded(text) }));
  return keywords.flatMap((keyword) => {
    const found = texts.map((each) => excerpt(each, folded(keyword).trim())).find((part) => part !== null);
    return found == null ? [] : [{ kind: 'keyword' as const, wanted: keyword, found }];
  });
}

/** As searches see a text: width and case make no difference. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Quotes the words around a keyword as they stand in the record; null when it does not occur. */
function excerpt({ text, plain }: { readonly text: string; readonly plain: string }, keyword: string) {
  if (!/[\p{L}\p{N}]/u.test(keyword) || placeOf(plain, keyword) < 0) return null;
  // By whole characters: some fold to several, others take two units, and neither may shift or cut the quotation.
  const signs = [...text];
  const ends: number[] = [];
  const fold = signs.map((sign) => {
    const part = folded(sign);
    ends.push((ends.at(-1) ?? 0) + part.length);
    return part;
  });
  const place = placeOf(fold.join(''), keyword);
  if (place < 0) return null;
  const at = ends.findIndex((end) => end > place);
  const length = ends.findIndex((end) => end >= place + keyword.length) + 1 - at;
  const lead = Math.max(0, at - Math.floor((EXCERPT - length) / 2));
  return signs.slice(lead, Math.max(lead + EXCERPT, at + length)).join('');
}

const LATIN = /[a-z0-9]/;

/** Where a keyword stands; letters and digits count as whole words only, so that `AI` is not found in `RAIN`. */
function placeOf(plain: string, keyword: string): number {
  for (let at = plain.indexOf(keyword); at >= 0; at = plain.indexOf(keyword, at + 1)) {
    const before = LATIN.test(keyword.slice(0, 1)) && LATIN.test(plain.charAt(at - 1));
    const after = LATIN.test(keyword.slice(-1)) && LATIN.test(plain.charAt(at + keyword.length));
    if (!before && !after) return at;
  }
  return -1;
}
