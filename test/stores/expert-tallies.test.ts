import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExpertEvaluation } from '../../src/domain/expert-evaluation.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aMatch, anExpertEvaluation } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('how much experts have answered', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const addMatch = async (over: Partial<Match>): Promise<Match> => {
    const match = aMatch({ id: world.newId(), patentId: world.newId(), ...over });
    await inTx((tx) => tx.matches.add(match, AT));
    return match;
  };
  const answer = (match: Match, memberId: string, state: ExpertEvaluation['state'] = 'submitted') => {
    const given = anExpertEvaluation({ id: world.newId(), matchId: match.id, memberId, state });
    return inTx((tx) => tx.expertEvaluations.put(given, memberId, AT));
  };

  it('is counted for each of an enterprise, in all and of what may still be rated', async () => {
    const [enterpriseId, other] = [world.newId(), world.newId()];
    const [first, second] = [world.newId(), world.newId()];
    const open = await addMatch({ enterpriseId });
    const another = await addMatch({ enterpriseId });
    const closed = await addMatch({ enterpriseId, state: 'closed' });
    await addMatch({ enterpriseId, library: 'focus' });
    const foreign = await addMatch({ enterpriseId: other });
    await answer(open, first);
    await answer(another, first, 'returned');
    await answer(closed, first);
    await answer(open, second);
    await answer(foreign, world.newId());

    expect(await inTx((tx) => tx.expertEvaluations.talliesOf(enterpriseId))).toEqual(
      new Map([
        [first, { given: 3, ofRatable: 1 }],
        [second, { given: 1, ofRatable: 1 }],
      ]),
    );
    expect(await inTx((tx) => tx.matches.countRatable(enterpriseId))).toBe(2);
  });

  it('is nothing where nobody was asked', async () => {
    expect(await inTx((tx) => tx.expertEvaluations.talliesOf('nobody'))).toEqual(new Map());
    expect(await inTx((tx) => tx.matches.countRatable('nobody'))).toBe(0);
  });

  it('is known patent by patent, without what an admin has sent back or turned down', async () => {
    const enterpriseId = world.newId();
    const reasons = [{ kind: 'ipc', wanted: 'H01M', found: 'H01M4/38' }] as const;
    const liked = await addMatch({ enterpriseId, reasons });
    const other = await addMatch({ enterpriseId });
    await answer(liked, world.newId());
    await answer(liked, world.newId(), 'accepted');
    await answer(liked, world.newId(), 'rejected');
    await answer(other, world.newId(), 'returned');
    const rated = await inTx((tx) => tx.evaluationList.ratedOf(enterpriseId, 10));
    expect(rated).toEqual([{ patentId: liked.patentId, stars: [4, 4], reasons }]);
    expect(await inTx((tx) => tx.evaluationList.ratedOf(enterpriseId, 1))).toMatchObject([{ stars: [4] }]);
  });
});
