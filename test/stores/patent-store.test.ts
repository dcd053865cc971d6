import { afterAll, beforeAll, expect, it } from 'vitest';
import { comparePatents, takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aPatent, aRecord, refusal } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

onEveryDatabase('patents', ({ freshUrl }) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });

  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  /** A record of a number nobody else uses. */
  const another = (over: Partial<PatentRecord> = {}) =>
    aRecord({ applicationNumber: `CN-${world.newId()}`, ...over });

  it('come back as they were put in, with emoji and the longest abstract', async () => {
    const record = another({ title: '电池🔋“电解质”', abstract: '长'.repeat(20_000), applicationDate: null });
    const patent = aPatent({ ...record, id: world.newId() });
    expect(await inTx((tx) => tx.patents.add(patent, 'print', AT))).toBe(true);
    expect(await inTx((tx) => tx.patents.get(patent.id))).toEqual(patent);
    const found = await inTx((tx) => tx.patents.findByNumbers([record.applicationNumber, 'unknown']));
    expect([...found.values()]).toEqual([{ patent, fingerprint: 'print' }]);
  });

  it('are refused by name when nobody knows them', async () => {
    await expect(inTx((tx) => tx.patents.get('unknown'))).rejects.toThrow(refusal('patent_unknown'));
    expect(await inTx((tx) => tx.patents.findByNumber('unknown'))).toBeNull();
  });

  it('are added once under a number, however many bring it at once', async () => {
    const record = another();
    const add = () => inTx((tx) => tx.patents.add({ ...record, id: world.newId() }, 'print', AT));
    const added = await Promise.all(Array.from({ length: 8 }, add));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  it('are found in lists longer than one statement can hold', async () => {
    const records = Array.from({ length: 1100 }, (_, index) => another({ title: `专利 ${index}` }));
    await inTx(async (tx) => {
      for (const record of records) await tx.patents.add({ ...record, id: world.newId() }, 'print', AT);
    });
    const numbers = records.map(({ applicationNumber }) => applicationNumber);
    expect((await inTx((tx) => tx.patents.findByNumbers(numbers))).size).toBe(1100);
  });

  it('are paged in the order of their ids without gap or repetition', async () => {
    const after = world.newId();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const id = world.newId();
      ids.push(id);
      await inTx((tx) => tx.patents.add({ ...another(), id }, 'print', AT));
    }
    const first = await inTx((tx) => tx.patents.pageAfter(after, 3));
    const second = await inTx((tx) => tx.patents.pageAfter(first.at(-1)?.id ?? '', 3));
    expect([...first, ...second].map(({ id }) => id).slice(0, 5)).toEqual(ids);
  });

  it('taken in again are unchanged until their record says something new', async () => {
    const record = another();
    const takeIn = (each: PatentRecord) => inTx((tx) => takeInPatents(tx, [each], null));
    expect(await takeIn(record)).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await takeIn({ ...record })).toEqual({ added: 0, changed: 0, unchanged: 1 });
    expect(await takeIn({ ...record, maturity: '量产' })).toEqual({ added: 0, changed: 1, unchanged: 0 });
    const stored = await inTx((tx) => tx.patents.findByNumber(record.applicationNumber));
    expect(stored).toMatchObject({ maturity: '量产' });
  });

  it('that an enterprise sends itself complete what is known, and change nothing of it', async () => {
    const record = another({ maturity: '', inventors: [], publicationDate: null });
    await inTx((tx) => takeInPatents(tx, [record], null));
    const said: PatentRecord = {
      ...record,
      ...{ title: '别人的标题', state: 'withdrawn', cooperationModes: ['质押'], sample: false },
      ...{ maturity: '中试', inventors: ['发明人甲'], publicationDate: '2021-09-07' },
    };
    const counts = { added: 0, changed: 1, unchanged: 0 };
    expect(await inTx((tx) => comparePatents(tx, [said]))).toEqual(counts);
    expect(await inTx((tx) => takeInPatents(tx, [said], null, 'enterprise'))).toEqual(counts);
    const stored = await inTx((tx) => tx.patents.findByNumber(record.applicationNumber));
    const completed = { maturity: '中试', inventors: ['发明人甲'], publicationDate: '2021-09-07' };
    expect(stored).toEqual({ ...record, ...completed, id: stored?.id });
    expect(await inTx((tx) => takeInPatents(tx, [said], null, 'enterprise'))).toMatchObject({ unchanged: 1 });
  });

  it('that lose the race for a new number are taken in all the same', async () => {
    const record = another();
    let second: Promise<unknown> = Promise.resolve();
    await inTx(async (tx) => {
      await takeInPatents(tx, [record], null);
      second = inTx((late) => takeInPatents(late, [{ ...record, maturity: '量产' }], null));
      // Time enough for the second to look for the number, which is not there for it yet, and to try to add it.
      for (let count = 0; count < 20; count += 1) await tx.patents.findByNumber(record.applicationNumber);
    });
    expect(await second).toEqual({ added: 0, changed: 1, unchanged: 0 });
    const stored = await inTx((tx) => tx.patents.findByNumber(record.applicationNumber));
    expect(stored).toMatchObject({ maturity: '量产' });
  });

  it('named twice in a batch count by the last word', async () => {
    const record = another();
    const batch = [record, { ...record, maturity: '量产' }];
    expect(await inTx((tx) => takeInPatents(tx, batch, null))).toEqual({
      added: 1,
      changed: 0,
      unchanged: 0,
    });
    const stored = await inTx((tx) => tx.patents.findByNumber(record.applicationNumber));
    expect(stored).toMatchObject({ maturity: '量产' });
  });
});
