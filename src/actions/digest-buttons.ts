import { z } from 'zod';
import { typedDigestWish } from '../domain/digest-words.ts';
import type { ButtonRule } from './button-rule.ts';
import { openDigest } from './open-digest.ts';
import { planOwnDigest } from './plan-digest.ts';
import { readInput } from './press-input.ts';
import { turnCard } from './turn-card.ts';

const Turn = z.object({ to: z.enum(['all', 'plan']) });
const choice = (pattern: RegExp) => z.string().regex(pattern);
const Plan = z.object({
  weekday: choice(/^[0-7]$/),
  hour: choice(/^\d{1,2}$/),
  quiet: choice(/^(line|silence)$/),
  send: choice(/^(on|off)$/),
});

/** The buttons of digests, and the one that leads to one. */
export const DIGEST_BUTTONS = {
  'open-digest': {
    on: ['help'],
    act: 'view-evaluation-library',
    run: (tx, { member }) => openDigest(tx, [member]),
  },
  'turn-digest': {
    on: ['digest'],
    act: 'plan-digest',
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'plan-digest': {
    on: ['digest'],
    act: 'plan-digest',
    run: async (tx, { card, member, input }) => {
      const notice = await planOwnDigest(tx, { member, wish: typedDigestWish(readInput(Plan, input)) });
      await turnCard(tx, card, 'all');
      return notice;
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
