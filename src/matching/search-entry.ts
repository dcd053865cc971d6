import type { Focus } from '../domain/focus.ts';
import type { Patent } from '../domain/patent.ts';
import type { PatentQuery } from '../domain/patent-query.ts';
import type { AnyWish, Facet, SearchEntry, SearchWish } from '../domain/search-entry.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { facetsOf, facetText } from './facets.ts';
import { seiCovers } from './score.ts';
import { indexTextOf, numberTokensOf, phrasesOf } from './text-index.ts';

/** Makes the entry of a patent. */
export function searchEntryOf(patent: Patent, taxonomies: Pick<Taxonomies, 'ipcToWipo'>): SearchEntry {
  const numbers = numberTokensOf(patent.applicationNumber, patent.publicationNumber, ...patent.members);
  return {
    patentId: patent.id,
    state: patent.state,
    registeredOn: patent.registeredOn ?? '',
    appliedOn: patent.applicationDate ?? '',
    facets: facetsOf(patent, taxonomies),
    title: indexTextOf(patent.title),
    texts: `${indexTextOf(patent.abstract, patent.applicant, ...patent.inventors)} ${numbers}`,
  };
}

/** Says what a query asks of the entries; null when its words hold nothing that could be found. */
export function searchWishOf({ library, words, filter, sort }: PatentQuery): SearchWish | null {
  const phrases = phrasesOf(words);
  if (words !== '' && phrases.length === 0) return null;
  const exactly = {
    kind: filter.kind,
    type: filter.type,
    sei: filter.sei,
    industry: filter.industry,
    ipc: filter.ipc,
    wipo: filter.wipo,
  };
  const texts = { mode: filter.mode ?? '', maturity: facetText(filter.maturity) };
  const beginnings = { applicant: facetText(filter.applicant), region: facetText(filter.region) };
  const valid = filter.validAtEndOf2023 === null ? '' : filter.validAtEndOf2023 ? 'yes' : 'no';
  const facets = Object.entries({ ...exactly, ...texts, ...beginnings, valid }).flatMap(([kind, code]) => {
    if (code === null || code === '') return [];
    return [{ kind: kind as Facet['kind'], code, beginning: Object.hasOwn(beginnings, kind) }];
  });
  return { library, phrases, facets, rated: filter.rated, stars: filter.stars, sort };
}

/**
 * Says what a focus asks of the entries: every patent that fits it has an answering entry, and some have one that do not
 * fit, because which class means which emerging industry is decided by the longest prefix.
 */
export function focusWishOf(focus: Focus, { ipcToSei }: Pick<Taxonomies, 'ipcToSei'>): AnyWish {
  const derived = [...ipcToSei].flatMap(([prefix, code]) =>
    focus.sei.some((wish) => seiCovers(wish, code)) ? [prefix] : [],
  );
  const exactly = (kind: Facet['kind'], codes: readonly string[]) =>
    codes.filter((code) => code !== '').map((code) => ({ kind, code: code.toUpperCase(), beginning: false }));
  return {
    facets: [
      ...exactly('ipc', [...focus.ipc, ...derived]),
      ...exactly('sei', focus.sei),
      ...exactly('industry', focus.industries),
      ...focus.applicants.map((name) => ({
        kind: 'applicant' as const,
        code: facetText(name),
        beginning: true,
      })),
    ],
    texts: focus.keywords.map(phrasesOf).filter((phrases) => phrases.length > 0),
  };
}
