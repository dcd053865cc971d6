import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { anExpertEvaluation, aRecord } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { bring, type Firm, found, openWorld, type World } from '../support/world.ts';

const DAY = 86_400_000;

onEveryDatabase('reminders', ({ freshUrl }) => {
  let world: World;
  let firm: Firm;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    firm = await found(world, '甲', []);
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);

  it('count what a member has not rated, and what waits for the admins', async () => {
    const enterpriseId = firm.enterprise.id;
    const number = (at: number) => aRecord({ applicationNumber: `CN2099100001${at}0.0` });
    const matches = [];
    for (const at of [11, 12, 13]) matches.push(await bring(world, firm, number(at)));
    const [one, two, three] = matches;
    const toRate = (member: string) => inTx((tx) => tx.reminders.toRate(enterpriseId, member, tx.at));
    expect(await toRate('expert-a')).toEqual({ toRate: 3, firstAt: one?.pushedAt, lastAt: three?.pushedAt });
    const ratedAt = new Date(world.now().getTime());
    const rate = (matchId: string | undefined, memberId: string, state: 'submitted' | 'returned') =>
      inTx((tx) => {
        const given = { id: tx.newId(), matchId: matchId ?? '', memberId, state, ratedAt };
        return tx.expertEvaluations.put(anExpertEvaluation(given), memberId, ratedAt);
      });
    await rate(one?.id, 'expert-a', 'submitted');
    await rate(two?.id, 'expert-a', 'returned');
    await rate(one?.id, 'expert-b', 'submitted');
    expect(await toRate('expert-a')).toMatchObject({ toRate: 2, firstAt: two?.pushedAt });
    expect(
      await inTx((tx) => tx.reminders.patentsToRate(enterpriseId, 'expert-a', { at: tx.at, limit: 1 })),
    ).toEqual([two?.patentId]);
    expect(await toRate('expert-c')).toMatchObject({ toRate: 3 });
    expect(await inTx((tx) => tx.reminders.ofAdmins(enterpriseId))).toEqual({
      ...{ toReview: 1, reviewSince: ratedAt, applications: 0 },
    });
    expect(await inTx((tx) => tx.reminders.toRate('enterprise-none', 'expert-a', tx.at))).toEqual({
      ...{ toRate: 0, firstAt: null, lastAt: null },
    });
  });

  it('are one a chat and day, whoever tries at the same time, and counted for a week', async () => {
    const at = new Date('2026-11-23T02:30:00Z');
    const [chatId, memberId] = ['chat-1', 'member-1'];
    const add = (day: string, when: Date) => inTx((tx) => tx.reminders.add({ chatId, day, memberId }, when));
    const tried = await Promise.all(Array.from({ length: 5 }, () => add('2026-11-23', at)));
    expect(tried.filter(Boolean)).toHaveLength(1);
    await add('2026-11-24', new Date(at.getTime() + DAY));
    const reminded = (ms: number) =>
      inTx((tx) => tx.reminders.reminded({ chatId, memberId }, new Date(at.getTime() + ms)));
    expect(await reminded(2 * DAY)).toEqual({
      lastAt: new Date(at.getTime() + DAY),
      inWeek: 2,
      muted: false,
    });
    expect((await reminded(7 * DAY)).inWeek).toBe(1);
    await inTx((tx) => tx.reminders.mute(memberId, true, at));
    await inTx((tx) => tx.reminders.mute(memberId, true, at));
    expect((await reminded(0)).muted).toBe(true);
    await inTx((tx) => tx.reminders.forgetOf(memberId));
    expect(await reminded(2 * DAY)).toEqual({ lastAt: null, inWeek: 0, muted: false });
  });
});
