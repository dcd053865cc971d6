import { z } from 'zod';
import { placeCode, readPlace, wholeLibrary } from '../domain/library-place.ts';
import {
  LIBRARIES,
  NO_FILTER,
  readFilter,
  readWords,
  SORTS,
  type TypedFilter,
} from '../domain/patent-query.ts';
import { codeOf } from '../matching/taxonomy-name.ts';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { ButtonRule } from './button-rule.ts';
import { exportCard } from './export-card.ts';
import { openLibrary, searchHere } from './open-library.ts';
import { readInput } from './press-input.ts';
import { turnCard } from './turn-card.ts';

const Turn = z.object({ to: z.string().regex(/^[\w:-]{1,60}$/) });
const Which = z.object({ library: z.enum(LIBRARIES).default('resource') });
const text = z.string().max(400).default('');
/** The form as it was filled in; what was not is absent. */
const Search = z.object({
  words: text,
  sort: z.enum(SORTS).or(z.literal('0')).or(z.literal('')).default(''),
  ...Object.fromEntries(Object.keys(NO_FILTER).map((name) => [name, text])),
});

const ON_LIBRARY = { on: ['library'], act: 'view-resource-library' } as const;

/** The buttons of the three libraries, and those that lead to them. */
export const LIBRARY_BUTTONS = {
  'open-library': {
    on: ['help', 'focus', 'digest', 'to-do'],
    act: 'view-resource-library',
    run: (tx, { member, input }) => openLibrary(tx, readInput(Which, input).library, [member]),
  },
  'turn-library': {
    ...ON_LIBRARY,
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, placeCode(readPlace(readInput(Turn, input).to)));
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'export-library': {
    on: ['library'],
    act: 'export',
    run: (tx, { card, member }) => exportCard(tx, { card, member }),
  },
  'search-library': {
    ...ON_LIBRARY,
    run: async (tx, { card, member, input }) => {
      const { words: typed, sort, ...filter } = readInput(Search, input);
      const words = readWords(typed);
      const { library, sort: usual } = await libraryOf(tx, card);
      const chosen = SORTS.find((each) => each === sort);
      const query = {
        library,
        words,
        filter: readFilter(filter as TypedFilter, (kind, said) => codeOf(tx.taxonomies, kind, said)),
        sort: chosen ?? (words === '' ? usual : 'relevance'),
      };
      return searchHere(tx, card, member, query);
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;

/** The library that a card shows, and its usual order. */
async function libraryOf(tx: Tx, { enterpriseId, turnedTo }: SentCard) {
  const { of } = readPlace(turnedTo);
  if ('library' in of) return wholeLibrary(of.library);
  const searched = await tx.searches.find(enterpriseId, of.search);
  return wholeLibrary(searched?.library ?? 'resource');
}
