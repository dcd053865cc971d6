import { z } from 'zod';
import type { ButtonRule } from './button-rule.ts';
import { exportCard } from './export-card.ts';
import { readInput } from './press-input.ts';
import { turnCard } from './turn-card.ts';
import { markWork, openWorkList, unmarkWork } from './work-list.ts';

const which = z.string().regex(/^(evaluation|intent|demand|end):(evaluation|intent|demand):[\w-]{1,36}$/);
const Mark = z.object({ which, revision: z.number().int().positive() });
const Unmark = z.object({ which });
const Turn = z.object({ to: z.string().regex(/^\d{1,6}$/) });

const ON_LIST = { on: ['work-list'], act: 'evaluate' } as const;

/** The buttons of the list of what is to be entered by hand, and those that lead to it. */
export const WORK_BUTTONS = {
  'open-work': {
    on: ['help', 'needs'],
    act: 'evaluate',
    run: (tx, { member }) => openWorkList(tx, [member]),
  },
  'mark-work': {
    ...ON_LIST,
    run: (tx, { member, input }) => markWork(tx, { ...readInput(Mark, input), member }),
  },
  'unmark-work': {
    ...ON_LIST,
    run: (tx, { member, input }) => unmarkWork(tx, { ...readInput(Unmark, input), member }),
  },
  'turn-work': {
    ...ON_LIST,
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'export-work': {
    on: ['work-list'],
    act: 'export',
    run: (tx, { card, member }) => exportCard(tx, { card, member }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
