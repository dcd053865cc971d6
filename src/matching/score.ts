import type { Focus } from '../domain/focus.ts';
import type { MatchLibrary, Reason } from '../domain/match.ts';
import type { PatentRecord } from '../domain/patent.ts';
import { ipcCovers } from './ipc.ts';

/** What each kind of reason is worth; a technical class says most, a way of cooperation least. */
const WEIGHTS: Readonly<Record<Reason['kind'], number>> = {
  ipc: 40,
  sei: 30,
  industry: 20,
  keyword: 15,
  cooperation: 5,
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
export function fitOf(focus: Focus, patent: PatentRecord): Fit {
  const reasons = [
    ...classReasons('ipc', focus.ipc, patent.ipc, ipcCovers),
    ...classReasons('sei', focus.sei, patent.sei, codeCovers),
    ...classReasons('industry', focus.industries, patent.industries, codeCovers),
    ...keywordReasons(focus.keywords, patent),
    ...classReasons('cooperation', focus.cooperationModes, patent.cooperationModes, (a, b) => a === b),
  ];
  return { score: scoreOf(reasons), reasons };
}

/**
 * Decides whether a patent comes before an enterprise and through which library: what the platform pushed is in the
 * evaluation library, what only the focus asks for is in the focus library; a way of cooperation alone is no match.
 */
export function matchOf(
  focus: Focus,
  patent: PatentRecord,
  push: { readonly reason: string } | null,
): (Fit & { readonly library: MatchLibrary }) | null {
  const found = fitOf(focus, patent);
  if (push) {
    const pushed: Reason = { kind: 'platform', wanted: '', found: push.reason };
    const reasons = [...found.reasons, pushed];
    return { library: 'evaluation', reasons, score: scoreOf(reasons) };
  }
  const technical = found.reasons.some(({ kind }) => kind !== 'cooperation');
  return technical ? { library: 'focus', ...found } : null;
}

/** A wish counts once, however often the record answers it, so that long records are not favoured. */
function scoreOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { kind }) => sum + WEIGHTS[kind], 0);
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

/** `5` covers `5.2`, and `C38` covers `C3841`; both code systems nest by prefix. */
function codeCovers(wish: string, code: string): boolean {
  return wish !== '' && code.toUpperCase().startsWith(wish.toUpperCase());
}

function keywordReasons(keywords: readonly string[], patent: PatentRecord): Reason[] {
  return keywords.flatMap((keyword) => {
    const found = [patent.title, patent.abstract]
      .map((text) => excerpt(text, keyword))
      .find((part) => part !== null);
    return found == null ? [] : [{ kind: 'keyword' as const, wanted: keyword, found }];
  });
}

/** Quotes the words around a keyword as they stand in the record; null when it does not occur. */
function excerpt(text: string, keyword: string): string | null {
  if (keyword === '' || !text.toLowerCase().includes(keyword.toLowerCase())) return null;
  // By whole characters: some grow in lower case, others take two units, and neither may shift or cut the quotation.
  const signs = [...text];
  const lower = signs.map((sign) => sign.toLowerCase());
  const wanted = [...keyword].map((sign) => sign.toLowerCase());
  const at = lower.findIndex((_, from) => wanted.every((sign, index) => lower[from + index] === sign));
  if (at < 0) return null;
  const lead = Math.max(0, at - Math.floor((EXCERPT - wanted.length) / 2));
  return signs.slice(lead, Math.max(lead + EXCERPT, at + wanted.length)).join('');
}
