import fc from 'fast-check';
import { addMember } from '../../src/actions/add-member.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import { settleEvaluation } from '../../src/actions/settle-evaluation.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { Delivery, Notice } from '../../src/chat/port.ts';
import type { CardKind } from '../../src/domain/card-kind.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { type Act, CASTS, keyOf, RECORDS, type Stage, USERS } from './story-stage.ts';
import { CONNECTION, clickOn, type Dump, deliver, replyTo, sendCards } from './world.ts';

/** One step of a walk; the numbers pick among what there is when the step is made. */
export interface Step {
  readonly act: Act | 'repeat';
  readonly who: number;
  readonly what: number;
  readonly stars: number;
  readonly text: number;
  /** Whether anybody presses on any card, fitting or not. */
  readonly odd: boolean;
  /** Whether what is confirmed or judged is not what stands in the database now. */
  readonly stale: boolean;
}

/** What a step did, as far as its maker knows. */
export interface Done {
  readonly act: Act;
  readonly userId: string | null;
  /** The enterprise it was about; null when it may concern all. */
  readonly enterpriseId: string | null;
  readonly notice: Notice | null;
  /** The card that was used and what its button or its reader carried. */
  readonly card: SentCard | null;
  readonly carried: Readonly<Record<string, unknown>>;
  /** For a delivery that came again: what was answered the first time. */
  readonly earlier?: Notice | null;
}

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
    stale: seldom,
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

type Press = 'rate' | 'reply' | 'review' | 'open' | 'draft' | 'reopen' | 'submit' | 'mark-posted';

const CARDS: Readonly<Record<Press, readonly CardKind[]>> = {
  rate: ['patent', 'returned'],
  reply: ['patent', 'returned'],
  review: ['review'],
  open: ['patent', 'review'],
  draft: ['enterprise-evaluation'],
  reopen: ['enterprise-evaluation'],
  submit: ['enterprise-evaluation'],
  'mark-posted': ['enterprise-evaluation'],
};

async function press(stage: Stage, act: Press, step: Step, now: Dump): Promise<Done | null> {
  const all = now['cards'] ?? [];
  const fitting = all.filter(({ kind }) => CARDS[act].includes(kind as CardKind));
  const row = pick(step.odd ? all : fitting, step.what);
  const card = row && (await stage.world.inTransaction((tx) => tx.cards.find(String(row['id']))));
  if (!card) return null;
  const userId = step.odd ? pick(USERS, step.who) : userOf(stage, card, step);
  if (userId === undefined) return null;
  const { value = {}, form = {}, words = '' } = contentOf(stage, act, step, card, now);
  const delivery =
    act === 'reply'
      ? replyTo(stage.world, userId, card, words)
      : clickOn(stage.world, userId, card, { act: act === 'open' ? 'open-evaluation' : act, ...value }, form);
  return hand(stage, delivery, {
    act,
    userId,
    enterpriseId: card.enterpriseId,
    card,
    carried: { ...value, ...form, words },
  });
}

async function hand(stage: Stage, delivery: Delivery, done: Omit<Done, 'notice'>): Promise<Done> {
  const notice = await deliver(stage.world, delivery);
  stage.past.push({ delivery, notice, act: done.act });
  return { ...done, notice };
}

/** Whose turn it is on a card: its reader's, or anybody's of the enterprise whose group it hangs in. */
function userOf(stage: Stage, card: SentCard, { who }: Step): string | undefined {
  const own = [...stage.known].filter(([key]) => key.endsWith(` ${card.enterpriseId}`));
  const reader = own.find(([, { memberId }]) => memberId === card.viewerId);
  const [key] = (card.viewerId === null ? pick(own, who) : reader) ?? [];
  return key?.split(' ')[0];
}

interface Content {
  /** What the button carries beside its card and verb. */
  readonly value?: Readonly<Record<string, unknown>>;
  /** What was typed into the form around it. */
  readonly form?: Readonly<Record<string, string>>;
  /** What a reply says. */
  readonly words?: string;
}

function contentOf(stage: Stage, act: Press, step: Step, card: SentCard, now: Dump): Content {
  const opinion = step.text % 3 === 0 ? '' : stage.mark();
  switch (act) {
    case 'rate':
      return { value: { stars: step.stars }, form: opinion === '' ? {} : { opinion } };
    case 'reply':
      return { words: `${step.stars}星 ${opinion}` };
    case 'review':
      return verdict(step, card, now);
    case 'draft':
      return draft(stage, step, card);
    case 'submit':
      return { value: { revision: revisionOf(now, card) + (step.stale ? (step.text % 3) - 1 : 0) } };
    default:
      return {};
  }
}

function verdict({ text, stars, stale }: Step, card: SentCard, now: Dump): Content {
  const answers = (now['expert_evaluations'] ?? []).filter(
    (row) => stale || row['match_id'] === card.matchId,
  );
  const answer = pick(answers, text);
  const version = Math.max(1, Number(answer?.['version'] ?? 1) - (stale ? text % 2 : 0));
  const to = pick(['accepted', 'returned', 'rejected'], Math.floor(stars));
  const reason: Content = text % 5 === 0 ? {} : { form: { reason: '请补充依据' } };
  return { value: { evaluation: answer?.['id'] ?? 'none', to, version }, ...reason };
}

/** A text of the admin's own; now and then it is missing or names an expert of his enterprise. */
function draft(stage: Stage, { text, stars }: Step, card: SentCard): Content {
  if (text % 8 === 0) return { form: { stars: String(stars) } };
  const index = stage.firms.findIndex(({ enterprise }) => enterprise.id === card.enterpriseId);
  const experts = CASTS[index]?.filter(({ roles }) => roles.includes('expert')) ?? [];
  const named = text % 8 === 1 ? `${pick(experts, text)?.name}认为可行。` : '';
  const opinion = `自评第 ${text} 稿：愿意进一步了解。${named}`;
  stage.typed.add(opinion);
  return { form: { stars: String(stars), opinion } };
}

function revisionOf(now: Dump, { matchId }: SentCard): number {
  const row = now['enterprise_evaluations']?.find((each) => each['match_id'] === matchId);
  return Number(row?.['revision'] ?? 1);
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

/** The channel delivers something again, or somebody presses the same button again on a card that may have changed. */
async function again(stage: Stage, step: Step): Promise<Done | null> {
  const earlier = pick(stage.past, step.what);
  if (!earlier || (earlier.delivery.kind !== 'click' && earlier.delivery.kind !== 'reply')) return null;
  const { delivery, act } = earlier;
  if (step.act === 'redeliver') {
    const notice = await deliver(stage.world, delivery);
    return { ...quiet('redeliver'), notice, earlier: earlier.notice };
  }
  const messageId = delivery.kind === 'click' ? delivery.messageId : delivery.inReplyTo[0];
  const card = await stage.world.inTransaction((tx) => tx.cards.findByMessages([messageId ?? '']));
  if (!card) return null;
  const carried =
    delivery.kind === 'click' ? { ...Object(delivery.value), ...delivery.form } : { words: delivery.text };
  const { userId } = delivery.person;
  const repeated = { ...delivery, deliveryId: stage.world.newId() };
  return hand(stage, repeated, { act, userId, enterpriseId: card.enterpriseId, card, carried });
}

function quiet(act: Act): Done {
  return { act, userId: null, enterpriseId: null, notice: null, card: null, carried: {} };
}

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length];
}
