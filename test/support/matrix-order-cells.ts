import type { Cell, Outcome } from './matrix-cell.ts';
import { kindsOf, personOf, type Side } from './matrix-cells.ts';
import { entitled, ORDERS } from './matrix-manual.ts';
import { mentionsOf, type Order, ordersOn, type Place } from './matrix-orders.ts';
import { CONSULTANT, KINDS, type KindName, type Standing, userIdOf } from './matrix-people.ts';
import { GROUPS, OURS, type Stage, THEIRS } from './matrix-stage.ts';
import { sayTo } from './world.ts';

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
