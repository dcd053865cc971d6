import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, later } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('what admins say of themselves', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const profileOf = (memberId: string) => ({
    memberId,
    department: '研发中心🔋',
    position: '经理',
    mobile: '19912345678',
    mail: 'someone@example.com',
  });

  it('comes back as it was last said', async () => {
    const profile = profileOf(world.newId());
    await inTx((tx) => tx.adminProfiles.put(profile, AT));
    await inTx((tx) => tx.adminProfiles.put({ ...profile, mobile: '' }, later(1)));
    expect(await inTx((tx) => tx.adminProfiles.find(profile.memberId))).toEqual({ ...profile, mobile: '' });
    expect(await inTx((tx) => tx.adminProfiles.find('nobody'))).toBeNull();
  });

  it('is known to be there without a seal, until it is erased', async () => {
    const { memberId, ...said } = profileOf(world.newId());
    const known = () => inTx((tx) => tx.adminProfiles.isKnown(memberId));
    expect(await known()).toBe(false);
    await inTx((tx) => tx.adminProfiles.put({ memberId, ...said }, AT));
    expect(await known()).toBe(true);
    await inTx((tx) => tx.adminProfiles.erase(memberId));
    expect(await known()).toBe(false);
  });

  it('holds no contact in clear', async () => {
    const profile = profileOf(world.newId());
    await inTx((tx) => tx.adminProfiles.put(profile, AT));
    const row = await world.database.db('admin_profiles').where({ member_id: profile.memberId }).first();
    const stored = JSON.stringify(row);
    expect([profile.mobile, profile.mail, 'someone'].filter((secret) => stored.includes(secret))).toEqual([]);
  });
});
