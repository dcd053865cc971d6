import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendDigest } from '../../src/actions/send-digest.ts';
import { planDigest, standardPlan, toldIn } from '../../src/domain/digest.ts';
import { digestFigures } from '../../src/reads/digest-summary.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { anExpertEvaluation, aRecord, aSubmittedEvaluation } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { bring, type Firm, found, openWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;

onEveryDatabase('digests', ({ freshUrl }) => {
  let world: World;
  let firm: Firm;
  let other: Firm;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    firm = await found(world, '甲', []);
    other = await found(world, '乙', []);
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const idOf = ({ enterprise }: Firm) => enterprise.id;

  it('count what happened from a moment on and before another, in their enterprise alone', async () => {
    const number = (at: number) => aRecord({ applicationNumber: `CN2099100001${at}0.0` });
    const [one, two] = [await bring(world, firm, number(11)), await bring(world, firm, number(12))];
    const foreign = await bring(world, other, number(13));
    const since = new Date(world.now().getTime() + HOUR);
    const until = new Date(since.getTime() + HOUR);
    await inTx(async (tx) => {
      for (const [match, pushedAt] of [
        [one, since],
        [two, until],
        [foreign, since],
      ] as const)
        await tx.matches.replace({ ...match, pushedAt });
      for (const [at, memberId] of ['expert-a', 'expert-b', 'expert-c'].entries()) {
        const ratedAt = at === 0 ? new Date(since.getTime() - 1) : since;
        const state = at === 2 ? 'accepted' : 'submitted';
        const answer = {
          id: tx.newId(),
          matchId: one.id,
          memberId,
          ratedAt,
          state,
          stars: 4,
          reasons: ['cost'],
        } as const;
        await tx.expertEvaluations.put(anExpertEvaluation(answer), memberId, ratedAt);
      }
      const own = aSubmittedEvaluation({ id: tx.newId(), matchId: foreign.id, submittedAt: since });
      await tx.enterpriseEvaluations.put(own);
    });
    const place = { enterpriseId: idOf(firm), since, until };
    expect(await inTx((tx) => digestFigures(tx, place))).toEqual({
      ...{ pushed: 1, found: 0, ratings: 2, rated: 1, submitted: 0 },
      ...{ intents: 0, answers: 0, open: 2, unrated: 1, toReview: 1 },
    });
    expect(await inTx((tx) => digestFigures(tx, { ...place, enterpriseId: idOf(other) }))).toMatchObject({
      pushed: 1,
      submitted: 1,
      ratings: 0,
    });
    const { experts, byStars, byReason } = await inTx((tx) => tx.digestFigures.stars(place));
    expect([experts, [...byStars], [...byReason]]).toEqual([2, [[4, 2]], [['cost', 2]]]);
    expect(await inTx((tx) => tx.digestFigures.newest(place, 5))).toEqual([one.patentId]);
    const next = { ...place, since: until, until: new Date(until.getTime() + HOUR) };
    expect(await inTx((tx) => tx.digestFigures.newest(next, 5))).toEqual([two.patentId]);
    expect(await inTx((tx) => tx.digestFigures.unrated({ ...next, since: next.until }, 5))).toEqual([
      two.patentId,
    ]);
  });

  it('are one for a chat and moment, whoever tries at the same time', async () => {
    const [chat] = await inTx((tx) => tx.chats.groupsOf(idOf(firm)));
    const until = new Date(world.now().getTime() + 48 * HOUR);
    const chatId = chat?.id ?? '';
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => inTx((tx) => sendDigest(tx, { chatId, until }))),
    );
    expect(sent.filter((each) => each !== 'sent-before')).toHaveLength(1);
    expect(await inTx((tx) => sendDigest(tx, { chatId, until }))).toBe('sent-before');
    const last = await inTx((tx) => tx.digests.lastOf({ readerId: chatId, enterpriseId: idOf(firm) }));
    expect(last).toEqual(until);
    expect(await inTx((tx) => tx.digests.lastOf({ readerId: chatId, enterpriseId: idOf(other) }))).toBeNull();
    const id = await inTx(async (tx) => {
      const digest = {
        id: tx.newId(),
        enterpriseId: idOf(firm),
        readerId: chatId,
        ...toldIn(until, last ?? until),
      };
      expect(await tx.digests.add(digest)).toBe(false);
      return digest.id;
    });
    await expect(inTx((tx) => tx.digests.get(id))).rejects.toMatchObject({ code: 'digest_gone' });
  });

  it('are forgotten when they ended before a moment', async () => {
    const until = new Date(world.now().getTime() + 24 * HOUR);
    const of = { enterpriseId: idOf(firm), readerId: 'a-reader' };
    await inTx((tx) => tx.digests.add({ id: tx.newId(), ...of, ...toldIn(null, until) }));
    await inTx((tx) => tx.digests.forgetBefore(until));
    expect(await inTx((tx) => tx.digests.lastOf(of))).toEqual(until);
    await inTx((tx) => tx.digests.forgetBefore(new Date(until.getTime() + 1)));
    expect(await inTx((tx) => tx.digests.lastOf(of))).toBeNull();
  });

  it('keep the plan of an enterprise, the last one', async () => {
    // A firm of its own: tests run in any order, and one that is off gets no digest.
    const planned = idOf(await found(world, '丙', []));
    const plan = standardPlan(planned);
    expect(await inTx((tx) => tx.digests.planOf(planned))).toEqual(plan);
    const at = new Date(world.now().getTime());
    const changed = planDigest(plan, { weekday: 3, minute: 600, whenQuiet: 'silence', off: false }, at);
    await inTx((tx) => tx.digests.keepPlan(changed));
    const off = { ...changed, off: true };
    await inTx((tx) => tx.digests.keepPlan(off));
    expect(await inTx((tx) => tx.digests.planOf(planned))).toEqual(off);
    expect([...(await inTx((tx) => tx.digests.plans())).keys()]).toEqual([planned]);
  });
});
