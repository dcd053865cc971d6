import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirmIntent, type Intent, withdrawIntent } from '../../src/domain/intent.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, anAdmin, anEnterprise, aPatent, later, refusal } from '../support/builders.ts';
import { anIntent, aSubmittedIntent, FILLED } from '../support/cooperation.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const ALL = ['editing', 'draft', 'submitted', 'posted', 'answered', 'withdrawn', 'refused'] as const;
const LONG = `🔋“${'长'.repeat(9997)}”`;

onEveryDatabase('intents', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const another = (over: Partial<Intent> = {}) =>
    anIntent({ id: world.newId(), enterpriseId: world.newId(), patentId: world.newId(), ...over });
  const add = (intent: Intent, at = AT) => inTx((tx) => tx.intents.add(intent, at));
  const find = (id: string) => inTx((tx) => tx.intents.find(id));

  it('come back as they were put in, from the empty form to the answer', async () => {
    const begun = another({ matchId: null, origin: 'resource' });
    const { id, enterpriseId, patentId } = begun;
    const submitted = aSubmittedIntent({ ...begun, state: 'submitted', fields: FILLED, text: LONG });
    const posted = {
      ...submitted,
      state: 'posted' as const,
      receipt: 'PT-1',
      postedAt: later(2),
      postedBy: 'b',
    };
    const answer = { state: 'interested', text: LONG, answeredAt: later(3) };
    const answered = { ...posted, state: 'answered' as const, answer };
    expect(await add(begun)).toBe(true);
    expect(await find(id)).toEqual(begun);
    for (const each of [submitted, posted, answered]) {
      await inTx((tx) => tx.intents.replace(each));
      expect(await find(id)).toEqual(each);
      expect(await inTx((tx) => tx.intents.lock(id))).toEqual(each);
      expect(await inTx((tx) => tx.intents.findLiving(enterpriseId, patentId))).toEqual(each);
      expect(await inTx((tx) => tx.intents.ofPatent(patentId))).toEqual([each]);
    }
  });

  it('are unknown by a wrong id', async () => {
    expect(await find('gone')).toBeNull();
    await expect(inTx((tx) => tx.intents.lock('gone'))).rejects.toThrow(refusal('intent_unknown'));
  });

  it('are one for an enterprise and a patent, however many admins begin at once', async () => {
    const intent = another();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => add({ ...intent, id: world.newId() })),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await add({ ...intent, id: world.newId(), enterpriseId: world.newId() })).toBe(true);
  });

  it.each(['withdrawn', 'refused'] as const)('give their place free once they are %s', async (state) => {
    const first = another();
    const second = { ...first, id: world.newId() };
    await add(first);
    expect(await add(second)).toBe(false);
    await inTx((tx) => tx.intents.replace({ ...first, state }));
    expect(await inTx((tx) => tx.intents.findLiving(first.enterpriseId, first.patentId))).toBeNull();
    expect(await add(second)).toBe(true);
    expect(await inTx((tx) => tx.intents.findLiving(first.enterpriseId, first.patentId))).toEqual(second);
    expect((await inTx((tx) => tx.intents.ofPatent(first.patentId))).map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
  });

  it('are confirmed by one of two admins who confirm at once', async () => {
    const enterprise = anEnterprise({ id: world.newId() });
    const draft = another({
      enterpriseId: enterprise.id,
      state: 'draft',
      revision: 2,
      fields: FILLED,
      text: 'a',
    });
    await add(draft);
    const confirmAs = (id: string) =>
      inTx(async (tx) => {
        const admin = anAdmin({ id, enterpriseId: enterprise.id });
        const intent = await tx.intents.lock(draft.id);
        const shown = { revision: 2, expertNames: [] };
        await tx.intents.replace(confirmIntent({ enterprise, admin }, intent, aPatent(), shown, tx.at));
      });
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(confirmAs));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(reasons).toEqual([refusal('already_confirmed'), refusal('already_confirmed')]);
  });

  it('are either withdrawn or confirmed first, never both at once', async () => {
    const enterprise = anEnterprise({ id: world.newId() });
    const admin = anAdmin({ enterpriseId: enterprise.id });
    const draft = another({
      enterpriseId: enterprise.id,
      state: 'draft',
      revision: 2,
      fields: FILLED,
      text: 'a',
    });
    await add(draft);
    const change = (to: (intent: Intent) => Intent) =>
      inTx(async (tx) => tx.intents.replace(to(await tx.intents.lock(draft.id))));
    const shown = { revision: 2, expertNames: [] };
    const [confirmed] = await Promise.allSettled([
      change((intent) => confirmIntent({ enterprise, admin }, intent, aPatent(), shown, AT)),
      change((intent) => withdrawIntent({ enterprise, admin }, intent, AT)),
    ]);
    const left = await find(draft.id);
    expect(left?.state).toBe('withdrawn');
    expect(left?.submittedAt === null).toBe(confirmed.status === 'rejected');
  });

  it('are listed and counted by enterprise and state, those begun last first', async () => {
    const enterpriseId = world.newId();
    const [old, young, ended] = [
      another({ enterpriseId }),
      another({ enterpriseId }),
      another({ enterpriseId }),
    ];
    await add(young, later(5));
    await add(old, AT);
    await add({ ...ended, state: 'withdrawn' }, later(9));
    await add(another());
    const list = (states: readonly Intent['state'][], page = {}) =>
      inTx((tx) => tx.intents.ofEnterprise(enterpriseId, states, { limit: 10, ...page }));
    const ids = (intents: readonly Intent[]) => intents.map(({ id }) => id);
    expect(ids(await list(ALL))).toEqual([ended.id, young.id, old.id]);
    expect(ids(await list(['editing']))).toEqual([young.id, old.id]);
    expect(ids(await list(ALL, { limit: 1, offset: 1 }))).toEqual([young.id]);
    expect(await inTx((tx) => tx.intents.count(enterpriseId, ['editing']))).toBe(2);
    expect(await inTx((tx) => tx.intents.count(enterpriseId, []))).toBe(0);
  });

  it('keep nothing readable of what was filled in or answered', async () => {
    const answer = { state: 'interested', text: '请致电 13900000000', answeredAt: AT };
    const intent = aSubmittedIntent({ ...another(), fields: FILLED, text: '电话：13800000000', answer });
    await add(intent);
    const stored = JSON.stringify(await world.database.db('intents').where({ id: intent.id }));
    expect(stored).not.toMatch(/13[89]00000000|联系|致电/);
    expect(stored).toContain(intent.enterpriseId);
  });
});
