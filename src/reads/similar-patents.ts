import type { Patent } from '../domain/patent.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { type Likeness, mostSimilar, type Similar, similarWishOf } from '../matching/similar.ts';
import { nearestOf } from '../matching/taxonomy.ts';
import type { Tx } from '../stores/transactions.ts';
import type { PeopleButton } from './people-wording.ts';
import { linesOf, shorten } from './wording.ts';

/** How many similar patents a card names, and how many its page. */
const ON_CARD = 3;
const ON_PAGE = 8;

/** How many candidates are looked at for each class and each part of the title; a dozen of these at most. */
const CANDIDATES = 25;
/** How many things in common are named. */
const REASONS = 2;

/** A patent that is like the one that is shown. */
export interface SimilarPatent {
  readonly name: string;
  readonly place: string;
  /** What they have in common, in a few words. */
  readonly why: string;
  /** The same under each other, for cards that have no room for a heading. */
  readonly lines: string;
  readonly button: PeopleButton;
}

/** The most similar registered patents: those that a card has room for, and those that only its page shows. */
export async function similarPatents(
  tx: Tx,
  card: string,
  patent: Patent,
): Promise<{ readonly similar: readonly SimilarPatent[]; readonly moreSimilar: readonly SimilarPatent[] }> {
  const ids = await tx.search.perhapsLike(similarWishOf(patent), CANDIDATES);
  const found = mostSimilar(patent, await tx.patents.byIds(ids), ON_PAGE);
  const listed = found.map((each, index) => listedSimilar(each, card, index + 1, tx.taxonomies));
  return { similar: listed.slice(0, ON_CARD), moreSimilar: listed.slice(ON_CARD) };
}

function listedSimilar(
  { patent, likenesses }: Similar,
  card: string,
  position: number,
  taxonomies: Taxonomies,
): SimilarPatent {
  const place = [shorten(patent.applicant, 30), patent.applicationNumber];
  const name = `${position}. ${shorten(patent.title, 60)}`;
  const shared = likenesses.slice(0, REASONS).map((each) => inWords(each, taxonomies));
  const why = shared.join('；');
  return {
    name,
    place: place.filter((part) => part !== '').join(' · '),
    why,
    lines: linesOf(`相似专利 ${name}`, why),
    button: {
      name: `similar_${position}`,
      label: '详情',
      type: 'default',
      value: { card, act: 'open-detail', which: `patent:${patent.id}` },
    },
  };
}

function inWords({ kind, found }: Likeness, taxonomies: Taxonomies): string {
  if (kind === 'title') return `题名都有 ${shorten(found, 20)}`;
  const [name = ''] = (nearestOf(taxonomies, kind, found)?.name ?? '').split(/[；，]/);
  return `${kind === 'ipc' ? '同为' : '同属'} ${found} ${shorten(name, 20)}`.trim();
}
