import type { CardKind } from '../../src/domain/card-kind.ts';
import type { Demand } from '../../src/domain/demand.ts';
import type { Intent } from '../../src/domain/intent.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aPatent } from './builders.ts';
import { aDemand, anIntent, FILLED } from './cooperation.ts';
import type { Outcome } from './matrix-cell.ts';
import type { Press } from './matrix-presses.ts';
import type { Stage } from './matrix-stage.ts';

const INTENT_STATES = [
  'editing',
  'draft',
  'submitted',
  'posted',
  'answered',
  'withdrawn',
  'refused',
] as const;
const DEMAND_STATES = ['editing', 'draft', 'submitted', 'posted', 'closed', 'refused'] as const;

/** An intent and a demand in every state, by their ids, and one of each of the other enterprise. */
export interface StagedNeeds {
  readonly intents: Readonly<Record<Intent['state'], string>>;
  readonly demands: Readonly<Record<Demand['state'], string>>;
  readonly foreign: { readonly intent: string; readonly demand: string };
}

const isOpen = (state: string) => state === 'editing' || state === 'draft';

function standing(state: string) {
  const confirmed = { submittedBy: 'admin', submittedAt: AT };
  const posted = state === 'posted' ? { postedBy: 'admin', postedAt: AT } : {};
  return {
    revision: 2,
    fields: FILLED,
    text: '需求描述：中试',
    ...(isOpen(state) ? {} : confirmed),
    ...posted,
  };
}

/** Stores them; each intent has a patent of its own. */
export async function stageNeeds(tx: Tx, enterpriseId: string, other: string): Promise<StagedNeeds> {
  const intents = {} as Record<Intent['state'], string>;
  const addIntent = async (state: Intent['state'], of: string, number: number) => {
    const [id, patentId] = [tx.newId(), tx.newId()];
    const applicationNumber = `CN20991000006${number}.0`;
    await tx.patents.add(aPatent({ id: patentId, applicationNumber }), '', tx.at);
    const about = { id, patentId, matchId: null, enterpriseId: of, state, ...standing(state) };
    await tx.intents.add(anIntent(about), tx.at);
    return id;
  };
  for (const [at, state] of INTENT_STATES.entries())
    intents[state] = await addIntent(state, enterpriseId, at);
  const demands = {} as Record<Demand['state'], string>;
  const addDemand = async (state: Demand['state'], of: string) => {
    const id = tx.newId();
    await tx.demands.add(aDemand({ id, enterpriseId: of, state, title: '中试', ...standing(state) }), tx.at);
    return id;
  };
  for (const state of DEMAND_STATES) demands[state] = await addDemand(state, enterpriseId);
  const foreign = { intent: await addIntent('draft', other, 9), demand: await addDemand('draft', other) };
  return { intents, demands, foreign };
}

/** Which states a verb does something in, which it leaves as they are; in all others it is refused. */
interface Reach {
  readonly does: readonly string[];
  readonly repeats?: readonly string[];
  readonly content?: Pick<Press, 'value' | 'form'>;
}

function inStates(on: CardKind, ids: Readonly<Record<string, string>>, reach: Reach): Press[] {
  return Object.entries(ids).map(([state, subject]) => {
    const repeats: Outcome = reach.repeats?.includes(state) ? 'repeats' : 'refuses';
    const outcome = reach.does.includes(state) ? 'does' : repeats;
    return { on, subject, name: state, outcome, value: {}, ...reach.content };
  });
}

const INTENT_FORM = { modes: '普通许可', need: '先做中试', contact: '联系人甲', phone: '010-00000000' };
const DEMAND_FORM = { title: '中试产线', field: '电池', need: '寻找中试合作' };
const AS_SHOWN = { value: { revision: 2 } };

/** Every press of every button of intents and demands. */
export function needPresses({ needs, matches, enterpriseId }: Stage): Record<string, Press[]> {
  const { intents, demands, foreign } = needs;
  const intent = (reach: Reach) => inStates('intent', intents, reach);
  const demand = (reach: Reach) => inStates('demand', demands, reach);
  const list = { on: 'needs', subject: enterpriseId } as const;
  const listed = { on: 'library', subject: enterpriseId } as const;
  const work = { on: 'work-list', subject: enterpriseId } as const;
  const marks = (id: string, of = 'intent', kind = of, revision = 2) => ({
    value: { which: `${kind}:${of}:${id}`, revision },
  });
  const registered = Object.keys(matches).filter((state) => state !== 'withdrawn');
  const idsOfMatches = Object.fromEntries(Object.entries(matches).map(([state, { id }]) => [state, id]));
  const patentsOfMatches = Object.fromEntries(
    Object.entries(matches).map(([state, { patentId }]) => [state, patentId]),
  );
  const opens = { value: {}, name: 'opens', outcome: 'does' } as const;
  return {
    'open-intent': [
      ...inStates('patent', idsOfMatches, { does: registered }),
      ...inStates('enterprise-evaluation', idsOfMatches, { does: registered }),
      ...inStates('detail', patentsOfMatches, { does: registered }),
      ...intent({ does: INTENT_STATES }),
      {
        ...listed,
        name: 'one of the list',
        value: { which: `patent:${matches.open.patentId}` },
        outcome: 'does',
      },
      {
        ...listed,
        name: 'one that left',
        value: { which: `patent:${matches.withdrawn.patentId}` },
        outcome: 'refuses',
      },
      { ...listed, name: 'none', value: {}, outcome: 'refuses' },
    ],
    'draft-intent': intent({ does: ['editing', 'draft'], content: { value: {}, form: INTENT_FORM } }),
    'reopen-intent': intent({ does: ['draft'], repeats: ['editing'] }),
    'send-intent': intent({ does: ['draft'], content: AS_SHOWN }),
    'withdraw-intent': intent({
      does: ['editing', 'draft', 'submitted', 'posted', 'answered'],
      repeats: ['withdrawn'],
    }),
    'mark-intent-posted': intent({ does: ['submitted'] }),
    'unmark-intent-posted': intent({ does: ['posted'] }),
    'open-demand': [...demand({ does: DEMAND_STATES }), { ...list, ...opens }],
    'draft-demand': demand({ does: ['editing', 'draft'], content: { value: {}, form: DEMAND_FORM } }),
    'reopen-demand': demand({ does: ['draft'], repeats: ['editing'] }),
    'publish-demand': demand({ does: ['draft'], content: { value: { revision: 2, warned: false } } }),
    'close-demand': demand({ does: ['editing', 'draft', 'submitted', 'posted'], repeats: ['closed'] }),
    'mark-demand-posted': demand({ does: ['submitted'] }),
    'unmark-demand-posted': demand({ does: ['posted'] }),
    'report-end': [...intent({ does: ['withdrawn'] }), ...demand({ does: ['closed'] })],
    'open-needs': [{ on: 'help', subject: enterpriseId, ...opens }],
    'open-work': [
      { on: 'help', subject: enterpriseId, ...opens },
      { ...list, ...opens },
    ],
    'mark-work': [
      { ...work, name: 'an intent', ...marks(intents.submitted), outcome: 'does' },
      { ...work, name: 'a demand', ...marks(demands.submitted, 'demand'), outcome: 'does' },
      { ...work, name: 'an end', ...marks(intents.withdrawn, 'intent', 'end'), outcome: 'does' },
      {
        ...work,
        name: 'another text',
        ...marks(intents.submitted, 'intent', 'intent', 3),
        outcome: 'refuses',
      },
      { ...work, name: 'one entered already', ...marks(intents.posted), outcome: 'refuses' },
      { ...work, name: 'another’s intent', ...marks(foreign.intent), outcome: 'refuses' },
      { ...work, name: 'another’s demand', ...marks(foreign.demand, 'demand'), outcome: 'refuses' },
    ],
    'unmark-work': [
      { ...work, name: 'an intent', value: { which: `intent:intent:${intents.posted}` }, outcome: 'does' },
      {
        ...work,
        name: 'one on its way',
        value: { which: `intent:intent:${intents.submitted}` },
        outcome: 'refuses',
      },
      {
        ...work,
        name: 'another’s intent',
        value: { which: `intent:intent:${foreign.intent}` },
        outcome: 'refuses',
      },
    ],
    'turn-work': [
      { ...work, name: 'turns', value: { to: '2' }, outcome: 'does' },
      { ...work, name: 'turns to nonsense', value: { to: 'expert:1' }, outcome: 'refuses' },
    ],
    'export-work': [{ ...work, ...opens, name: 'exports' }],
    'open-need': [
      { ...list, name: 'an intent', value: { which: `intent:${intents.draft}` }, outcome: 'does' },
      { ...list, name: 'a demand', value: { which: `demand:${demands.draft}` }, outcome: 'does' },
      { ...list, name: 'another’s intent', value: { which: `intent:${foreign.intent}` }, outcome: 'refuses' },
      { ...list, name: 'another’s demand', value: { which: `demand:${foreign.demand}` }, outcome: 'refuses' },
      { ...list, name: 'none', value: { which: '0' }, outcome: 'refuses' },
    ],
    'turn-needs': [
      { ...list, name: 'turns', value: { to: 'demands:1' }, outcome: 'does' },
      { ...list, name: 'turns to nonsense', value: { to: 'expert:1' }, outcome: 'refuses' },
    ],
  };
}
