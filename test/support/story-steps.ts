import fc from 'fast-check';
import { addMember } from '../../src/actions/add-member.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import { settleEvaluation } from '../../src/actions/settle-evaluation.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { again, type Done, pick, press, quiet, type Step } from './story-presses.ts';
import { CASTS, keyOf, RECORDS, type Stage } from './story-stage.ts';
import { CONNECTION, type Dump, sendCards } from './world.ts';

const WEIGHTS: readonly (readonly [Step['act'], number])[] = [
  ['rate', 9],
  ['reply', 4],
  ['review', 6],
  ['open', 5],
  ['draft', 7],
  ['reopen', 3],
  ['submit', 5],
  ['mark-posted', 2],
  ['settle', 2],
  ['remove', 1],
  ['join', 1],
  ['register', 2],
  ['push', 1],
  ['redeliver', 2],
  ['repeat', 3],
];

const small = fc.nat({ max: 59 });
const seldom = fc.oneof(
  { arbitrary: fc.constant(false), weight: 4 },
  { arbitrary: fc.constant(true), weight: 1 },
);

/** Walks of up to sixty steps. */
export const walks: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.oneof(...WEIGHTS.map(([act, weight]) => ({ arbitrary: fc.constant(act), weight }))),
    who: small,
    what: small,
    stars: fc.oneof(
      { arbitrary: fc.integer({ min: 1, max: 5 }), weight: 9 },
      { arbitrary: fc.constantFrom(0, 6, 2.5), weight: 1 },
    ),
    text: small,
    odd: seldom,
    stale: fc.oneof(
      { arbitrary: fc.constant(false), weight: 2 },
      { arbitrary: fc.constant(true), weight: 1 },
    ),
  }),
  { maxLength: 60, size: 'max' },
);

/** Makes a step; null when there is nothing to make it with. */
export async function take(stage: Stage, step: Step, now: Dump): Promise<Done | null> {
  switch (step.act) {
    case 'settle':
      return settle(stage, step, now);
    case 'remove':
      return remove(stage, step);
    case 'join':
      return join(stage, step);
    case 'register':
      return register(stage, step);
    case 'push':
      return push(stage, step);
    case 'redeliver':
    case 'repeat':
      return again(stage, step);
    default:
      return press(stage, step.act, step, now);
  }
}

async function settle(stage: Stage, { what, stars }: Step, now: Dump): Promise<Done | null> {
  const evaluations = (now['enterprise_evaluations'] ?? []).filter(
    ({ submitted_at }) => submitted_at !== null,
  );
  const evaluation = pick(evaluations, what);
  const match = now['matches']?.find(({ id }) => id === evaluation?.['match_id']);
  if (!evaluation || !match) return null;
  const answer =
    stars % 2 === 0
      ? ({ kind: 'refused', refusal: '该专利已下架' } as const)
      : ({ kind: 'recorded', receipt: { id: `PT-${what}`, at: stage.world.now() } } as const);
  await stage.world.inTransaction((tx) =>
    settleEvaluation(tx, { evaluationId: String(evaluation['id']), answer }),
  );
  await sendCards(stage.world);
  return { ...quiet('settle'), enterpriseId: String(match['enterprise_id']) };
}

async function remove(stage: Stage, { who }: Step): Promise<Done | null> {
  const [key, known] = pick([...stage.known], who) ?? [];
  if (key === undefined || known === undefined) return null;
  await stage.world.inTransaction((tx) => removeMember(tx, { memberId: known.memberId, actor: 'operator' }));
  await sendCards(stage.world);
  stage.known.set(key, { ...known, roles: [] });
  return { ...quiet('remove'), enterpriseId: key.split(' ')[1] ?? '' };
}

/** Somebody of the cast joins again; he is another member then, and his old cards are not his any more. */
async function join(stage: Stage, { who, what }: Step): Promise<Done | null> {
  const index = what % 2;
  const enterpriseId = stage.firms[index]?.enterprise.id ?? '';
  const { userId, name, roles } = pick(CASTS[index] ?? [], who) ?? { userId: '', name: '', roles: [] };
  let memberId = '';
  for (const role of roles) {
    const input = { enterpriseId, name, role, connection: CONNECTION, userId };
    memberId = (await stage.world.inTransaction((tx) => addMember(tx, input))).id;
  }
  stage.known.set(keyOf(userId, enterpriseId), { memberId, roles });
  return { ...quiet('join'), enterpriseId };
}

async function register(stage: Stage, { what, stars }: Step): Promise<Done> {
  const record = pick(RECORDS, what) ?? RECORDS[0];
  const state = stars >= 4 ? 'expired' : 'registered';
  const maturity = `第 ${stars} 级`;
  await stage.world.inTransaction((tx) => takeInPatents(tx, [{ ...record, state, maturity }], null));
  await sendCards(stage.world);
  return quiet('register');
}

async function push(stage: Stage, { what }: Step): Promise<Done> {
  const firm = stage.firms[what % 2 === 0 ? 0 : 1];
  const record = pick(RECORDS, what) ?? RECORDS[0];
  const source = { enterprise: firm.enterprise, reason: '产业匹配' };
  const asked = { enterpriseId: firm.enterprise.id, timeZone: 'Asia/Shanghai' };
  await stage.world.inTransaction((tx) => takeInPatents(tx, [record], source));
  await stage.world.inTransaction((tx) => pushPatents(tx, asked));
  await sendCards(stage.world);
  return quiet('push');
}
