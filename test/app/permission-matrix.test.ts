import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUTTONS } from '../../src/actions/buttons.ts';
import { COMMANDS } from '../../src/actions/chat-commands.ts';
import { COMMAND_WORDS } from '../../src/domain/chat-command.ts';
import { closeEnterprise, reopenEnterprise } from '../../src/domain/enterprise.ts';
import { type Cell, surpriseOf, watchTables } from '../support/matrix-cell.ts';
import { askCells, clickCells, ratingCells, type Side } from '../support/matrix-cells.ts';
import { ORDERS, VERBS } from '../support/matrix-manual.ts';
import { orderCells } from '../support/matrix-order-cells.ts';
import { ordersOn } from '../support/matrix-orders.ts';
import { pressesOn } from '../support/matrix-presses.ts';
import { OURS, openMatrixStage, type Stage, THEIRS } from '../support/matrix-stage.ts';

const AT_HOME: Side = { firm: OURS, closed: false };
const ABROAD: Side = { firm: THEIRS, closed: false };

let stage: Stage;

beforeAll(async () => {
  stage = await openMatrixStage();
  await watchTables(stage.world);
});

afterAll(() => stage.world.close());

/** Goes through cells one by one; returns those that surprise. */
async function surprisesIn(cells: readonly Cell[]): Promise<string[]> {
  const surprises: string[] = [];
  for (const cell of cells) {
    const surprise = await surpriseOf(stage.world, cell);
    if (surprise !== null) surprises.push(surprise);
  }
  return surprises;
}

/** The ways to act for which no cell comes out so. */
function waysWithout(outcome: Cell['expected'], cells: readonly Cell[], ways: readonly string[]): string[] {
  const met = new Set(cells.filter(({ expected }) => expected === outcome).map(({ way }) => way));
  return ways.filter((way) => !met.has(way));
}

describe.each([
  { side: AT_HOME, who: 'people of an enterprise' },
  { side: ABROAD, who: 'people of another enterprise' },
  { side: { ...AT_HOME, closed: true }, who: 'people of an enterprise that was closed' },
  { side: { ...ABROAD, closed: true }, who: 'people of another enterprise than one that was closed' },
])('$who', { timeout: 120_000 }, ({ side }) => {
  const turn = (how: typeof closeEnterprise) =>
    stage.world.inTransaction(async (tx) => {
      if (side.closed) await tx.enterprises.replace(how(await tx.enterprises.get(stage.enterpriseId)));
    });
  beforeAll(() => turn(closeEnterprise));
  afterAll(() => turn(reopenEnterprise));

  it('do by buttons exactly what the manual lets them do', async () => {
    expect(await surprisesIn(clickCells(stage, side))).toEqual([]);
  });

  it('are asked to write exactly what they may do', async () => {
    expect(await surprisesIn(askCells(stage, side))).toEqual([]);
  });

  it('do in words exactly what the manual lets them do', async () => {
    expect(await surprisesIn([...orderCells(stage, side), ...ratingCells(stage, side)])).toEqual([]);
  });
});

describe('the matrix', () => {
  it('has every button there is, on every card it stands on', () => {
    expect(Object.keys(VERBS).toSorted()).toEqual(Object.keys(BUTTONS).toSorted());
    const tried = Object.entries(pressesOn(stage)).map(([verb, presses]) => [
      verb,
      [...new Set(presses.map(({ on }) => on))].toSorted(),
    ]);
    const there = Object.entries(BUTTONS).map(([verb, { on }]) => [verb, on.toSorted()]);
    expect(Object.fromEntries(tried)).toEqual(Object.fromEntries(there));
  });

  it('has every command there is, and a rating in words', () => {
    const commands = ['bind', 'help', ...Object.keys(COMMANDS)];
    expect(commands.toSorted()).toEqual(Object.keys(COMMAND_WORDS).toSorted());
    expect(Object.keys(ORDERS).toSorted()).toEqual([...commands, 'rating'].toSorted());
    expect(Object.keys(ordersOn(stage)).toSorted()).toEqual(commands.toSorted());
  });

  it('has somebody who may and somebody who may not for everything that can be done', () => {
    const cells = [clickCells, orderCells, ratingCells].flatMap((cellsOf) => cellsOf(stage, AT_HOME));
    const ways = [...Object.keys(VERBS), ...Object.keys(ORDERS)];
    expect(waysWithout('does', cells, ways)).toEqual([]);
    expect(waysWithout('refuses', cells, ways)).toEqual([]);
    expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length);
    const foreign = [clickCells, orderCells, ratingCells].flatMap((cellsOf) => cellsOf(stage, ABROAD));
    const does = foreign.filter(({ expected }) => expected === 'does').map(({ way }) => way);
    expect(new Set(does)).toEqual(new Set(['help', 'bind']));
  });

  it('is surprised by whatever comes out otherwise than it has it', async () => {
    const cells = [...clickCells(stage, AT_HOME), ...orderCells(stage, AT_HOME)];
    for (const outcome of ['does', 'repeats', 'refuses', 'silent'] as const) {
      // What only shows a card anew promises no less than what opens one.
      const cell = cells.find(({ expected, way }) => expected === outcome && !way.startsWith('reopen'));
      for (const other of ['does', 'repeats', 'refuses', 'silent'] as const) {
        const turned = cell && (await surpriseOf(stage.world, { ...cell, expected: other }));
        expect([outcome, other, turned === null]).toEqual([outcome, other, outcome === other]);
      }
    }
  });
});
