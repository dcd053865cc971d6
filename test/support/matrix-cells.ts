import type { CardKind } from '../../src/domain/card-kind.ts';
import { FORMS, OUTWARD } from '../../src/domain/form.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import type { Cell, Outcome } from './matrix-cell.ts';
import { entitled, VERBS } from './matrix-manual.ts';
import { KINDS, type KindName, userIdOf } from './matrix-people.ts';
import { type Press, pressesOn, READER } from './matrix-presses.ts';
import { GROUPS, OURS, type Stage, searchOf, THEIRS } from './matrix-stage.ts';
import { CONNECTION, clickOn, replyTo } from './world.ts';

/** The enterprise of whoever acts, and whether the one he acts on has been closed. */
export interface Side {
  readonly firm: typeof OURS | typeof THEIRS;
  readonly closed: boolean;
}

/** Where a card hangs: where all may press it, with its reader, with another reader, or where no enterprise is bound. */
type Hang = 'shared' | 'own' | 'another' | 'unbound';

const SHARED: readonly CardKind[] = ['patent', 'review', 'application-review', 'recommend', 'help'];

function hangsOf(kind: CardKind): readonly Hang[] {
  return [
    ...(SHARED.includes(kind) ? (['shared'] as const) : []),
    ...(kind === 'patent' ? [] : (['own', 'another'] as const)),
    ...(kind === 'help' ? (['unbound'] as const) : []),
  ];
}

/** Those who act: everybody of our enterprise, and everybody of the other one who is nobody here. */
export function kindsOf({ firm }: Side): readonly KindName[] {
  const all = Object.keys(KINDS) as KindName[];
  return firm === OURS ? all : all.filter((kind) => kind !== 'consultant');
}

/** Every press of every button by everybody of one side. */
export function clickCells(stage: Stage, side: Side): Cell[] {
  return Object.entries(pressesOn(stage)).flatMap(([verb, presses]) =>
    presses.flatMap((press) => everybodyOn(stage, side, verb, press, clickCell)),
  );
}

/** Every button that goes with something written, as the question for it that everybody of one side asks for. */
export function askCells(stage: Stage, side: Side): Cell[] {
  const presses = pressesOn(stage);
  return Object.keys({ ...FORMS, ...OUTWARD }).flatMap((verb) => {
    const first = new Map((presses[verb] ?? []).toReversed().map((press) => [press.on, press]));
    // Whether there is something to do is for the answer to find out.
    const asked = [...first.values()].map(
      ({ on, subject, name, value }): Press => ({ on, subject, name, value, outcome: 'does' }),
    );
    // An application of somebody without an account is refused when he has written it, as on the card.
    const right = verb === 'apply' ? 'show' : verb;
    return asked.flatMap((press) =>
      everybodyOn(stage, side, right, press, (_, act) => askCell(stage, { ...act, verb })),
    );
  });
}

/** Every rating of everybody of one side in the words of a reply to a card. */
export function ratingCells(stage: Stage, side: Side): Cell[] {
  const presses = pressesOn(stage)['rate'] ?? [];
  return presses.flatMap((press) => everybodyOn(stage, side, 'rate', press, ratingCell));
}

/** A press at a place by a person, with what must come of it. */
interface Act {
  readonly verb: string;
  readonly press: Press;
  readonly userId: string;
  readonly card: SentCard;
  readonly name: string;
  readonly expected: Outcome;
}

function everybodyOn(
  stage: Stage,
  side: Side,
  verb: string,
  press: Press,
  cellOf: (stage: Stage, act: Act) => Cell,
): Cell[] {
  return hangsOf(press.on).flatMap((hang) =>
    kindsOf(side).flatMap((kind) => {
      const userId = userIdOf(side.firm, kind);
      const card = hung(stage, side, press, hang, kind);
      if (card === null) return [];
      const expected = ofPress(side, verb, press, hang, kind);
      const where = `${press.on} (${hang}${side.closed ? ', closed' : ''})`;
      const name = `${userId} ${verb}, ${press.name}, on ${where}`;
      return [cellOf(stage, { verb, press, userId, card, name, expected })];
    }),
  );
}

function ofPress({ firm, closed }: Side, verb: string, press: Press, hang: Hang, kind: KindName): Outcome {
  const standing = KINDS[kind];
  if (firm === THEIRS || closed || hang === 'another' || hang === 'unbound') return 'refuses';
  if (standing.is !== 'member' || !entitled(VERBS[verb], standing)) return 'refuses';
  return press.only?.includes(kind) === false ? 'refuses' : press.outcome;
}

/** The card of a press where it hangs; null when nobody could have it there. */
function hung(stage: Stage, { firm }: Side, press: Press, hang: Hang, kind: KindName): SentCard | null {
  const { staff, rooms, world } = stage;
  const reader = hang === 'own' ? firm === OURS && staff[kind] : staff['boss'];
  if (!reader) return null;
  const addresses: Readonly<Record<Hang, string>> = {
    shared: GROUPS.experts,
    own: userIdOf(OURS, kind),
    another: userIdOf(OURS, 'boss'),
    unbound: GROUPS.unbound,
  };
  const chat = rooms.get(addresses[hang]);
  const subject = press.subject === READER ? reader.id : press.subject;
  const id = world.newId();
  return {
    id,
    kind: press.on,
    subjectId: hang === 'unbound' ? (chat?.id ?? '') : subject,
    enterpriseId: hang === 'unbound' ? '' : stage.enterpriseId,
    chatId: chat?.id ?? '',
    connection: CONNECTION,
    viewerId: hang === 'shared' || hang === 'unbound' ? null : reader.id,
    messageId: `om_${id}`,
    channelChatId: chat?.channelChatId ?? '',
    turnedTo: press.searched ? `${searchOf(reader.id)}:1` : '',
    shown: null,
    matters: '',
    state: 'sent',
    sentAt: world.now(),
  };
}

function clickCell(stage: Stage, { verb, press, userId, card, name, expected }: Act): Cell {
  const click = clickOn(stage.world, userId, card, { act: verb, ...carriedBy(press, card) }, press.form);
  return { name, way: verb, expected, card, delivery: { ...click, person: personOf(userId) } };
}

/** What a press carries; a search that stands for the reader’s becomes his. */
function carriedBy({ value }: Press, { viewerId }: SentCard): Press['value'] {
  const { which } = value;
  if (typeof which !== 'string') return value;
  return { ...value, which: which.replace(`search:${READER}`, `search:${searchOf(viewerId ?? '')}`) };
}

function askCell(stage: Stage, { verb, press, userId, card, name, expected }: Act): Cell {
  const click = clickOn(stage.world, userId, card, { ...press.value, act: 'ask', for: verb });
  const delivery = { ...click, person: personOf(userId) };
  return { name: `asks for the question: ${name}`, way: 'ask', expected, card, delivery };
}

function ratingCell(stage: Stage, { userId, card, name, expected }: Act): Cell {
  const reply = replyTo(stage.world, userId, card, '3星 可以中试');
  const delivery = { ...reply, person: personOf(userId) };
  return { name: `in words: ${name}`, way: 'rating', expected, card, delivery };
}

/** A person as the channel proves him. */
export function personOf(userId: string): { readonly userId: string; readonly outsider: boolean } {
  return { userId, outsider: userId.endsWith('-outsider') };
}
