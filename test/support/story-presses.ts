import type { Delivery, Notice } from '../../src/chat/port.ts';
import type { CardKind } from '../../src/domain/card-kind.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import { type Act, CASTS, type Stage, USERS } from './story-stage.ts';
import { CONNECTION, clickOn, type Dump, deliver, replyTo } from './world.ts';

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

/** What people do on cards. */
export type Press = 'rate' | 'reply' | 'review' | 'open' | 'draft' | 'reopen' | 'submit' | 'mark-posted';

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

/** Somebody presses a button on a card or answers it; null when there is no such card. */
export async function press(stage: Stage, act: Press, step: Step, now: Dump): Promise<Done | null> {
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
    (row) => stale || row['match_id'] === card.subjectId,
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

function revisionOf(now: Dump, { subjectId }: SentCard): number {
  const row = now['enterprise_evaluations']?.find((each) => each['match_id'] === subjectId);
  return Number(row?.['revision'] ?? 1);
}

/** The channel delivers something again, or somebody presses the same button again on a card that may have changed. */
export async function again(stage: Stage, step: Step): Promise<Done | null> {
  const earlier = pick(stage.past, step.what);
  if (!earlier || (earlier.delivery.kind !== 'click' && earlier.delivery.kind !== 'reply')) return null;
  const { delivery, act } = earlier;
  if (step.act === 'redeliver') {
    const notice = await deliver(stage.world, delivery);
    return { ...quiet('redeliver'), notice, earlier: earlier.notice };
  }
  const messageId = delivery.kind === 'click' ? delivery.messageId : delivery.inReplyTo[0];
  const card = await stage.world.inTransaction((tx) =>
    tx.cards.findByMessages(CONNECTION, [messageId ?? '']),
  );
  if (!card) return null;
  const carried =
    delivery.kind === 'click' ? { ...Object(delivery.value), ...delivery.form } : { words: delivery.text };
  const { userId } = delivery.person;
  const repeated = { ...delivery, deliveryId: stage.world.newId() };
  return hand(stage, repeated, { act, userId, enterpriseId: card.enterpriseId, card, carried });
}

/** What happened beside all cards. */
export function quiet(act: Act): Done {
  return { act, userId: null, enterpriseId: null, notice: null, card: null, carried: {} };
}

/** Picks by number; undefined when there is nothing to pick from. */
export function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length];
}
