import type { Patent } from '../../src/domain/patent.ts';
import type { PatentQuery } from '../../src/domain/patent-query.ts';

/** What one enterprise has to do with a patent, as far as a search asks for it. */
export interface Standing {
  readonly library: 'evaluation' | 'focus';
  readonly waiting: boolean;
  readonly score: number;
  /** The stars of its submitted evaluation; null when there is none. */
  readonly stars: number | null;
}

/** Searches by looking at every patent, in plain words: what an index must find, and in which order. */
export function scan(
  patents: readonly Patent[],
  standings: ReadonlyMap<string, Standing>,
  query: PatentQuery,
): string[] {
  const { library, words, filter, sort } = query;
  const found = patents.filter((patent) => {
    const standing = standings.get(patent.id);
    const there =
      library === 'resource'
        ? patent.state === 'registered'
        : standing?.library === library && !(library === 'evaluation' && standing.waiting);
    const stars = standing?.stars ?? null;
    const rated = filter.rated === null || filter.rated === (stars !== null);
    const given = filter.stars === null || filter.stars === stars;
    return there && rated && given && passes(patent, filter) && has(whole(patent), words);
  });
  const keys = (patent: Patent): readonly (string | number)[] => [
    ...(sort === 'applied' ? [patent.applicationDate ?? ''] : []),
    ...(sort === 'relevance' && words !== '' ? [has(patent.title, words) ? 1 : 0] : []),
    ...(sort === 'match' && library !== 'resource' ? [standings.get(patent.id)?.score ?? 0] : []),
    ...[patent.registeredOn ?? '', patent.id],
  ];
  return found.sort((a, b) => -compare(keys(a), keys(b))).map(({ id }) => id);
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] as string | number;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function whole({ title, abstract, applicant, inventors, applicationNumber }: Patent): string {
  const digits = applicationNumber.replace(/\D/g, '');
  return [title, abstract, applicant, ...inventors, `#${digits}`].join('\n');
}

/** WIPO's fields of the classes that the corpus has. */
const FIELDS: Readonly<Record<string, string>> = { H01M: '1', G06F: '6', B41F: '28' };

function passes(patent: Patent, filter: PatentQuery['filter']): boolean {
  const lower = (text: string) => text.normalize('NFKC').toLowerCase();
  const applicants = patent.applicant.split(/[;；]/).map((name) => lower(name.trim()));
  return [
    filter.kind === null || filter.kind === patent.kind,
    filter.type === null || filter.type === patent.type,
    filter.sei === '' || patent.sei.some((code) => `${code}.`.startsWith(`${filter.sei}.`)),
    filter.industry === '' || patent.industries.some((code) => code.startsWith(filter.industry)),
    filter.ipc === '' || patent.ipc.some((symbol) => underIpc(symbol, filter.ipc)),
    filter.wipo === '' || patent.ipc.some((symbol) => FIELDS[symbol.slice(0, 4)] === filter.wipo),
    filter.applicant === '' || applicants.some((name) => name.startsWith(lower(filter.applicant))),
    filter.region === '' || patent.region.startsWith(filter.region),
    filter.maturity === '' || patent.maturity === filter.maturity,
    filter.validAtEndOf2023 === null || filter.validAtEndOf2023 === patent.validAtEndOf2023,
  ].every(Boolean);
}

function underIpc(symbol: string, wanted: string): boolean {
  const next = symbol.charAt(wanted.length);
  return symbol.startsWith(wanted) && !(/\d$/.test(wanted) && wanted.length > 4 && /\d/.test(next));
}

/** All words occur: Chinese anywhere in the text, others as words, and long numbers as the beginning of the patent's own. */
function has(text: string, words: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase();
  return words
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '')
    .every((word) => {
      const [, digits] = /^(?:cn)?(\d{6,}\.?\d?)$/.exec(word) ?? [];
      if (digits !== undefined) return plain.includes(`#${digits.replace('.', '')}`);
      const runs = word.match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? [];
      return runs.every((run) =>
        /\p{Script=Han}/u.test(run)
          ? plain.includes(run)
          : new RegExp(`(^|[^a-z0-9])${run}([^a-z0-9]|$)`).test(plain),
      );
    });
}
