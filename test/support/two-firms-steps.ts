import fc from 'fast-check';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { AppError } from '../../src/errors.ts';
import { clickRaw } from './envelopes.ts';
import { pick } from './story-presses.ts';
import { rows } from './story-rows.ts';
import { type Button, buttonsIn, filled, signOf } from './two-firms-cards.ts';
import type { Somebody } from './two-firms-founding.ts';
import { SIGNS, type Sign } from './two-firms-marks.ts';
import { operate } from './two-firms-operator.ts';
import type { Stage } from './two-firms-stage.ts';
import { wordsOf } from './two-firms-words.ts';
import type { Dump } from './world.ts';

/** One step; the numbers pick among what there is when it is made. */
export interface Step {
  readonly act: 'press' | 'wrong' | 'say' | 'enter' | 'operate' | 'resign';
  readonly verb: number;
  readonly who: number;
  readonly what: number;
  readonly text: number;
}

/** What a step did, as far as its maker knows. */
export interface Done {
  readonly name: string;
  readonly by: Somebody | null;
  readonly sign: Sign | null;
  readonly words?: boolean;
  /** What the person was told at once, in a place that he alone reads. */
  readonly toast?: string;
}

/** Verbs in the order in which they are picked by number, those that lead further more than once. */
const FURTHER = ['draft', 'submit', 'review', 'decide-application', 'apply', 'rate', 'keep-expert'];
const VERBS = [...Object.keys(BUTTONS), ...FURTHER, ...FURTHER];

/** What is sent wrongly is first of all what carries ids beside the card's. */
const WITH_IDS = ['keep-expert', 'review', 'decide-application'];
const WRONG_VERBS = [...VERBS, ...Array.from({ length: 6 }, () => WITH_IDS).flat()];

const small = fc.nat({ max: 59 });
const WEIGHTS: readonly (readonly [Step['act'], number])[] = [
  ['press', 12],
  ['wrong', 6],
  ['say', 6],
  ['enter', 1],
  ['operate', 3],
  ['resign', 1],
];

/** Walks of up to so many steps. */
export const walks: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    act: fc.oneof(...WEIGHTS.map(([act, weight]) => ({ arbitrary: fc.constant(act), weight }))),
    verb: small,
    who: small,
    what: small,
    text: small,
  }),
  { minLength: 15, maxLength: 40, size: 'max' },
);

/** Makes a step; null when there is nothing to make it with, or no client would let anybody. */
export async function take(stage: Stage, step: Step, now: Dump): Promise<Done | null> {
  const done = await make(stage, step, now).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'refused') return null;
    throw error;
  });
  await stage.service.drain();
  return done;
}

function make(stage: Stage, step: Step, now: Dump): Promise<Done | null> {
  switch (step.act) {
    case 'press':
      return press(stage, step, now);
    case 'wrong':
      return pressWrongly(stage, step, now);
    case 'say':
      return say(stage, step, now);
    case 'enter':
      return enter(stage, step);
    case 'operate':
      return operate(stage, step, now);
    case 'resign':
      return resign(stage, step);
  }
}

/** Somebody presses a button he sees. */
async function press(stage: Stage, { verb, who, what, text }: Step, now: Dump): Promise<Done | null> {
  const button = buttonBy(stage, verb, what, now);
  const by = button && pick(button.room.members, who);
  if (!button || !by) return null;
  const { messageId, name } = button;
  const form = filled(stage, button, by.key, text, now);
  const { toast } = await stage.service.feishu.press({ by: by.openId, messageId, button: name, form });
  return { name: verbOf(button), by, sign: signOf(stage, button.card), toast: toast?.content ?? '' };
}

/** Somebody sends what no client would: another's button, another's card, ids of the other enterprise. */
async function pressWrongly(stage: Stage, { verb, who, what, text }: Step, now: Dump): Promise<Done | null> {
  const button = buttonBy(stage, verb, what, now, WRONG_VERBS);
  // Most of them read the card, so that what is wrong is not the person but what he sends.
  const by = button && pick(what % 3 > 0 ? button.room.members : stage.people, who);
  if (!button || !by) return null;
  const sign = signOf(stage, button.card);
  const { messageId, room } = button;
  const wrong = wrongValue(stage, button, text, now);
  const form = filled(stage, button, by.key, text, now);
  const click = { by: by.openId, chatId: room.chatId, messageId, value: wrong.value, form };
  const toast = await clickRaw(stage.service, { ...click, form: { ...form, ...wrong.form } });
  return { name: `wrong ${verbOf(button)}`, by, sign, toast };
}

function buttonBy(
  stage: Stage,
  verb: number,
  what: number,
  now: Dump,
  verbs: readonly string[] = VERBS,
): Button | undefined {
  const all = buttonsIn(stage, now);
  const there = verbs.filter((each) => all.has(each));
  return pick(all.get(pick(there, verb) ?? '') ?? [], what);
}

function verbOf({ value }: Button): string {
  return String(value['act']);
}

function wrongValue(stage: Stage, { value, card }: Button, text: number, now: Dump) {
  const foreign = (table: string) => {
    const others = rows(now, table).filter((row) => {
      const of = row['enterprise_id'] ?? matchOf(now, row)?.['enterprise_id'];
      return of !== card['enterprise_id'];
    });
    return String(pick(others, text)?.['id'] ?? 'none');
  };
  const ids = { member: foreign('members'), evaluation: foreign('expert_evaluations') };
  const subjects = {
    subjectId: foreign('matches'),
    matchId: foreign('matches'),
    application: foreign('applications'),
  };
  switch (text % 5) {
    case 0:
      return { value, form: {} };
    case 1:
      return { value: { ...value, card: foreign('cards') }, form: {} };
    case 2:
    case 3:
      return { value: { ...value, ...ids, ...subjects }, form: {} };
    default:
      return { value, form: { ...ids, ...subjects, enterprise: stage.firms[pick(SIGNS, text) ?? '甲'].id } };
  }
}

function matchOf(now: Dump, row: { readonly [column: string]: unknown }) {
  return rows(now, 'matches').find(({ id }) => id === row['match_id']);
}

/** Somebody says something to the bot in a chat he is in, or answers a card in words. */
async function say(stage: Stage, { who, what, text }: Step, now: Dump): Promise<Done | null> {
  const by = pick(stage.people, who);
  const rooms = stage.rooms.filter(({ members }) => by && members.includes(by));
  const room = pick(rooms, what);
  if (!by || !room) return null;
  const said = wordsOf(stage, by, room, text, now);
  await stage.service.feishu.say({ by: by.openId, chatId: room.chatId, mentionBot: true, ...said });
  return { name: `say ${said.text.split(' ')[0]}`, by, sign: room.group?.sign ?? null, words: true };
}

async function enter({ people, service }: Stage, { who }: Step): Promise<Done | null> {
  const by = pick(people, who);
  if (!by) return null;
  await service.feishu.enter(by.openId);
  return { name: 'enter', by, sign: null, words: true };
}

async function resign({ people, service }: Stage, { who, text }: Step): Promise<Done | null> {
  const by = pick(people, who);
  if (!by || text % 3 > 0) return null;
  await service.feishu.resign(by.openId);
  return { name: 'resign', by, sign: null };
}
