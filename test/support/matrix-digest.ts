import { toldIn } from '../../src/domain/digest.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import type { Press } from './matrix-presses.ts';
import { MATCH_STATES, type Stage } from './matrix-stage.ts';

/** The digest of the stage's enterprise. */
export const DIGEST = 'digest-of-the-week';

/** Makes it. */
export async function stageDigest(tx: Tx, enterpriseId: string, chatId: string): Promise<void> {
  await tx.digests.add({ id: DIGEST, enterpriseId, readerId: chatId, ...toldIn(null, tx.at) });
}

/** The presses on digests, and those that lead there; where it is planned, it is done in an enterprise's name. */
export function digestPresses({ enterpriseId, matches, staff }: Stage): Record<string, Press[]> {
  const digest = { on: 'digest', subject: DIGEST } as const;
  const campaign = { on: 'campaign', subject: enterpriseId } as const;
  const toDo = { on: 'to-do', subject: 'reader' } as const;
  const plan = { weekday: '5', hour: '16', quiet: 'silence', send: 'on' };
  const aside = (verb: string): Press[] =>
    MATCH_STATES.map((state) => ({
      ...toDo,
      name: state,
      value: { which: `patent:${matches[state].patentId}` },
      form: verb === 'pass-on' ? { colleague: staff['boss']?.id ?? '' } : { reasons: 'cost' },
      outcome: state === 'fresh' || state === 'open' ? 'does' : 'refuses',
    }));
  return {
    'open-to-do': [{ on: 'help', subject: enterpriseId, name: 'opens', value: {}, outcome: 'does' }],
    'turn-reminders': [
      { ...toDo, name: 'stops', value: { to: 'off' }, outcome: 'does' },
      { ...toDo, name: 'nonsense', value: { to: 'x' }, outcome: 'refuses' },
    ],
    'turn-to-do': [
      { ...toDo, name: 'turns', value: { which: `patent:${matches.fresh.patentId}` }, outcome: 'does' },
      { ...toDo, name: 'back', value: { to: 'all' }, outcome: 'does' },
      { ...toDo, name: 'nonsense', value: { which: 'patent:<>' }, outcome: 'refuses' },
    ],
    ...Object.fromEntries(
      (['put-off', 'decline', 'pass-on'] as const).map((verb) => [verb, aside(verb)] as const),
    ),
    'open-campaign': [{ on: 'help', subject: enterpriseId, name: 'opens', value: {}, outcome: 'does' }],
    'turn-campaign': [
      { ...campaign, name: 'turns', value: { to: 'plan' }, outcome: 'does' },
      { ...campaign, name: 'nonsense', value: { to: '<>' }, outcome: 'refuses' },
    ],
    'plan-campaign': [
      {
        ...campaign,
        name: 'a day',
        value: {},
        form: { deadline: '2099年1月2日', goal: 'rated' },
        outcome: 'refuses',
      },
      { ...campaign, name: 'no day', value: {}, form: { deadline: '', goal: 'rated' }, outcome: 'does' },
      {
        ...campaign,
        name: 'nonsense',
        value: {},
        form: { deadline: '明年', goal: 'rated' },
        outcome: 'refuses',
      },
      { ...campaign, name: 'no goal', value: {}, form: { deadline: '', goal: 'x' }, outcome: 'refuses' },
    ],
    'open-digest': [{ on: 'help', subject: enterpriseId, name: 'opens', value: {}, outcome: 'does' }],
    'turn-digest': [
      { ...digest, name: 'turns', value: { to: 'plan' }, outcome: 'does' },
      { ...digest, name: 'nonsense', value: { to: '<>' }, outcome: 'refuses' },
    ],
    'plan-digest': [
      { ...digest, name: 'a time', value: {}, form: plan, outcome: 'does' },
      { ...digest, name: 'half a time', value: {}, form: { ...plan, hour: '0' }, outcome: 'refuses' },
      { ...digest, name: 'a time at night', value: {}, form: { ...plan, hour: '3' }, outcome: 'refuses' },
      { ...digest, name: 'nonsense', value: {}, form: { ...plan, weekday: '9' }, outcome: 'refuses' },
    ],
  };
}
