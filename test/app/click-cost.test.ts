import { expect, it } from 'vitest';
import { aRecord } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import {
  bring,
  type Cast,
  cardOf,
  clickOn,
  deliver,
  found,
  openWorld,
  type World,
} from '../support/world.ts';

/** What a rating may cost: BEGIN, COMMIT, and one statement for each thing that is looked up or written. */
const MOST = 16;

const ADMIN: Cast = { userId: 'ou_admin', name: '管理员', roles: ['admin'] };
const FORMER: Cast = { userId: 'ou_former', name: '前管理员', roles: ['admin'] };

function experts(count: number): Cast[] {
  return Array.from({ length: count }, (_, index) => ({
    userId: `ou_expert_${index}`,
    name: `专家${index}`,
    roles: ['expert'],
  }));
}

/** Rates one card by one expert after the other and counts the statements of each click. */
async function costs(world: World, raters: readonly Cast[]): Promise<number[]> {
  const firm = await found(world, '演示企业（虚构）', [ADMIN, ...raters]);
  const match = await bring(world, firm, aRecord());
  const card = await cardOf(world, 'patent', match.id);
  let statements = 0;
  world.database.db.on('query', () => {
    statements += 1;
  });
  const counted: number[] = [];
  for (const { userId } of raters) {
    statements = 0;
    const { notice } = await world.handle(clickOn(world, userId, card, { act: 'rate', stars: 4 }));
    expect(notice?.tone).toBe('success');
    counted.push(statements);
  }
  return counted;
}

onEveryDatabase('what a click costs', (engine) => {
  it('stays the same however many experts have rated before', async () => {
    const world = await openWorld(await engine.freshUrl());
    const [, ...later] = await costs(world, experts(6));
    await world.close();
    expect(new Set(later).size).toBe(1);
    expect(later[0]).toBeLessThanOrEqual(MOST);
  });
});

onEveryDatabase('a rating', (engine) => {
  it('opens one review card for every admin, and none for an admin who was removed', async () => {
    const world = await openWorld(await engine.freshUrl());
    const second: Cast = { userId: 'ou_second', name: '管理员二', roles: ['admin'] };
    const [first, next] = experts(2);
    if (!first || !next) throw new Error('two experts are needed');
    const firm = await found(world, '演示企业（虚构）', [ADMIN, second, FORMER, first, next]);
    const former = firm.people['ou_former'];
    if (!former) throw new Error('the former admin is needed');
    await world.inTransaction((tx) => tx.members.replace({ ...former, isAdmin: false, removed: true }));
    const match = await bring(world, firm, aRecord());
    const card = await cardOf(world, 'patent', match.id);
    for (const { userId } of [first, next])
      await deliver(world, clickOn(world, userId, card, { act: 'rate', stars: 4 }));
    const cards = await world.inTransaction((tx) => tx.cards.ofSubject(match.id));
    await world.close();
    const viewers = cards.filter(({ kind }) => kind === 'review').map(({ viewerId }) => viewerId);
    expect(viewers.toSorted()).toEqual(
      [firm.people['ou_admin']?.id, firm.people['ou_second']?.id].toSorted(),
    );
  });

  it('promises every card once', async () => {
    const world = await openWorld(await engine.freshUrl());
    const [first, next] = experts(2);
    if (!first || !next) throw new Error('two experts are needed');
    const firm = await found(world, '演示企业（虚构）', [ADMIN, first, next]);
    const match = await bring(world, firm, aRecord());
    const card = await cardOf(world, 'patent', match.id);
    await deliver(world, clickOn(world, first.userId, card, { act: 'rate', stars: 4 }));
    const before = await world.inTransaction((tx) => tx.outbox.list('done', 100));
    await world.handle(clickOn(world, next.userId, card, { act: 'rate', stars: 5 }));
    const after = await world.inTransaction((tx) => tx.outbox.list('waiting', 100));
    await world.close();
    const earlier = new Map(before.map(({ id, revision }) => [id, revision]));
    expect(after.map(({ id, revision }) => revision - (earlier.get(id) ?? 0))).toEqual([1, 1]);
  });
});
