import { afterAll, beforeAll, expect, it } from 'vitest';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { ratePatent } from '../../src/actions/rate-patent.ts';
import { submitEvaluation } from '../../src/actions/submit-evaluation.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Member } from '../../src/domain/member.ts';
import { AppError } from '../../src/errors.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aMatch, anEnterpriseEvaluation, aRecord, later, refusal } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Firm, found, openWorld, type World } from '../support/world.ts';

onEveryDatabase('matches', ({ freshUrl }) => {
  let world: World;
  let firm: Firm;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    firm = await found(world, '甲', [
      { userId: 'admin', name: '管理员', roles: ['admin'] },
      { userId: 'expert', name: '专家一', roles: ['expert'] },
    ]);
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const another = (over: Partial<Match> = {}): Match =>
    aMatch({ id: world.newId(), enterpriseId: world.newId(), patentId: world.newId(), ...over });
  const member = (userId: string): Member => {
    const known = firm.people[userId];
    if (!known) throw new Error(`nobody is ${userId}`);
    return known;
  };

  it('come back as they were put in', async () => {
    const match = another({ pushedAt: later(1), closedAt: later(2), state: 'closed' });
    await inTx((tx) => tx.matches.add(match, AT));
    expect(await inTx((tx) => tx.matches.get(match.id))).toEqual(match);
    expect(await inTx((tx) => tx.matches.find(match.enterpriseId, match.patentId))).toEqual(match);
    expect(await inTx((tx) => tx.matches.ofPatents([match.patentId]))).toEqual([match]);
  });

  it('are refused by name when they are gone', async () => {
    await expect(inTx((tx) => tx.matches.get('gone'))).rejects.toThrow(refusal('match_gone'));
    await expect(inTx((tx) => tx.matches.lock('gone'))).rejects.toThrow(refusal('match_gone'));
  });

  it('are added once for an enterprise and a patent, however many find them at once', async () => {
    const match = another();
    const add = () => inTx((tx) => tx.matches.add({ ...match, id: world.newId() }, AT));
    expect((await Promise.all(Array.from({ length: 8 }, add))).filter(Boolean)).toHaveLength(1);
  });

  it('are pushed from the evaluation library first, then by score, the first found first', async () => {
    const enterpriseId = world.newId();
    const add = (over: Partial<Match>) => {
      const match = another({ enterpriseId, state: 'waiting', pushedAt: null, ...over });
      return inTx((tx) => tx.matches.add(match, AT)).then(() => match.id);
    };
    const seen = await add({ library: 'focus', score: 99 });
    const low = await add({ score: 1 });
    const high = await add({ score: 50 });
    const next = await add({ score: 50 });
    await add({ state: 'open', score: 100 });
    const order = await inTx((tx) => tx.matches.nextToPush(enterpriseId, 10));
    expect(order.map(({ id }) => id)).toEqual([high, next, low, seen]);
    expect(await inTx((tx) => tx.matches.nextToPush(enterpriseId, 1))).toMatchObject([{ id: high }]);
  });

  it('keep everybody else waiting while one holds their lock', async () => {
    const match = another();
    await inTx((tx) => tx.matches.add(match, AT));
    const events: string[] = [];
    let second: Promise<unknown> = Promise.resolve();
    await inTx(async (tx) => {
      await tx.matches.lock(match.id);
      second = inTx(async (late) => {
        await late.matches.lock(match.id);
        events.push('second has the lock');
      });
      // Time enough for the second to get the lock, if there were none.
      for (let count = 0; count < 20; count += 1) await tx.matches.get(match.id);
      events.push('first is done');
    });
    await second;
    expect(events).toEqual(['first is done', 'second has the lock']);
  });

  it('never let a late rating pass the submission', async () => {
    for (let round = 0; round < 10; round += 1) {
      const match = another({ enterpriseId: firm.enterprise.id });
      const draft = anEnterpriseEvaluation({ id: world.newId(), matchId: match.id });
      await inTx((tx) => tx.matches.add(match, AT));
      await inTx((tx) => tx.enterpriseEvaluations.put(draft));
      const rating = { matchId: match.id, member: member('expert'), rating: { stars: 5 } } as const;
      const submission = { matchId: match.id, member: member('admin'), revision: 1 };
      const [rated] = await Promise.all([
        inTx((tx) => ratePatent(tx, rating)).then(
          () => 'rated',
          (error: unknown) => (error instanceof AppError ? error.code : error),
        ),
        inTx((tx) => submitEvaluation(tx, submission)),
      ]);
      const answers = await inTx((tx) => tx.expertEvaluations.ofMatch(match.id));
      expect([rated, answers.length]).toEqual(answers.length === 1 ? ['rated', 1] : ['evaluation_closed', 0]);
      expect(await inTx((tx) => tx.matches.get(match.id))).toMatchObject({ state: 'closed' });
    }
  });

  it('are submitted once when an admin confirms twice at the same moment', async () => {
    const match = another({ enterpriseId: firm.enterprise.id });
    const draft = anEnterpriseEvaluation({ id: world.newId(), matchId: match.id });
    await inTx((tx) => tx.matches.add(match, AT));
    await inTx((tx) => tx.enterpriseEvaluations.put(draft));
    const submit = () =>
      inTx((tx) => submitEvaluation(tx, { matchId: match.id, member: member('admin'), revision: 1 }));
    const outcomes = await Promise.allSettled([submit(), submit(), submit()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const trail = await inTx((tx) => tx.audit.ofEnterprise(firm.enterprise.id));
    expect(trail.filter(({ subject }) => subject === draft.id)).toHaveLength(1);
  });

  it('keep the daily limit together when several processes push at once', async () => {
    const small = await found(world, '小', []);
    await inTx((tx) => tx.enterprises.replace({ ...small.enterprise, dailyPushLimit: 3 }));
    const records = Array.from({ length: 6 }, () => aRecord({ applicationNumber: `CN-${world.newId()}` }));
    await inTx((tx) => takeInPatents(tx, records, { enterprise: small.enterprise, reason: '' }));
    const push = () =>
      inTx((tx) => pushPatents(tx, { enterpriseId: small.enterprise.id, timeZone: 'Asia/Shanghai' }));
    const pushed = await Promise.all([push(), push(), push()]);
    expect(pushed.reduce((sum, each) => sum + each.pushed, 0)).toBe(3);
    const chatCards = await inTx((tx) => tx.cards.countSince(small.group.id, 'patent', AT));
    expect(chatCards).toBe(3);
  });
});
