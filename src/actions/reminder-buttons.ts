import { z } from 'zod';
import type { ButtonRule } from './button-rule.ts';
import { readInput } from './press-input.ts';
import { openToDo, turnReminders } from './remind.ts';

const Turn = z.object({ to: z.enum(['on', 'off']) });

/** The buttons of what waits for a member, and the one that leads there. */
export const REMINDER_BUTTONS = {
  'open-to-do': {
    on: ['help'],
    act: 'ask-for-help',
    run: (tx, { member }) => openToDo(tx, [member]),
  },
  'turn-reminders': {
    on: ['to-do'],
    act: 'ask-for-help',
    run: (tx, { card, member, input }) =>
      turnReminders(tx, { card, member, on: readInput(Turn, input).to === 'on' }),
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
