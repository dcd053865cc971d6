import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExpertEvaluation } from '../../src/domain/expert-evaluation.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import {
  AT,
  anEnterpriseEvaluation,
  anExpertEvaluation,
  aSubmittedEvaluation,
  later,
} from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const LONG = `🔋“${'长'.repeat(997)}”`;

onEveryDatabase('expert evaluations', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const another = (over: Partial<ExpertEvaluation> = {}) =>
    anExpertEvaluation({ id: world.newId(), matchId: world.newId(), memberId: world.newId(), ...over });
  const put = (answer: ExpertEvaluation, by = answer.memberId) =>
    inTx((tx) => tx.expertEvaluations.put(answer, by, AT));

  it('come back as they were put in, with emoji and the longest opinion', async () => {
    const answer = another({
      opinion: LONG,
      reasons: [
        'too-early',
        'no-advantage',
        'no-route',
        'unclear',
        'not-our-field',
        'have-it',
        'cost',
        'other',
      ],
      reason: LONG,
      reviewedBy: 'admin',
      reviewedAt: later(7),
      ratedAt: later(3),
    });
    await put(answer);
    expect(await inTx((tx) => tx.expertEvaluations.find(answer.id))).toEqual(answer);
    expect(await inTx((tx) => tx.expertEvaluations.findOf(answer.matchId, answer.memberId))).toEqual(answer);
    expect(await inTx((tx) => tx.expertEvaluations.findOf(answer.matchId, 'nobody'))).toBeNull();
  });

  it('keep every version with who made it', async () => {
    const first = another({ stars: 2 });
    await put(first);
    await put({ ...first, state: 'returned', reason: '请补充', version: 2 }, 'admin');
    await put({ ...first, stars: 4, version: 3 });
    expect(await inTx((tx) => tx.expertEvaluations.ofMatch(first.matchId))).toMatchObject([
      { stars: 4, version: 3 },
    ]);
    const history = await world.database
      .db('expert_evaluation_history')
      .where({ evaluation_id: first.id })
      .orderBy('version');
    expect(history).toMatchObject([
      { version: 1, stars: 2, state: 'submitted', by_member: first.memberId },
      { version: 2, stars: 2, state: 'returned', reason: '请补充', by_member: 'admin' },
      { version: 3, stars: 4, state: 'submitted', by_member: first.memberId },
    ]);
  });

  it('never write one version over another', async () => {
    const answer = another();
    await put(answer);
    await expect(put({ ...answer, stars: 1 })).rejects.toThrow();
    expect(await inTx((tx) => tx.expertEvaluations.find(answer.id))).toEqual(answer);
  });

  it('are one for a match and an expert, however many are put at once', async () => {
    const answer = another();
    const puts = Array.from({ length: 6 }, () => put({ ...answer, id: world.newId() }));
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await inTx((tx) => tx.expertEvaluations.ofMatch(answer.matchId))).toHaveLength(1);
  });

  it('are listed in the order in which they were first given', async () => {
    const matchId = world.newId();
    const [first, second] = [another({ matchId }), another({ matchId })];
    await put(first);
    await put(second);
    await put({ ...first, stars: 5, version: 2, ratedAt: later(9) });
    const listed = await inTx((tx) => tx.expertEvaluations.ofMatch(matchId));
    expect(listed.map(({ id }) => id)).toEqual([first.id, second.id]);
  });
});

onEveryDatabase('enterprise evaluations', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);

  it('come back as they were put in, from the draft to the receipt, also when nothing changed', async () => {
    const draft = anEnterpriseEvaluation({ id: world.newId(), matchId: world.newId(), opinion: LONG });
    const submitted = aSubmittedEvaluation({
      ...draft,
      state: 'submitted',
      submittedBy: 'a',
      submittedAt: later(1),
    });
    const posted = {
      ...submitted,
      state: 'posted' as const,
      receipt: 'PT-1',
      postedAt: later(2),
      postedBy: 'b',
    };
    const refused = { ...submitted, state: 'refused' as const, refusal: LONG };
    for (const each of [draft, draft, submitted, refused, posted]) {
      await inTx((tx) => tx.enterpriseEvaluations.put(each));
      expect(await inTx((tx) => tx.enterpriseEvaluations.find(each.id))).toEqual(each);
      expect(await inTx((tx) => tx.enterpriseEvaluations.findOfMatch(each.matchId))).toEqual(each);
    }
  });

  it('are one for a match', async () => {
    const first = anEnterpriseEvaluation({ id: world.newId(), matchId: world.newId() });
    await inTx((tx) => tx.enterpriseEvaluations.put(first));
    await expect(
      inTx((tx) => tx.enterpriseEvaluations.put({ ...first, id: world.newId() })),
    ).rejects.toThrow();
    expect(await inTx((tx) => tx.enterpriseEvaluations.findOfMatch(first.matchId))).toEqual(first);
  });
});

onEveryDatabase('the audit trail', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  it('lists the entries of one enterprise in the order of time, and of ids within a moment', async () => {
    const [ours, theirs] = [world.newId(), world.newId()];
    const entry = (enterpriseId: string, at: Date, detail = {}) => ({
      id: world.newId(),
      at,
      enterpriseId,
      actor: 'operator',
      act: 'submit-evaluation',
      subject: 'evaluation-1',
      detail,
    });
    const [late, early] = [entry(ours, later(1), { opinion: LONG, stars: 4 }), entry(ours, AT)];
    const twin = entry(ours, AT);
    const written = [late, early, twin, entry(theirs, AT)];
    await world.inTransaction(async (tx) => {
      for (const each of written) tx.audit.add(each);
    });
    expect(await world.inTransaction((tx) => tx.audit.ofEnterprise(ours))).toEqual([early, twin, late]);
  });
});
