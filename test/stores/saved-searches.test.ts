import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Patent } from '../../src/domain/patent.ts';
import { NO_FILTER, type PatentQuery } from '../../src/domain/patent-query.ts';
import { searchEntryOf } from '../../src/matching/search-entry.ts';
import { newHits } from '../../src/reads/new-hits.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { aMatch, aPatent } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { openWorld, type World } from '../support/world.ts';

const OURS = { enterpriseId: 'enterprise-ours', memberId: 'member-ours' };
const THEIRS = { enterpriseId: 'enterprise-theirs', memberId: 'member-theirs' };
const BATTERIES: PatentQuery = { library: 'resource', words: '电池', filter: NO_FILTER, sort: 'registered' };
const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const DAYS = [1, 2, 3, 4, 5, 6, 7, 8];

onEveryDatabase('saved searches', ({ freshUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(await freshUrl());
  });
  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const saving = (id: string, query: PatentQuery, by = OURS) =>
    inTx(async (tx) => {
      await tx.searches.add(id, by, query, day(1));
      await tx.searches.save({ id, ...by, query, name: `检索 ${id}`, savedAt: day(1), lookedAt: day(1) });
    });
  let number = 0;
  const patent = (title: string, state: Patent['state'] = 'registered') => {
    number += 1;
    return aPatent({
      id: `patent-${number}`,
      applicationNumber: `CN2099100${String(number).padStart(5, '0')}.0`,
      title,
      abstract: '',
      state,
    });
  };
  const put = (each: Patent, at: Date) =>
    inTx((tx) => tx.search.put([searchEntryOf(each, tx.taxonomies)], at));
  const add = async (each: Patent, at: Date) => {
    await inTx((tx) => tx.patents.add(each, '', at));
    await put(each, at);
    return each.id;
  };
  const hits = (since: Date, until: Date, { memberId } = OURS) =>
    inTx(async (tx) =>
      (await newHits(tx, { memberId, since, until })).map(({ search, count, patents }) => [
        search.id,
        count,
        patents.map(({ id }) => id),
      ]),
    );

  it('are counted anew in periods that follow each other, each hit in one of them', async () => {
    await saving('batteries', BATTERIES);
    const found = [];
    for (const at of DAYS) found.push(await add(patent(`一种电池${at}`), day(at)));
    await add(patent('一种水泵'), day(3));
    const ofBatteries = async (since: Date, until: Date) =>
      (await hits(since, until)).find(([id]) => id === 'batteries');
    expect(await ofBatteries(day(3), day(5))).toEqual(['batteries', 2, [found[3], found[2]]]);
    expect(await ofBatteries(day(5), day(5))).toEqual(['batteries', 0, []]);
    const [, count, named] = (await ofBatteries(day(1), day(20))) ?? [];
    expect(count).toBe(DAYS.length);
    expect(named).toHaveLength(3);
    const parts = await Promise.all(DAYS.map((at) => ofBatteries(day(at), day(at + 1))));
    expect(parts.map((part) => part?.[1])).toEqual(DAYS.map(() => 1));
  });

  it('find a patent on the day of its registration, and not again when its record changes or it comes back', async () => {
    const late = patent('一种潮汐发电机', 'withdrawn');
    await saving('tides', { ...BATTERIES, words: '潮汐' });
    const ofTides = async (since: Date, until: Date) =>
      (await hits(since, until)).find(([id]) => id === 'tides')?.[1];
    await add(late, day(2));
    expect(await ofTides(day(1), day(9))).toBe(0);
    await put({ ...late, state: 'registered' }, day(4));
    await put({ ...late, state: 'expired' }, day(5));
    await put({ ...late, state: 'registered', abstract: '潮汐能' }, day(6));
    expect(await ofTides(day(4), day(5))).toBe(1);
    expect(await ofTides(day(5), day(9))).toBe(0);
    await add(patent('一种潮汐闸门'), new Date(0));
    expect(await ofTides(day(1), day(9))).toBe(1);
  });

  it('count in the libraries of an enterprise what was pushed or matched in the period, for this enterprise alone', async () => {
    const pumps = { ...BATTERIES, words: '泵阀' };
    await saving('pushed', { ...pumps, library: 'evaluation' });
    await saving('focus', { ...pumps, library: 'focus' });
    await saving('theirs', { ...pumps, library: 'evaluation' }, THEIRS);
    const [pushed, waiting, matched] = [
      await add(patent('一种泵阀甲'), day(1)),
      await add(patent('一种泵阀乙'), day(1)),
      await add(patent('一种泵阀丙'), day(1)),
    ];
    const match = (patentId: string, given: Parameters<typeof aMatch>[0], at: Date) =>
      inTx((tx) =>
        tx.matches.add(
          aMatch({ id: `m-${patentId}`, enterpriseId: OURS.enterpriseId, patentId, ...given }),
          at,
        ),
      );
    await match(pushed, { library: 'evaluation', state: 'open', pushedAt: day(6) }, day(2));
    await match(waiting, { library: 'evaluation', state: 'waiting', pushedAt: null }, day(2));
    await match(matched, { library: 'focus', state: 'waiting', pushedAt: null }, day(3));
    const named = async (since: Date, until: Date, whose: Parameters<typeof hits>[2]) =>
      (await hits(since, until, whose)).filter(([id]) => ['pushed', 'focus', 'theirs'].includes(String(id)));
    expect(await named(day(1), day(6), OURS)).toEqual([
      ['focus', 1, [matched]],
      ['pushed', 0, []],
    ]);
    expect(await named(day(6), day(7), OURS)).toEqual([
      ['focus', 0, []],
      ['pushed', 1, [pushed]],
    ]);
    expect(await named(day(1), day(9), THEIRS)).toEqual([['theirs', 0, []]]);
  });

  it('stay when old searches are forgotten, until they are let go of, and then for a while more', async () => {
    await inTx((tx) => tx.searches.add('passing', OURS, BATTERIES, day(1)));
    await saving('kept', BATTERIES);
    await inTx((tx) => tx.searches.forgetBefore(day(9)));
    expect(await inTx((tx) => tx.searches.find(OURS.enterpriseId, 'passing'))).toBeNull();
    expect(await inTx((tx) => tx.searches.find(OURS.enterpriseId, 'kept'))).toEqual(BATTERIES);
    await inTx((tx) => tx.searches.letGo({ id: 'kept', memberId: OURS.memberId }, day(10)));
    expect((await inTx((tx) => tx.searches.savedBy(OURS.memberId))).map(({ id }) => id)).not.toContain(
      'kept',
    );
    expect(await inTx((tx) => tx.searches.forgetBefore(day(9)))).toBe(0);
    expect(await inTx((tx) => tx.searches.forgetBefore(day(11)))).toBe(1);
  });

  it('are nobody else’s: another member neither changes nor lets go of one, and forgetting his leaves it', async () => {
    await saving('own', BATTERIES);
    const [own] = (await inTx((tx) => tx.searches.savedBy(OURS.memberId))).filter(({ id }) => id === 'own');
    if (!own) throw new Error('nothing was saved');
    expect(own).toMatchObject({ query: BATTERIES, savedAt: day(1), lookedAt: day(1) });
    const foreign = { ...own, memberId: 'member-other', name: '别人改的' };
    expect(await inTx((tx) => tx.searches.save(foreign))).toBe(false);
    await inTx((tx) => tx.searches.letGo(foreign, day(2)));
    await inTx((tx) => tx.searches.forgetOf('member-other'));
    await inTx((tx) => tx.searches.forgetIn(THEIRS.enterpriseId));
    expect(await inTx((tx) => tx.searches.savedBy(OURS.memberId))).toContainEqual(own);
    expect(await inTx((tx) => tx.searches.savedBy(THEIRS.memberId))).toEqual([]);
    await inTx((tx) => tx.searches.forgetOf(OURS.memberId));
    expect(await inTx((tx) => tx.searches.savedBy(OURS.memberId))).toEqual([]);
  });
});
