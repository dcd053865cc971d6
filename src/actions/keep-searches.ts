import type { Notice } from '../chat/port.ts';
import { readPlace } from '../domain/library-place.ts';
import type { Member } from '../domain/member.ts';
import { refuse } from '../domain/refusals.ts';
import {
  asksTheSame,
  mustAskForSomething,
  mustHaveRoom,
  pageOf,
  type SavedSearch,
  savedPlaceCode,
  searchName,
} from '../domain/saved-search.ts';
import { usualName } from '../reads/library-wording.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { openInPrivate, placesOf } from './open-in-private.ts';
import { openSearch } from './open-library.ts';
import { promiseCard, promiseCardsOf } from './promise-cards.ts';
import { turnCard } from './turn-card.ts';

/**
 * Saves the search that a library's card shows, under a name; where none was typed, its words are the name. A member who
 * keeps the same search already gives it another name.
 */
export async function saveSearch(
  tx: Tx,
  { card, member, name: typed }: { readonly card: SentCard; readonly member: Member; readonly name: string },
): Promise<Notice> {
  // Two searches that are saved at once are counted one after the other.
  await tx.members.lock(member.id);
  const { of } = readPlace(card.turnedTo);
  if ('library' in of) refuse('search_of_nothing');
  const query = (await tx.searches.find(card.enterpriseId, of.search)) ?? refuse('search_unknown');
  mustAskForSomething(query);
  const saved = await tx.searches.savedBy(member.id);
  const same = saved.find((each) => asksTheSame(each.query, query));
  if (!same) mustHaveRoom(saved.length);
  const { id: memberId, enterpriseId } = member;
  const fresh = { id: of.search, enterpriseId, memberId, query, savedAt: tx.at, lookedAt: tx.at };
  const name = searchName(typed, usualName(query, tx.taxonomies));
  if (!(await tx.searches.save({ ...(same ?? fresh), name }))) refuse('search_unknown');
  await promiseCard(tx, card);
  await promiseCardsOf(tx, memberId);
  return { tone: 'success', text: `已收藏「${name}」。发送「我的检索」查看。` };
}

/** Opens a member's list of saved searches in his private chat, once for each enterprise he belongs to. */
export async function openSearches(tx: Tx, members: readonly Member[]): Promise<Notice> {
  const chats = [];
  for (const member of members) {
    const subject = { id: member.id, enterpriseId: member.enterpriseId };
    chats.push(await openInPrivate(tx, 'saved-searches', subject, member));
  }
  return { tone: 'info', text: `收藏的检索已发到您${placesOf(tx, chats)}。` };
}

/** What a button of the list is about: a search, and who pressed. */
export interface OwnSearch {
  readonly member: Member;
  readonly search: string;
}

/** Opens the library at a saved search; what it finds now is not new any more. */
export async function openSaved(tx: Tx, own: OwnSearch): Promise<Notice> {
  const saved = await theOwn(tx, own);
  await tx.searches.save({ ...saved, lookedAt: tx.at });
  await promiseCardsOf(tx, own.member.id);
  return openSearch(tx, own.member, saved);
}

/** Gives a saved search another name. */
export async function renameSaved(
  tx: Tx,
  { card, name: typed, ...own }: OwnSearch & { readonly card: SentCard; readonly name: string },
): Promise<Notice> {
  const saved = await theOwn(tx, own);
  const name = searchName(typed, usualName(saved.query, tx.taxonomies));
  await tx.searches.save({ ...saved, name });
  const all = await tx.searches.savedBy(own.member.id);
  const page = pageOf(all.findIndex(({ id }) => id === saved.id));
  await turnCard(tx, card, savedPlaceCode({ page }));
  return { tone: 'success', text: `已改名为「${name}」。` };
}

/** Lets go of a saved search; it can be searched for and saved again. */
export async function dropSaved(
  tx: Tx,
  { card, ...own }: OwnSearch & { readonly card: SentCard },
): Promise<Notice> {
  const saved = await theOwn(tx, own);
  await tx.searches.letGo(saved, tx.at);
  await promiseCard(tx, card);
  return { tone: 'success', text: `已删除「${saved.name}」。重新检索后可以再次收藏。` };
}

async function theOwn(tx: Tx, { member, search }: OwnSearch): Promise<SavedSearch> {
  const saved = await tx.searches.savedBy(member.id);
  return saved.find(({ id }) => id === search) ?? refuse('search_unknown');
}
