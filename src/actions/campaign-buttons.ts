import { z } from 'zod';
import { GOALS, typedDeadline } from '../domain/campaign.ts';
import type { ButtonRule } from './button-rule.ts';
import { openCampaign, planOwnCampaign } from './campaign.ts';
import { readInput } from './press-input.ts';
import { turnCard } from './turn-card.ts';

const Turn = z.object({ to: z.enum(['all', 'plan']) });
const Plan = z.object({ deadline: z.string().max(40).default(''), goal: z.enum(GOALS) });

/** The buttons of how far an enterprise has come, and the one that leads there. */
export const CAMPAIGN_BUTTONS = {
  'open-campaign': {
    on: ['help'],
    act: 'follow-campaign',
    run: (tx, { member }) => openCampaign(tx, [member]),
  },
  'turn-campaign': {
    on: ['campaign'],
    act: 'plan-campaign',
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
  'plan-campaign': {
    on: ['campaign'],
    act: 'plan-campaign',
    run: async (tx, { card, member, input }) => {
      const { deadline, goal } = readInput(Plan, input);
      const wish = { goal, deadline: typedDeadline(deadline) };
      const notice = await planOwnCampaign(tx, { member, wish });
      await turnCard(tx, card, 'all');
      return notice;
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;
