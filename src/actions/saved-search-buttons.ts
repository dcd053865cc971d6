import { z } from 'zod';
import type { ButtonRule } from './button-rule.ts';
import { dropSaved, openSaved, openSearches, renameSaved, saveSearch } from './keep-searches.ts';
import { readInput } from './press-input.ts';
import { turnCard } from './turn-card.ts';

const Name = z.object({ name: z.string().max(400).default('') });
const Which = z.object({ which: z.string().regex(/^search:[\w-]{1,36}$/) });
const Turn = z.object({ to: z.string().regex(/^(page:\d{1,2}|rename:[\w-]{1,36})$/) });

const OF_LIST = { on: ['saved-searches'], act: 'view-resource-library' } as const;

function searchIn(input: unknown): string {
  return readInput(Which, input).which.slice('search:'.length);
}

/** The buttons of a member's saved searches, and those that lead to them. */
export const SAVED_SEARCH_BUTTONS = {
  'save-search': {
    on: ['library'],
    act: 'view-resource-library',
    run: (tx, { card, member, input }) => saveSearch(tx, { card, member, ...readInput(Name, input) }),
  },
  'open-searches': {
    on: ['help', 'library'],
    act: 'view-resource-library',
    run: (tx, { member }) => openSearches(tx, [member]),
  },
  'turn-searches': {
    ...OF_LIST,
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'open-saved': {
    ...OF_LIST,
    run: (tx, { member, input }) => openSaved(tx, { member, search: searchIn(input) }),
  },
  'rename-saved': {
    ...OF_LIST,
    run: (tx, { card, member, input }) =>
      renameSaved(tx, { card, member, search: searchIn(input), ...readInput(Name, input) }),
  },
  'drop-saved': {
    ...OF_LIST,
    run: (tx, { card, member, input }) => dropSaved(tx, { card, member, search: searchIn(input) }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
