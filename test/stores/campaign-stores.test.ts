import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Match } from '../../src/domain/match.ts';
import type { Stars } from '../../src/domain/stars.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { anExpertEvaluation, aRecord, aSubmittedEvaluation } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { bring, type Firm, found, openWorld, type World } from '../support/world.ts';

onEveryDatabase('campaigns', ({ freshUrl }) => {
  let world: World;
  let firm: Firm;
  let other: Firm;
  const matches: Match[] = [];

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const at = (hours: number) => new Date(Date.UTC(2026, 10, 1, hours));

  const answer = (match: Match | undefined, memberId: string, stars: Stars, hours: number) =>
    inTx(async (tx) => {
      const ratedAt = at(hours);
      const given = { id: tx.newId(), matchId: match?.id ?? '', memberId, stars, ratedAt };
      const first = anExpertEvaluation({ ...given, state: 'submitted' });
      await tx.expertEvaluations.put(first, memberId, ratedAt);
      return first;
    });

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    firm = await found(world, '甲', []);
    other = await found(world, '乙', []);
    for (const nth of [1, 2, 3, 4]) {
      const record = {
        applicationNumber: `CN20991000020${nth}.0`,
        sei: nth === 3 ? ['1.2', '2'] : ['1.1.1'],
      };
      const match = await bring(world, nth === 4 ? other : firm, aRecord(record));
      matches.push({ ...match, pushedAt: at(0) });
      await inTx((tx) => tx.matches.replace({ ...match, pushedAt: at(0) }));
    }
    const [one, two, three, foreign] = matches;
    const changed = await answer(one, 'expert-a', 2, 5);
    const later = { ...changed, stars: 4 as Stars, state: 'accepted' as const, version: 2, ratedAt: at(50) };
    await inTx((tx) => tx.expertEvaluations.put(later, 'expert-a', at(50)));
    await answer(one, 'expert-b', 5, 9);
    await answer(three, 'expert-a', 3, 7);
    await answer(foreign, 'expert-c', 1, 1);
    for (const [match, stars] of [
      [one, 5],
      [two, 4],
      [foreign, 5],
    ] as const)
      await inTx((tx) => {
        const own = { id: tx.newId(), matchId: match?.id ?? '', stars, submittedAt: at(60) };
        return tx.enterpriseEvaluations.put(aSubmittedEvaluation(own));
      });
  });

  afterAll(() => world.close());

  it('count how far each enterprise has come, one by one and all at once', async () => {
    const mine = { pushed: 3, rated: 2, evaluated: 2, toReview: 2 };
    expect(await inTx((tx) => tx.campaigns.progressOf(firm.enterprise.id))).toEqual(mine);
    const all = await inTx((tx) => tx.campaigns.progress());
    expect(all.get(firm.enterprise.id)).toEqual(mine);
    expect(all.get(other.enterprise.id)).toEqual({ pushed: 1, rated: 1, evaluated: 1, toReview: 1 });
    expect(await inTx((tx) => tx.campaigns.progressOf('nobody'))).toMatchObject({ pushed: 0 });
  });

  it('keep a goal for each enterprise, the last one', async () => {
    const { id } = firm.enterprise;
    expect(await inTx((tx) => tx.campaigns.goalOf(id))).toBe('evaluated');
    await inTx((tx) => tx.campaigns.keepGoal(id, 'rated'));
    await inTx((tx) => tx.campaigns.keepGoal(id, 'evaluated'));
    await inTx((tx) => tx.campaigns.keepGoal(id, 'rated'));
    expect(await inTx((tx) => tx.campaigns.goalOf(id))).toBe('rated');
    expect([...(await inTx((tx) => tx.campaigns.goals()))]).toEqual([[id, 'rated']]);
  });

  it('know when each expert answered first, whatever he changed since', async () => {
    const answers = await inTx((tx) => tx.campaignFigures.firstAnswers(firm.enterprise.id));
    expect(answers.map(({ memberId, ratedAt }) => [memberId, ratedAt])).toEqual([
      ['expert-b', at(9)],
      ['expert-a', at(7)],
      ['expert-a', at(5)],
    ]);
    expect(answers[0]).toMatchObject({ matchId: matches[0]?.id, pushedAt: at(0) });
    expect(await inTx((tx) => tx.campaignFigures.submittedAt(firm.enterprise.id))).toEqual([at(60), at(60)]);
  });

  it('tell the stars of each industry on its first level', async () => {
    expect(await inTx((tx) => tx.campaignFigures.starsByField(firm.enterprise.id))).toEqual([
      { field: '1', ratings: 3, stars: 12 },
      { field: '2', ratings: 1, stars: 3 },
    ]);
  });

  it('tell which strong patents were written about to their universities', async () => {
    const figures = () => inTx((tx) => tx.campaignFigures.intents(firm.enterprise.id, 4));
    expect(await figures()).toEqual({ strong: 2, wished: 0 });
    expect(await inTx((tx) => tx.campaignFigures.intents(firm.enterprise.id, 5))).toMatchObject({
      strong: 1,
    });
  });

  it('name the matches whose cards tell the deadline', async () => {
    const [one, two, three] = matches;
    await inTx((tx) => tx.matches.replace({ ...(two as Match), state: 'closed' }));
    const open = await inTx((tx) => tx.campaigns.openMatches(firm.enterprise.id));
    await inTx((tx) => tx.matches.replace({ ...(two as Match), state: 'open' }));
    expect(open.sort()).toEqual([one?.id, three?.id].sort());
  });
});
