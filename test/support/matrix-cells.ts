import type { CardKind } from '../../src/domain/card-kind.ts';
import type { SentCard } from '../../src/stores/card-store.ts';
import type { Cell, Outcome } from './matrix-cell.ts';
import { entitled, ORDERS, VERBS } from './matrix-manual.ts';
import { mentionsOf, type Order, ordersOn, type Place } from './matrix-orders.ts';
import { CONSULTANT, KINDS, type KindName, type Standing, userIdOf } from './matrix-people.ts';
import { type Press, pressesOn, READER } from './matrix-presses.ts';
import { GROUPS, OURS, type Stage, THEIRS } from './matrix-stage.ts';
import { CONNECTION, clickOn, replyTo, sayTo } from './world.ts';

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
function kindsOf({ firm }: Side): readonly KindName[] {
  const all = Object.keys(KINDS) as KindName[];
  return firm === OURS ? all : all.filter((kind) => kind !== 'consultant');
}

/** Every press of every button by everybody of one side. */
export function clickCells(stage: Stage, side: Side): Cell[] {
  return Object.entries(pressesOn(stage)).flatMap(([verb, presses]) =>
    presses.flatMap((press) => everybodyOn(stage, side, verb, press, clickCell)),
  );
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
    turnedTo: '',
    shown: null,
    matters: '',
    state: 'sent',
    sentAt: world.now(),
  };
}

function clickCell(stage: Stage, { verb, press, userId, card, name, expected }: Act): Cell {
  const click = clickOn(stage.world, userId, card, { act: verb, ...press.value }, press.form);
  return { name, way: verb, expected, card, delivery: { ...click, person: personOf(userId) } };
}

function ratingCell(stage: Stage, { userId, card, name, expected }: Act): Cell {
  const reply = replyTo(stage.world, userId, card, '3星 可以中试');
  const delivery = { ...reply, person: personOf(userId) };
  return { name: `in words: ${name}`, way: 'rating', expected, card, delivery };
}

function personOf(userId: string): { readonly userId: string; readonly outsider: boolean } {
  return { userId, outsider: userId.endsWith('-outsider') };
}

/** Everything that everybody of one side can say to the bot, in every place. */
export function orderCells(stage: Stage, side: Side): Cell[] {
  return Object.entries(ordersOn(stage)).flatMap(([command, orders]) =>
    orders.flatMap((order) =>
      (Object.entries(order.outcomes) as [Place, Outcome][])
        // In a group of nobody or their own, those of the other enterprise are what ours are there.
        .filter(([place]) => side.firm === OURS || place === 'experts' || place === 'admins')
        .flatMap(([place]) =>
          kindsOf(side).map((kind) => orderCell(stage, side, command, order, place, kind)),
        ),
    ),
  );
}

function orderCell(
  { world }: Stage,
  side: Side,
  command: string,
  order: Order,
  place: Place,
  kind: KindName,
): Cell {
  const userId = userIdOf(side.firm, kind);
  const chat =
    place === 'private'
      ? { chatId: `oc_private_${userId}`, chatKind: 'private' as const }
      : { chatId: GROUPS[place], chatKind: 'group' as const };
  const mentions = mentionsOf(order, userId);
  const { counts } = order;
  return {
    name: `${userId} ${command}, ${order.name}, in ${place}${side.closed ? ' (closed)' : ''}`,
    way: command,
    expected: ofOrder(side, command, order, place, kind),
    delivery: sayTo(world, userId, order.text, { ...chat, mentions, person: personOf(userId) }),
    ...(counts === undefined ? {} : { counts }),
  };
}

function ofOrder(side: Side, command: string, order: Order, place: Place, kind: KindName): Outcome {
  const standing = standingAt(side, place, kind);
  const outcome = order.outcomes[place] ?? 'refuses';
  if (standing.is === 'outsider') return 'refuses';
  if (command === 'bind') return side.closed || order.except?.includes(kind) ? 'refuses' : outcome;
  // Nobody's member is greeted like a stranger; but nothing is ever said where outsiders read.
  if (command === 'help' && standing.is === 'unknown') return place === 'external' ? 'silent' : 'does';
  if (standing.is !== 'member' || !entitled(ORDERS[command], standing)) return 'refuses';
  return outcome;
}

/** How somebody stands where he speaks: in a bound group, its enterprise counts alone. */
function standingAt({ firm, closed }: Side, place: Place, kind: KindName): Standing {
  const own = KINDS[kind];
  const unknown = KINDS.stranger;
  if (own.is === 'outsider') return own;
  if (firm === THEIRS) return unknown;
  if (place === 'foreign') return kind === 'consultant' ? CONSULTANT.there : unknown;
  const bound = place === 'experts' || place === 'admins';
  if (kind === 'consultant' && !bound) return closed ? CONSULTANT.there : CONSULTANT.anywhere;
  // A closed enterprise serves nobody: whoever is its member can do no more than one who has gone.
  return closed && own.is === 'member' ? KINDS['removed-admin'] : own;
}
