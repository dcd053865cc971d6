import type { Library, PatentQuery } from '../domain/patent-query.ts';
import { may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import {
  MOST_SAVED,
  readSavedPlace,
  SAVED_PAGE,
  type SavedPlace,
  type SavedSearch,
  savedPlaceCode,
} from '../domain/saved-search.ts';
import type { Taxonomies } from '../domain/taxonomy.ts';
import { searchWishOf } from '../matching/search-entry.ts';
import type { SentCard } from '../stores/card-store.ts';
import { MOST_COUNTED } from '../stores/search-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { queryInWords } from './library-wording.ts';
import type { Fact, PeopleButton } from './people-wording.ts';
import { linesOf, shorten } from './wording.ts';

/** One saved search of the list. */
export interface ListedSearch {
  readonly name: string;
  readonly asked: string;
  /** How much it finds now, and how much of that has come since its member looked last. */
  readonly counts: string;
  readonly open: PeopleButton;
  /** Leads to where it gets another name. */
  readonly rename: PeopleButton;
  readonly drop: PeopleButton;
}

/** The saved searches of a member: 我的检索. */
export interface SavedSearchesCard {
  readonly card: string;
  /** False for a reader who may not search any more. */
  readonly served: boolean;
  readonly summary: string;
  readonly searches: readonly ListedSearch[];
  readonly pageNote: string;
  readonly turns: readonly PeopleButton[];
  /** The search that is to get another name; null while the list is shown. */
  readonly renaming: {
    readonly name: string;
    readonly asked: string;
    readonly save: PeopleButton;
    readonly back: PeopleButton;
  } | null;
  /** The list at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

const LIBRARIES: Readonly<Record<Library, string>> = {
  evaluation: '评价库',
  focus: '关注库',
  resource: '资源库',
};

const NOTHING = { served: true, searches: [], pageNote: '', turns: [], renaming: null, brief: [] } as const;

/** Reads what the list shows at this moment: of each search what it finds now, within this enterprise alone. */
export async function savedSearchesCard(tx: Tx, card: SentCard): Promise<SavedSearchesCard> {
  const reader = await tx.members.get(card.viewerId ?? refuse('not_a_member'));
  const common = { ...NOTHING, card: card.id };
  if (!may(reader, 'view-resource-library'))
    return { ...common, served: false, summary: '您现在不能查看专利库。' };
  const saved = await tx.searches.savedBy(reader.id);
  if (saved.length === 0) return { ...common, summary: HOW_TO_SAVE };
  const place = readSavedPlace(card.turnedTo);
  const chosen = 'rename' in place ? saved.find(({ id }) => id === place.rename) : undefined;
  if (chosen)
    return { ...common, summary: '为这个检索换一个名称。', renaming: renamingOf(tx, card.id, chosen) };
  const pages = Math.ceil(saved.length / SAVED_PAGE);
  const page = Math.min('page' in place ? place.page : 1, pages);
  const first = (page - 1) * SAVED_PAGE;
  const searches: ListedSearch[] = [];
  for (const [index, search] of saved.slice(first, first + SAVED_PAGE).entries())
    searches.push(await listed(tx, card.id, search, first + index + 1));
  return {
    ...common,
    summary: `共 ${saved.length} 个，最多 ${MOST_SAVED} 个`,
    searches,
    pageNote: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    turns: [
      ...(page > 1 ? [turning(card.id, 'before', '上一页', { page: page - 1 })] : []),
      ...(page < pages ? [turning(card.id, 'after', '下一页', { page: page + 1 })] : []),
    ],
    brief: searches.map(({ name, counts }, index) => ({
      label: `第${first + index + 1}个`,
      text: `${counts}：${name.replace(/^\d+\. /, '')}`,
    })),
  };
}

/** The same in plain text. */
export function savedSearchesText({ summary, searches, pageNote }: SavedSearchesCard): string {
  const lines = searches.map(({ name, asked, counts }) => linesOf(name, asked, counts));
  return linesOf('我的检索', summary, ...lines, pageNote);
}

const HOW_TO_SAVE = '还没有收藏的检索。搜索或筛选专利后，在列表上点「收藏检索」。';

async function listed(tx: Tx, card: string, search: SavedSearch, position: number): Promise<ListedSearch> {
  const { id, name, query } = search;
  const button = (act: string, label: string): PeopleButton => ({
    name: `${act}_${position}`,
    label,
    type: 'default',
    value: { card, act, which: `search:${id}` },
  });
  return {
    name: `${position}. ${shorten(name, 60)}`,
    asked: askedIn(query, tx.taxonomies),
    counts: await countsOf(tx, search),
    open: button('open-saved', '打开'),
    rename: turning(card, `rename_${position}`, '改名', { rename: id }),
    drop: button('drop-saved', '删除'),
  };
}

/** One more than can be counted is said to be more. */
async function countsOf(tx: Tx, { enterpriseId, query, lookedAt }: SavedSearch): Promise<string> {
  const wish = searchWishOf(query);
  if (!wish) return '0 件';
  const all = await tx.search.count(enterpriseId, wish);
  const came = { since: lookedAt, until: tx.at };
  const fresh = all === 0 ? 0 : await tx.search.count(enterpriseId, { ...wish, came });
  return `${inWords(all)}${fresh === 0 ? '' : `，新增 ${inWords(fresh)}`}`;
}

function inWords(count: number): string {
  return count > MOST_COUNTED ? `超过 ${MOST_COUNTED} 件` : `${count} 件`;
}

function askedIn(query: PatentQuery, taxonomies: Taxonomies): string {
  return shorten(
    `${LIBRARIES[query.library]}，${queryInWords(query, taxonomies).replace(/^检索：/, '')}`,
    120,
  );
}

function renamingOf(tx: Tx, card: string, { id, name, query }: SavedSearch): SavedSearchesCard['renaming'] {
  const value = { card, act: 'rename-saved', which: `search:${id}` };
  return {
    name,
    asked: askedIn(query, tx.taxonomies),
    save: { name: 'rename', label: '保存名称', type: 'primary_filled', value },
    back: turning(card, 'back', '返回列表', { page: 1 }),
  };
}

function turning(card: string, name: string, label: string, place: SavedPlace): PeopleButton {
  return {
    name,
    label,
    type: 'default',
    value: { card, act: 'turn-searches', to: savedPlaceCode(place) },
  };
}
