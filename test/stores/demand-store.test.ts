import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirmDemand, type Demand } from '../../src/domain/demand.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, anAdmin, anEnterprise, later, refusal } from '../support/builders.ts';
import { aDemand, FILLED } from '../support/cooperation.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const ALL = ['editing', 'draft', 'submitted', 'posted', 'closed', 'refused'] as const;
const LONG = `🔋“${'长'.repeat(9997)}”`;

onEveryDatabase('demands', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const another = (over: Partial<Demand> = {}) =>
    aDemand({ id: world.newId(), enterpriseId: world.newId(), ...over });
  const add = (demand: Demand, at = AT) => inTx((tx) => tx.demands.add(demand, at));

  it('come back as they were put in, from the empty form to the end', async () => {
    const begun = another();
    const written = { fields: FILLED, text: LONG, title: '固态电池中试', revision: 2 };
    const draft: Demand = { ...begun, ...written, state: 'draft' };
    const submitted: Demand = {
      ...draft,
      state: 'submitted',
      warned: true,
      submittedBy: 'a',
      submittedAt: later(1),
    };
    const posted: Demand = {
      ...submitted,
      state: 'posted',
      receipt: 'PT-1',
      postedAt: later(2),
      postedBy: 'b',
    };
    const closed: Demand = { ...posted, state: 'closed', closedBy: 'c', closedAt: later(3) };
    const refused: Demand = { ...submitted, state: 'refused', refusal: LONG };
    await add(begun);
    for (const each of [begun, draft, submitted, posted, closed, refused]) {
      await inTx((tx) => tx.demands.replace(each));
      expect(await inTx((tx) => tx.demands.find(each.id))).toEqual(each);
      expect(await inTx((tx) => tx.demands.lock(each.id))).toEqual(each);
    }
  });

  it('are unknown by a wrong id', async () => {
    expect(await inTx((tx) => tx.demands.find('gone'))).toBeNull();
    await expect(inTx((tx) => tx.demands.lock('gone'))).rejects.toThrow(refusal('demand_unknown'));
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
        const shown = { revision: 2, warned: false, expertNames: [] };
        const demand = await tx.demands.lock(draft.id);
        await tx.demands.replace(confirmDemand({ enterprise, admin }, demand, shown, tx.at));
      });
    const outcomes = await Promise.allSettled(['a', 'b'].map(confirmAs));
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(reasons).toEqual([refusal('already_confirmed')]);
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
    await add({ ...ended, state: 'closed' }, later(9));
    await add(another());
    const list = async (states: readonly Demand['state'][], page = {}) => {
      const demands = await inTx((tx) =>
        tx.demands.ofEnterprise(enterpriseId, states, { limit: 10, ...page }),
      );
      return demands.map(({ id }) => id);
    };
    expect(await list(ALL)).toEqual([ended.id, young.id, old.id]);
    expect(await list(['editing'])).toEqual([young.id, old.id]);
    expect(await list(ALL, { limit: 1, offset: 1 })).toEqual([young.id]);
    expect(await inTx((tx) => tx.demands.count(enterpriseId, ['editing']))).toBe(2);
    expect(await inTx((tx) => tx.demands.count(enterpriseId, []))).toBe(0);
  });

  it('keep nothing readable of what was filled in', async () => {
    const demand = another({ state: 'draft', fields: FILLED, text: '电话：13800000000' });
    await add(demand);
    const stored = JSON.stringify(await world.database.db('demands').where({ id: demand.id }));
    expect(stored).not.toMatch(/13800000000|联系/);
    expect(stored).toContain(demand.enterpriseId);
  });
});
