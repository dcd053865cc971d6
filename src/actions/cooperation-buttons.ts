import { z } from 'zod';
import type { SentCard } from '../stores/card-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { ButtonRule, Press } from './button-rule.ts';
import { matchPressed, patentNamed } from './listed-patent.ts';
import { openNeed, openNeeds } from './open-needs.ts';
import { readInput } from './press-input.ts';
import {
  closeDemandByAdmin,
  draftDemandText,
  markDemandByHand,
  openDemand,
  publishDemand,
  reopenDemandForm,
  unmarkDemandByHand,
} from './publish-demand.ts';
import { reportEndByHand } from './report-end.ts';
import {
  draftIntentText,
  markIntentByHand,
  openIntent,
  openIntentOfMatch,
  reopenIntentForm,
  sendIntent,
  unmarkIntentByHand,
  withdrawIntentByAdmin,
} from './send-intent.ts';
import { turnCard } from './turn-card.ts';

/** What was typed into a form whose fields are data; the rules of the form say what of it counts. */
const Typed = z.record(z.string(), z.unknown()).transform((input) => {
  const texts = Object.entries(input).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
});
const revision = z.number().int().positive();
const Send = z.object({ revision });
/** One of the list; a choice that was not made is none. */
const Which = z.object({ which: z.string().regex(/^(intent|demand):[\w-]{1,36}$/) });
const Turn = z.object({ to: z.string().regex(/^(intents|demands):\d{1,6}$/) });
const Publish = z.object({ revision, warned: z.boolean() });

const intentOn = ({ card, member }: Press) => ({ intentId: card.subjectId, member });
const demandOn = ({ card, member }: Press) => ({ demandId: card.subjectId, member });

const ON_INTENT = { on: ['intent'], act: 'send-intent' } as const;
const ON_DEMAND = { on: ['demand'], act: 'manage-demands' } as const;

/** The buttons of intents and demands, and those that lead to them. */
export const COOPERATION_BUTTONS = {
  'open-intent': {
    on: ['patent', 'enterprise-evaluation', 'detail', 'library', 'intent'],
    act: 'send-intent',
    run: async (tx, { card, member, input }) => {
      if (card.kind === 'intent') return openIntent(tx, { ...(await sameAgain(tx, card)), member });
      const match = await matchPressed(tx, { card, input });
      if (match) return openIntentOfMatch(tx, { matchId: match.id, member });
      const patentId = card.kind === 'library' ? patentNamed(input) : card.subjectId;
      return openIntent(tx, { patentId, matchId: null, origin: 'resource', member });
    },
  },
  'draft-intent': {
    ...ON_INTENT,
    run: (tx, press) => draftIntentText(tx, { ...intentOn(press), typed: readInput(Typed, press.input) }),
  },
  'reopen-intent': { ...ON_INTENT, run: (tx, press) => reopenIntentForm(tx, intentOn(press)) },
  'send-intent': {
    ...ON_INTENT,
    run: (tx, press) => sendIntent(tx, { ...intentOn(press), ...readInput(Send, press.input) }),
  },
  'withdraw-intent': { ...ON_INTENT, run: (tx, press) => withdrawIntentByAdmin(tx, intentOn(press)) },
  'mark-intent-posted': { ...ON_INTENT, run: (tx, press) => markIntentByHand(tx, intentOn(press)) },
  'unmark-intent-posted': { ...ON_INTENT, run: (tx, press) => unmarkIntentByHand(tx, intentOn(press)) },
  'open-demand': {
    on: ['demand', 'needs'],
    act: 'manage-demands',
    run: (tx, { member }) => openDemand(tx, { member }),
  },
  'draft-demand': {
    ...ON_DEMAND,
    run: (tx, press) => draftDemandText(tx, { ...demandOn(press), typed: readInput(Typed, press.input) }),
  },
  'reopen-demand': { ...ON_DEMAND, run: (tx, press) => reopenDemandForm(tx, demandOn(press)) },
  'publish-demand': {
    ...ON_DEMAND,
    run: (tx, press) => publishDemand(tx, { ...demandOn(press), ...readInput(Publish, press.input) }),
  },
  'close-demand': { ...ON_DEMAND, run: (tx, press) => closeDemandByAdmin(tx, demandOn(press)) },
  'mark-demand-posted': { ...ON_DEMAND, run: (tx, press) => markDemandByHand(tx, demandOn(press)) },
  'unmark-demand-posted': { ...ON_DEMAND, run: (tx, press) => unmarkDemandByHand(tx, demandOn(press)) },
  'report-end': {
    on: ['intent', 'demand'],
    act: 'manage-demands',
    run: (tx, { card, member }) => reportEndByHand(tx, { kind: card.kind, id: card.subjectId, member }),
  },
  'open-needs': {
    on: ['help'],
    act: 'manage-demands',
    run: (tx, { member }) => openNeeds(tx, [member]),
  },
  'open-need': {
    on: ['needs'],
    act: 'manage-demands',
    run: (tx, { member, input }) => openNeed(tx, { which: readInput(Which, input).which, member }),
  },
  'turn-needs': {
    on: ['needs'],
    act: 'manage-demands',
    run: async (tx, { card, input }) => {
      await turnCard(tx, card, readInput(Turn, input).to);
      return { tone: 'info', text: '已翻页。' };
    },
  },
} as const satisfies Readonly<Record<string, ButtonRule>>;

/** What an intent that is over was about, for the next one. */
async function sameAgain(tx: Tx, { subjectId }: SentCard) {
  const { patentId, matchId, origin } = await tx.intents.get(subjectId);
  return { patentId, matchId, origin };
}
