import type { Notice } from '../chat/port.ts';
import { wholeLibrary } from '../domain/library-place.ts';
import type { Match } from '../domain/match.ts';
import type { Member } from '../domain/member.ts';
import { readPatentNumber } from '../domain/patent-number.ts';
import { mustBeAllowed } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { searchWishOf } from '../matching/search-entry.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';

/** Opens all that is known of a patent in the private chat of a member; every registered one is open to him. */
export async function openDetail(
  tx: Tx,
  { patentId, member }: { readonly patentId: string; readonly member: Member },
): Promise<Notice> {
  mustBeAllowed(member, 'view-resource-library');
  const { enterpriseId } = member;
  const patent = await tx.patents.get(patentId);
  const match = await tx.matches.find(enterpriseId, patentId);
  if (!match && patent.state !== 'registered') refuse('patent_not_registered', { state: patent.state });
  const subject = { id: patentId, enterpriseId };
  const chat = await openInPrivate(tx, 'detail', subject, member);
  return { tone: 'info', text: `专利详情已发到您${placesOf(tx, [chat])}。` };
}

/** Opens the patent of a number in any usual spelling, once for each enterprise that asks. */
export async function openDetailOf(tx: Tx, number: string, members: readonly Member[]): Promise<Notice> {
  const read = readPatentNumber(number);
  const asked = read.kind === 'unreadable' ? number.normalize('NFKC').trim().toUpperCase() : read.normal;
  const patentId = (await tx.patents.findByNumber(asked))?.id ?? (await theOneFound(tx, asked));
  let notice: Notice | null = null;
  for (const member of members) notice = await openDetail(tx, { patentId, member });
  return notice ?? refuse('unknown_person');
}

/** The registered patent that is found under a publication number, or the beginning of a number that only it has. */
async function theOneFound(tx: Tx, number: string): Promise<string> {
  const wish = /\d{6}/.test(number) ? searchWishOf({ ...wholeLibrary('resource'), words: number }) : null;
  const [only, another] = wish ? await tx.search.hits('', wish, { limit: 2, offset: 0 }) : [];
  return only !== undefined && another === undefined ? only : refuse('patent_unknown');
}

/** Opens the card on which an expert rates the patent of a match, in his private chat. */
export async function openRating(
  tx: Tx,
  { matchId, member }: { readonly matchId: string; readonly member: Member },
): Promise<Notice> {
  const match = await tx.matches.get(matchId);
  if (match.enterpriseId !== member.enterpriseId) refuse('wrong_enterprise');
  mustBeAllowed(member, 'rate');
  const chat = await openInPrivate(tx, 'patent', match, member);
  return { tone: 'info', text: `评价卡片已发到您${placesOf(tx, [chat])}。` };
}

/** The match that a card is about: itself, or that of the patent whose details it shows; null where there is none. */
export async function matchOfCard(tx: Tx, card: SentCard): Promise<Match | null> {
  const { kind, subjectId, enterpriseId } = card;
  return kind === 'detail' ? tx.matches.find(enterpriseId, subjectId) : tx.matches.get(subjectId);
}

/** The match that a card must be about for what was pressed on it. */
export async function theMatch(tx: Tx, card: SentCard): Promise<Match> {
  return (await matchOfCard(tx, card)) ?? refuse('not_pushed');
}
