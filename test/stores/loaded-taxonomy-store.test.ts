import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoadedCode } from '../../src/domain/taxonomy.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const SEI: readonly LoadedCode[] = [
  { code: '5.10', name: '后来的', parent: null },
  { code: '5.1', name: '先写的', parent: null },
];
/** More than one statement takes. */
const REGIONS = Array.from({ length: 1201 }, (_, at) => ({
  code: String(320_000 + at),
  name: `地区${at}`,
  parent: at === 7 ? '320000' : null,
}));

onEveryDatabase('loaded tables', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });
  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);

  it('come back in the order of their files, one in the place of the one before, and go one by one', async () => {
    const at = await inTx(async (tx) => {
      await tx.loadedTaxonomies.put({ kind: 'region', codes: REGIONS }, tx.at);
      await tx.loadedTaxonomies.put(
        { kind: 'sei', codes: [{ code: '9', name: '旧的', parent: null }] },
        tx.at,
      );
      await tx.loadedTaxonomies.put({ kind: 'sei', codes: SEI }, tx.at);
      return tx.at;
    });
    expect(await inTx((tx) => tx.loadedTaxonomies.all())).toEqual([
      { kind: 'region', codes: REGIONS },
      { kind: 'sei', codes: SEI },
    ]);
    expect(await inTx((tx) => tx.loadedTaxonomies.summaries())).toEqual([
      { kind: 'region', codes: 1201, loadedAt: at },
      { kind: 'sei', codes: 2, loadedAt: at },
    ]);
    expect(await inTx((tx) => tx.loadedTaxonomies.remove('region'))).toBe(true);
    expect(await inTx((tx) => tx.loadedTaxonomies.remove('region'))).toBe(false);
    expect(await inTx((tx) => tx.loadedTaxonomies.all())).toEqual([{ kind: 'sei', codes: SEI }]);
  });
});
