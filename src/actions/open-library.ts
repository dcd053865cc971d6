import type { Notice } from '../chat/port.ts';
import type { ChatRoom } from '../domain/chat-room.ts';
import { placeCode } from '../domain/library-place.ts';
import type { Member } from '../domain/member.ts';
import { type Library, NO_FILTER, type PatentQuery, readWords } from '../domain/patent-query.ts';
import { type Act, mustBeAllowed } from '../domain/permissions.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { openCardAnew } from './promise-cards.ts';
import { turnCard } from './turn-card.ts';

const VIEWS: Readonly<Record<Library, Act>> = {
  evaluation: 'view-evaluation-library',
  focus: 'view-focus-library',
  resource: 'view-resource-library',
};

/** Opens a library in the private chat of a member, once for each enterprise he belongs to. */
export async function openLibrary(tx: Tx, library: Library, members: readonly Member[]): Promise<Notice> {
  return openAt(tx, library, members, async () => placeCode({ of: { library }, page: 1, form: false }));
}

/** Searches the resource library for words, and opens what was found. */
export async function searchFor(tx: Tx, typed: string, members: readonly Member[]): Promise<Notice> {
  const words = readWords(typed);
  const query: PatentQuery = { library: 'resource', words, filter: NO_FILTER, sort: 'relevance' };
  return openAt(tx, 'resource', members, (member) => keepSearch(tx, member, query));
}

/** Opens the library that a saved search asks, at what it finds now. */
export async function openSearch(tx: Tx, member: Member, { id, query }: SavedSearch): Promise<Notice> {
  const place = placeCode({ of: { search: id }, page: 1, form: false });
  return openAt(tx, query.library, [member], async () => place);
}

/** Shows on a library's card what a member searches for in it. */
export async function searchHere(
  tx: Tx,
  card: SentCard,
  member: Member,
  query: PatentQuery,
): Promise<Notice> {
  mustBeAllowed(member, VIEWS[query.library]);
  await turnCard(tx, card, await keepSearch(tx, member, query));
  return { tone: 'info', text: '已检索。' };
}

async function keepSearch(
  tx: Tx,
  { id: memberId, enterpriseId }: Member,
  query: PatentQuery,
): Promise<string> {
  const search = tx.newId();
  await tx.searches.add(search, { enterpriseId, memberId }, query, tx.at);
  return placeCode({ of: { search }, page: 1, form: false });
}

async function openAt(
  tx: Tx,
  library: Library,
  members: readonly Member[],
  placeFor: (member: Member) => Promise<string>,
): Promise<Notice> {
  const chats: ChatRoom[] = [];
  for (const member of members) {
    mustBeAllowed(member, VIEWS[library]);
    const { enterpriseId } = member;
    const turnedTo = await placeFor(member);
    const open: typeof openCardAnew = (inTx, opening) => openCardAnew(inTx, { ...opening, turnedTo });
    chats.push(await openInPrivate(tx, 'library', { id: enterpriseId, enterpriseId }, member, open));
  }
  return { tone: 'info', text: `列表已发到您${placesOf(tx, chats)}。` };
}
