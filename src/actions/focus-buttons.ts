import { z } from 'zod';
import { FOCUS_PARTS } from '../domain/focus.ts';
import type { ButtonRule } from './button-rule.ts';
import {
  adoptSuggestion,
  dismissSuggestion,
  draftFocus,
  dropFocusDraft,
  openFocus,
  proposeFocus,
  saveFocus,
  undoFocus,
} from './keep-focus.ts';
import { readInput } from './press-input.ts';
import { turnCard } from './turn-card.ts';

const id = z.string().regex(/^[\w-]{1,36}$/);
const Turn = z.object({ to: z.enum(['now', 'form', 'check']) });
const Draft = z.object({ draft: id });
const Change = z.object({ change: id });
const Which = z.object({ which: z.string().min(1).max(80) });
/** The form as it was filled in, or lines of an answer, which say nothing of what is to stay as it is. */
const Typed = z.object({
  ...Object.fromEntries(FOCUS_PARTS.map((part) => [part, z.string().max(2000).optional()])),
  keep: z.literal('others').optional(),
});

const KEEPS = { on: ['focus'], act: 'set-focus' } as const;

/** The buttons of what an enterprise wants to see, and those that lead to it. */
export const FOCUS_BUTTONS = {
  'open-focus': {
    on: ['help', 'library'],
    act: 'view-focus-library',
    run: (tx, { member }) => openFocus(tx, [member]),
  },
  'turn-focus': {
    ...KEEPS,
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已切换。' };
    },
  },
  'preview-focus': {
    ...KEEPS,
    run: (tx, { card, member, input }) => {
      const { keep, ...typed } = readInput(Typed, input);
      return draftFocus(tx, { card, member, typed, keep: keep !== undefined });
    },
  },
  'propose-focus': { ...KEEPS, run: (tx, { card, member }) => proposeFocus(tx, { card, member }) },
  'adopt-suggestion': {
    ...KEEPS,
    run: (tx, { card, member, input }) => adoptSuggestion(tx, { card, member, ...readInput(Which, input) }),
  },
  'dismiss-suggestion': {
    ...KEEPS,
    run: (tx, { card, member, input }) => dismissSuggestion(tx, { card, member, ...readInput(Which, input) }),
  },
  'save-focus': {
    ...KEEPS,
    run: (tx, { card, member, input }) => saveFocus(tx, { card, member, ...readInput(Draft, input) }),
  },
  'drop-focus': { ...KEEPS, run: (tx, { card, member }) => dropFocusDraft(tx, { card, member }) },
  'undo-focus': {
    ...KEEPS,
    run: (tx, { card, member, input }) => undoFocus(tx, { card, member, ...readInput(Change, input) }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
