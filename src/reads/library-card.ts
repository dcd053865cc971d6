import { type LibraryPlace, readPlace, wholeLibrary } from '../domain/library-place.ts';
import type { Member } from '../domain/member.ts';
import { LIBRARIES, type Library, type PatentQuery } from '../domain/patent-query.ts';
import { type Act, may } from '../domain/permissions.ts';
import { refuse } from '../domain/refusals.ts';
import { asksTheSame } from '../domain/saved-search.ts';
import { searchWishOf } from '../matching/search-entry.ts';
import type { SentCard } from '../stores/card-store.ts';
import { MOST_COUNTED } from '../stores/search-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { type ListedPatent, listedPatent } from './library-rows.ts';
import { exporting, leading, mine, narrowing, saving, turning } from './library-turns.ts';
import { type FilterField, filterFields, queryInWords, usualName } from './library-wording.ts';
import type { Fact, PeopleButton } from './people-wording.ts';
import { linesOf, shorten } from './wording.ts';

/** How many patents stand on one page. */
const PAGE = 5;

/** One of the three libraries, or what was found in it. */
export interface LibraryCard {
  readonly card: string;
  readonly title: string;
  /** False for a reader who may not see this library, or not any more. */
  readonly served: boolean;
  readonly summary: string;
  /** What was searched for; empty for the whole library. */
  readonly asked: string;
  readonly words: string;
  readonly patents: readonly ListedPatent[];
  readonly pageNote: string;
  readonly turns: readonly PeopleButton[];
  /** The other libraries. */
  readonly others: readonly PeopleButton[];
  /** The form of 高级检索; empty while the list is shown. */
  readonly fields: readonly FilterField[];
  /** Leads to that form, or back from it. */
  readonly narrow: PeopleButton;
  /** Leads to what the enterprise wants to see; null in the other libraries. */
  readonly focus: PeopleButton | null;
  /** Sends the list as a spreadsheet; null for whoever may not have it, and where there is nothing in it. */
  readonly file: PeopleButton | null;
  /** Keeps what was searched for under a name; null where a whole library is shown. */
  readonly keep: KeepSearch | null;
  /** Leads to the reader's saved searches. */
  readonly mine: PeopleButton | null;
  /** The list at a glance, for cards that hold few words. */
  readonly brief: readonly Fact[];
}

/** How a search is saved. */
export interface KeepSearch {
  /** Says under which name its reader keeps it already; empty when he does not. */
  readonly saved: string;
  /** What it is called when no name is typed. */
  readonly usual: string;
  readonly button: PeopleButton;
}

const VIEWS: Readonly<Record<Library, Act>> = {
  evaluation: 'view-evaluation-library',
  focus: 'view-focus-library',
  resource: 'view-resource-library',
};

const NAMES: Readonly<Record<Library, string>> = {
  evaluation: '专利转化评价库',
  focus: '专利转化关注库',
  resource: '专利转化资源库',
};

/** Reads what a library shows at this moment; a search that is forgotten shows the whole resource library. */
export async function libraryCard(tx: Tx, card: SentCard): Promise<LibraryCard> {
  const reader = await tx.members.get(card.viewerId ?? refuse('not_a_member'));
  const { place, query } = await placeOf(tx, card);
  const { library, words } = query;
  const common = {
    ...NOTHING,
    card: card.id,
    title: NAMES[library],
    words,
    narrow: narrowing(card.id, place),
  };
  if (!may(reader, VIEWS[library])) return { ...common, served: false, summary: '您现在不能查看这个库。' };
  const others = LIBRARIES.filter((each) => each !== library && may(reader, VIEWS[each]));
  const shared = {
    ...common,
    mine: mine(card.id),
    asked: queryInWords(query, tx.taxonomies),
    focus: library === 'focus' ? leading(card.id) : null,
    others: others.map((each) =>
      turning(card.id, `to_${each}`, NAMES[each].slice(-3), {
        of: { library: each },
        page: 1,
        form: false,
      }),
    ),
  };
  if (place.form)
    return {
      ...shared,
      summary: '填写或选择要缩小的范围，不填的不限。',
      fields: filterFields(query, tx.taxonomies),
    };
  const list = await listAt(tx, card, reader, { place, query });
  return {
    ...shared,
    ...list,
    file: 'patents' in list && may(reader, 'export') ? exporting(card.id) : null,
    keep: await keeping(tx, card, query),
  };
}

/** The same in plain text; nobody can turn it. */
export function libraryText({ title, summary, asked, patents, pageNote }: LibraryCard): string {
  const lines = patents.map(({ name, place, record }) => linesOf(name, place, record));
  return linesOf(title, asked, summary, ...lines, pageNote);
}

const NOTHING = {
  served: true,
  asked: '',
  patents: [],
  pageNote: '',
  turns: [],
  others: [],
  fields: [],
  focus: null,
  file: null,
  keep: null,
  mine: null,
  brief: [],
} as const;

/** Where a card is open, and what is asked for there. */
export async function placeOf(
  tx: Tx,
  { enterpriseId, turnedTo }: SentCard,
): Promise<{ readonly place: LibraryPlace; readonly query: PatentQuery }> {
  const place = readPlace(turnedTo);
  if ('library' in place.of) return { place, query: wholeLibrary(place.of.library) };
  const query = await tx.searches.find(enterpriseId, place.of.search);
  if (query) return { place, query };
  return { place: { ...place, of: { library: 'resource' } }, query: wholeLibrary('resource') };
}

async function listAt(
  tx: Tx,
  card: SentCard,
  reader: Member,
  { place, query }: { readonly place: LibraryPlace; readonly query: PatentQuery },
) {
  const wish = searchWishOf(query);
  const count = wish ? await tx.search.count(card.enterpriseId, wish) : 0;
  if (!wish || count === 0) return { summary: query.words === '' ? '这里还没有专利。' : '没有找到。' };
  const counted = Math.min(count, MOST_COUNTED);
  const pages = Math.ceil(counted / PAGE);
  const page = Math.min(place.page, pages);
  const offset = (page - 1) * PAGE;
  const ids = await tx.search.hits(card.enterpriseId, wish, { limit: PAGE, offset });
  const patents: ListedPatent[] = [];
  for (const [index, patent] of (await tx.patents.byIds(ids)).entries()) {
    const match = await tx.matches.find(card.enterpriseId, patent.id);
    patents.push(
      await listedPatent(tx, patent, match, { card: card.id, reader, position: offset + index + 1 }),
    );
  }
  const turn = (name: string, label: string, to: number) =>
    turning(card.id, name, label, { ...place, page: to, form: false });
  return {
    summary:
      count > MOST_COUNTED ? `超过 ${MOST_COUNTED} 件，可以前 ${MOST_COUNTED} 件翻页` : `共 ${count} 件`,
    patents,
    pageNote: pages > 1 ? `第 ${page} / ${pages} 页` : '',
    turns: [
      ...(page > 1 ? [turn('before', '上一页', page - 1)] : []),
      ...(page < pages ? [turn('after', '下一页', page + 1)] : []),
    ],
    brief: patents.map(({ name }, index) => ({
      label: `第${offset + index + 1}件`,
      text: name.replace(/^\d+\. /, ''),
    })),
  };
}

async function keeping(tx: Tx, { id, viewerId }: SentCard, query: PatentQuery): Promise<KeepSearch | null> {
  const usual = usualName(query, tx.taxonomies);
  if (usual === '') return null;
  const saved = (await tx.searches.savedBy(viewerId ?? '')).find((each) => asksTheSame(each.query, query));
  const said = saved ? `已收藏：${saved.name}` : '';
  return { saved: said, usual: shorten(usual, 60), button: saving(id) };
}
