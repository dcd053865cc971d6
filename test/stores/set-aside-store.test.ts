import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SetAside } from '../../src/domain/set-aside.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { aRecord } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { bring, type Firm, found, openWorld, type World } from '../support/world.ts';

const AT = new Date('2026-11-23T02:00:00Z');
const DAY = 86_400_000;

onEveryDatabase('what is set aside', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  let firms = 0;

  async function firmWithMatches(many: number): Promise<{ firm: Firm; matches: string[] }> {
    firms += 1;
    const firm = await found(world, `企业${firms}`, []);
    const matches = [];
    for (let at = 1; at <= many; at += 1) {
      const record = aRecord({ applicationNumber: `CN20991${firms}000${at}0.0` });
      matches.push((await bring(world, firm, record)).id);
    }
    return { firm, matches };
  }

  it('is kept for each expert and match, the last word of it', async () => {
    const { matches } = await firmWithMatches(1);
    const [matchId = ''] = matches;
    const all: SetAside[] = [
      { matchId, memberId: 'a', at: AT, kind: 'later', until: new Date(AT.getTime() + DAY) },
      { matchId, memberId: 'a', at: AT, kind: 'passed-on', to: 'b' },
      { matchId, memberId: 'a', at: AT, kind: 'not-interested', reason: null },
      { matchId, memberId: 'a', at: AT, kind: 'not-interested', reason: 'have-it' },
    ];
    for (const aside of all) {
      await inTx((tx) => tx.setAsides.put(aside));
      expect(await inTx((tx) => tx.setAsides.find(matchId, 'a'))).toEqual(aside);
    }
    expect(await inTx((tx) => tx.setAsides.find(matchId, 'b'))).toBeNull();
    await inTx((tx) => tx.setAsides.drop(matchId, 'a'));
    expect(await inTx((tx) => tx.setAsides.find(matchId, 'a'))).toBeNull();
  });

  it('leaves the list of its expert alone, and comes back to it when its time is over', async () => {
    const { firm, matches } = await firmWithMatches(3);
    const [one = '', two = '', three = ''] = matches;
    const until = new Date(AT.getTime() + DAY);
    await inTx(async (tx) => {
      await tx.setAsides.put({ matchId: one, memberId: 'a', at: AT, kind: 'later', until });
      await tx.setAsides.put({ matchId: two, memberId: 'a', at: AT, kind: 'not-interested', reason: null });
      await tx.setAsides.put({ matchId: three, memberId: 'b', at: AT, kind: 'passed-on', to: 'a' });
    });
    const left = (member: string, at: Date) =>
      inTx(async (tx) => (await tx.reminders.toRate(firm.enterprise.id, member, at)).toRate);
    expect([await left('a', AT), await left('b', AT), await left('c', AT)]).toEqual([1, 2, 3]);
    expect(await left('a', until)).toBe(2);
    await inTx((tx) => tx.setAsides.forgetOf('a'));
    expect(await left('a', AT)).toBe(3);
  });

  it('is counted by reason where it was of no interest', async () => {
    const { firm, matches } = await firmWithMatches(3);
    for (const [at, reason] of (['cost', 'cost', null] as const).entries())
      await inTx((tx) =>
        tx.setAsides.put({
          ...{ matchId: matches[at] ?? '', memberId: 'a', at: AT },
          kind: 'not-interested',
          reason,
        }),
      );
    const found = await inTx((tx) => tx.setAsides.uninteresting(firm.enterprise.id));
    expect([found.times, [...found.byReason]]).toEqual([3, [['cost', 2]]]);
    expect((await inTx((tx) => tx.setAsides.uninteresting('nobody'))).times).toBe(0);
  });
});
