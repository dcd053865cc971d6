import { z } from 'zod';
import { chosenReasons } from '../domain/rating-reason.ts';
import { refuse } from '../domain/refusals.ts';
import type { ButtonRule } from './button-rule.ts';
import { patentNamed } from './listed-patent.ts';
import { readInput } from './press-input.ts';
import { openToDo, turnReminders } from './remind.ts';
import { declinePatent, passPatentOn, putOffPatent } from './set-aside.ts';
import { turnCard } from './turn-card.ts';

const Turn = z.object({ to: z.enum(['on', 'off']) });
const Back = z.object({ to: z.literal('all').optional() });
const Colleague = z.object({ colleague: z.string().min(1).max(36) });
const Why = z.object({ reasons: z.string().max(40).default('') });

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
  'turn-to-do': {
    on: ['to-do'],
    act: 'rate',
    run: async (tx, { card, input }) => {
      const { to } = readInput(Back, input);
      await turnCard(tx, card, to ?? `patent:${patentNamed(input)}`);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'put-off': {
    on: ['to-do'],
    act: 'rate',
    run: async (tx, { card, member, input }) => {
      const notice = await putOffPatent(tx, { patentId: patentNamed(input), member });
      await turnCard(tx, card, 'all');
      return notice;
    },
  },
  decline: {
    on: ['to-do'],
    act: 'rate',
    run: async (tx, { card, member, input }) => {
      const [reason = null, more] =
        chosenReasons(readInput(Why, input).reasons) ?? refuse('input_unreadable');
      if (more !== undefined) refuse('input_unreadable');
      const notice = await declinePatent(tx, { patentId: patentNamed(input), member, reason });
      await turnCard(tx, card, 'all');
      return notice;
    },
  },
  'pass-on': {
    on: ['to-do'],
    act: 'rate',
    run: async (tx, { card, member, input }) => {
      const { colleague: colleagueId } = readInput(Colleague, input);
      const notice = await passPatentOn(tx, { patentId: patentNamed(input), member, colleagueId });
      await turnCard(tx, card, 'all');
      return notice;
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
