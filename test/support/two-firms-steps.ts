import fc from 'fast-check';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { NOTICES } from '../../src/chat/notices.ts';
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
const FURTHER = [
  ...['draft', 'submit', 'review', 'decide-application', 'apply', 'rate', 'keep-expert'],
  ...[
    'open-intent',
    'open-intent',
    'draft-intent',
    'draft-intent',
    'send-intent',
    'open-demand',
    'draft-demand',
  ],
  ...['publish-demand', 'publish-demand', 'open-needs', 'open-need', 'open-need'],
  ...['open-listed', 'accept-listed', 'filter-evaluations'],
  ...['open-focus', 'preview-focus', 'preview-focus', 'save-focus'],
];
const VERBS = [...Object.keys(BUTTONS), ...FURTHER, ...FURTHER];

/** What is sent wrongly is first of all what carries ids beside the card's. */
const WITH_IDS = ['keep-expert', 'review', 'decide-application', 'open-need', 'open-listed', 'accept-listed'];
/** Is seldom there to be pressed. */
const SELDOM = Array.from({ length: 30 }, () => 'submit');
const WRONG_VERBS = [...VERBS, ...Array.from({ length: 6 }, () => WITH_IDS).flat(), ...SELDOM];

const small = fc.nat({ max: 179 });
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
  noteAs(stage, verbOf(button));
  const form = filled(stage, button, by.key, text, now);
  const { toast } = await stage.service.feishu.press({ by: by.openId, messageId, button: name, form });
  return { name: verbOf(button), by, sign: signOf(stage, button.card), toast: toast?.content ?? '' };
}

/** Somebody sends what no client would: another's button, another's card, ids of the other enterprise. */
async function pressWrongly(stage: Stage, { verb, who, what, text }: Step, now: Dump): Promise<Done | null> {
  const button = buttonBy(stage, verb, what, now, { verbs: WRONG_VERBS, how: 'wrong ' });
  // Most of them read the card, so that what is wrong is not the person but what he sends.
  const by = button && pick(what % 3 > 0 ? button.room.members : stage.people, who);
  if (!button || !by) return null;
  const sign = signOf(stage, button.card);
  const { messageId, room } = button;
  const wrong = wrongValue(stage, button, text, now);
  const form = filled(stage, button, by.key, text, now);
  const click = { by: by.openId, chatId: room.chatId, messageId, value: wrong.value, form };
  const toast = await clickRaw(stage.service, { ...click, form: { ...form, ...wrong.form } });
  // What went through shows less than what was refused, and is tried again sooner.
  noteAs(stage, `wrong ${verbOf(button)}`, wasRefused(toast) ? 3 : 1);
  return { name: `wrong ${verbOf(button)}`, by, sign, toast };
}

/** Says whether what a person was shown after a press is one of the refusals. */
export function wasRefused(toast: string): boolean {
  return Object.values<string>(NOTICES).includes(toast);
}

function noteAs({ pressed }: Stage, what: string, weight = 1): void {
  pressed.set(what, (pressed.get(what) ?? 0) + weight);
}

/** Mostly a button that was pressed least until now: of so many, luck would leave some out. */
function buttonBy(
  stage: Stage,
  verb: number,
  what: number,
  now: Dump,
  { verbs, how }: { readonly verbs: readonly string[]; readonly how: string } = { verbs: VERBS, how: '' },
): Button | undefined {
  const all = buttonsIn(stage, now);
  const there = verbs.filter((each) => all.has(each));
  const times = (each: string) => stage.pressed.get(how + each) ?? 0;
  const least = Math.min(...there.map(times));
  const among = verb % 3 > 0 ? there.filter((each) => times(each) === least) : there;
  return pick(all.get(pick(among, Math.floor(verb / 3)) ?? '') ?? [], what);
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
  const which = value['act'] === 'open-listed' ? `review:${ids.evaluation}` : foreignNeed(foreign, text);
  const subjects = {
    which,
    seen: `${ids.evaluation}.1`,
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

function foreignNeed(foreign: (table: string) => string, text: number): string {
  return text % 2 === 0 ? `intent:${foreign('intents')}` : `demand:${foreign('demands')}`;
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
