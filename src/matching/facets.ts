import type { PatentRecord } from '../domain/patent.ts';
import type { Facet, FacetKind } from '../domain/search-entry.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { wipoOfIpc } from './taxonomy-ipc.ts';

/** The longest value that is kept, in characters. */
const LONGEST = 100;

/** All values by which a patent is found; of a code every level, so that a search for a level is a search for one value. */
export function facetsOf(patent: PatentRecord, taxonomies: Pick<Taxonomies, 'ipcToWipo'>): Facet[] {
  const values: Readonly<Record<FacetKind, readonly string[]>> = {
    kind: [patent.kind],
    type: patent.type === null ? [] : [patent.type],
    sei: patent.sei.flatMap(dottedLevels),
    industry: patent.industries.flatMap(industryLevels),
    ipc: patent.ipc.flatMap(ipcLevels),
    wipo: patent.ipc.map((symbol) => wipoOfIpc(taxonomies, symbol)?.code ?? ''),
    mode: patent.cooperationModes,
    applicant: applicantsOf(patent).map(facetText),
    region: [facetText(patent.region)],
    maturity: [facetText(patent.maturity)],
    valid: patent.validAtEndOf2023 === null ? [] : [patent.validAtEndOf2023 ? 'yes' : 'no'],
  };
  return (Object.keys(values) as FacetKind[]).flatMap((kind) => {
    const codes = new Set(values[kind].filter((code) => code !== '').map((code) => code.slice(0, LONGEST)));
    return [...codes].map((code) => ({ kind, code }));
  });
}

/** The applicants of a patent; the register parts several in different ways. */
export function applicantsOf({ applicant }: Pick<PatentRecord, 'applicant'>): string[] {
  return applicant.split(/[;；、,，]/).map((name) => name.trim());
}

/** A text as filters compare it: case, width and blanks at its ends make no difference. */
export function facetText(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function dottedLevels(code: string): string[] {
  const parts = code.trim().split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}

/** The section, and under it each digit more: `C`, `C38`, `C384`, `C3841`. */
function industryLevels(code: string): string[] {
  const plain = code.trim().toUpperCase();
  const levels = [1, 3, 4, 5].filter((length) => length < plain.length);
  return [...levels.map((length) => plain.slice(0, length)), plain];
}

/** Section, class, subclass, main group and the symbol itself: `H`, `H01`, `H01M`, `H01M10`, `H01M10/0525`. */
function ipcLevels(symbol: string): string[] {
  const plain = symbol.toUpperCase().replace(/\s/g, '');
  const [, section = '', ofClass = '', subclass = '', group = ''] =
    /^([A-H])(\d{2})?([A-Z])?(\d{1,4})?/.exec(plain) ?? [];
  const levels = [
    section,
    section + ofClass,
    section + ofClass + subclass,
    section + ofClass + subclass + group,
  ];
  return [...levels, plain];
}
