import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { endService, resumeService } from '../../src/actions/close-enterprise.ts';
import { pushPatents } from '../../src/actions/push-patents.ts';
import { rematchPage } from '../../src/actions/rematch-enterprise.ts';
import { setFocus } from '../../src/actions/set-focus.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { type Focus, NO_FOCUS } from '../../src/domain/focus.ts';
import type { Match } from '../../src/domain/match.ts';
import type { Patent } from '../../src/domain/patent.ts';
import { matchOf } from '../../src/matching/score.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aMatch, aRecord } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { corpusOf } from '../support/search-corpus.ts';
import { type Firm, found, openWorld, type World } from '../support/world.ts';

const CORPUS = corpusOf(80);
/** Small enough for several pages. */
const PAGE = 9;
const BATTERIES: Focus = { ...NO_FOCUS, ipc: ['H01M'] };
const SENSORS: Focus = { ...NO_FOCUS, keywords: ['传感器'], sei: ['1.2'], cooperationModes: ['转让'] };

onEveryDatabase('a changed focus', ({ freshUrl }) => {
  let world: World;
  let firm: Firm;
  let names = 0;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    await world.inTransaction(async (tx) => {
      for (const patent of CORPUS) await tx.patents.add(patent, '', AT);
    });
  });
  beforeEach(async () => {
    firm = await found(world, `企业${++names}`, []);
  });
  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const focusOn = (focus: Focus) =>
    inTx((tx) => setFocus(tx, { enterpriseId: firm.enterprise.id, focus, actor: 'operator' }));
  const pages = async () => {
    const seen = [];
    for (;;) {
      const rematch = await inTx((tx) => rematchPage(tx, firm.enterprise.id, PAGE));
      if (!rematch) return seen;
      seen.push(rematch);
    }
  };
  const matches = () =>
    inTx(async (tx) => {
      const all = await tx.matches.ofPatents(CORPUS.map(({ id }) => id));
      return all.filter(({ enterpriseId }) => enterpriseId === firm.enterprise.id);
    });
  const fits = (patent: Patent, focus: Focus) =>
    inTx(async (tx) => (patent.state === 'registered' ? matchOf(focus, patent, null, tx.taxonomies) : null));
  const wanted = async (focus: Focus) => {
    const found = [];
    for (const patent of CORPUS) {
      const fit = await fits(patent, focus);
      if (fit) found.push({ patentId: patent.id, ...fit, state: 'waiting' });
    }
    return found;
  };
  const facts = (all: readonly Match[]) =>
    all
      .map(({ patentId, library, score, reasons, state }) => ({ patentId, library, score, reasons, state }))
      .sort((one, other) => (one.patentId < other.patentId ? -1 : 1));

  it('is followed by what waits: matches come, go, and get new reasons', async () => {
    for (const focus of [BATTERIES, { ...BATTERIES, keywords: ['电池'] }, SENSORS, NO_FOCUS]) {
      await focusOn(focus);
      await pages();
      const expected = await wanted(focus);
      expect(facts(await matches())).toEqual(expected);
      expect(expected.length > 5).toBe(focus !== NO_FOCUS);
    }
  });

  it('tells how far it is, page by page, to its end', async () => {
    const total = await inTx((tx) => tx.patents.count());
    const steps = Math.floor(total / PAGE) + 1;
    await focusOn(BATTERIES);
    const seen = await pages();
    expect(seen.map(({ done }) => done)).toEqual([
      ...Array.from({ length: steps - 1 }, (_, at) => (at + 1) * PAGE),
      total,
    ]);
    expect(seen.map((each) => each.total)).toEqual(Array(steps).fill(total));
    expect(seen.map(({ endedAt }) => endedAt !== null)).toEqual([...Array(steps - 1).fill(false), true]);
  });

  it('begins anew when the focus changes again in the middle', async () => {
    await focusOn(BATTERIES);
    await inTx((tx) => rematchPage(tx, firm.enterprise.id, PAGE));
    await focusOn(SENSORS);
    await pages();
    expect(facts(await matches())).toEqual(await wanted(SENSORS));
  });

  it('leaves alone what was brought to people, and what the platform has pushed stays', async () => {
    const { id: enterpriseId } = firm.enterprise;
    await focusOn(BATTERIES);
    await pages();
    await inTx((tx) => pushPatents(tx, { enterpriseId, timeZone: 'Asia/Shanghai', most: 3 }));
    const brought = (await matches()).filter(({ state }) => state === 'open');
    expect(brought).toHaveLength(3);
    const [waiting] = (await matches()).filter(({ state }) => state === 'waiting');
    if (!waiting) throw new Error('nothing waits');
    const reasons = [{ kind: 'platform', wanted: '', found: '平台推送' }] as const;
    await inTx((tx) => tx.matches.replace({ ...waiting, library: 'evaluation', reasons }));

    await focusOn(NO_FOCUS);
    await pages();
    const left = await matches();
    expect(left.filter(({ state }) => state === 'open')).toEqual(brought);
    expect(left.filter(({ state }) => state === 'waiting')).toEqual([
      { ...waiting, library: 'evaluation', score: 10, reasons },
    ]);
  });

  it('is done once by several at the same time', async () => {
    await focusOn(BATTERIES);
    await Promise.all([pages(), pages(), pages()]);
    expect(facts(await matches())).toEqual(await wanted(BATTERIES));
    const done = await inTx((tx) => tx.patents.count());
    expect(await inTx((tx) => tx.rematches.find(firm.enterprise.id))).toMatchObject({ done, total: done });
  });

  it('reaches patents that come in at the same moment', async () => {
    const record = (at: number) =>
      aRecord({ applicationNumber: `CN20991${names}${String(at).padStart(5, '0')}.1`, title: `传感器${at}` });
    const coming = Array.from({ length: 12 }, (_, at) => record(at));
    await focusOn(BATTERIES);
    await pages();
    await Promise.all([
      focusOn(SENSORS).then(pages),
      ...coming.map((each) => inTx((tx) => takeInPatents(tx, [each], null))),
    ]);
    await pages();
    await inTx(async (tx) => {
      for (const { applicationNumber } of coming) {
        const patent = await tx.patents.findByNumber(applicationNumber);
        const match = patent && (await tx.matches.find(firm.enterprise.id, patent.id));
        const fit = patent && matchOf(SENSORS, patent, null, tx.taxonomies);
        expect(match).toMatchObject({ ...fit });
        await tx.patents.replace({ ...(patent as Patent), state: 'expired' }, '', AT);
      }
    });
  });

  it('waits while the enterprise is closed, and is made up for when it is opened again', async () => {
    const { id } = firm.enterprise;
    await focusOn(BATTERIES);
    await inTx((tx) => endService(tx, id));
    await pages();
    expect(await matches()).toEqual([]);
    await inTx((tx) => resumeService(tx, id));
    await pages();
    expect(facts(await matches())).toEqual(await wanted(BATTERIES));
  });

  it('ends an open match whose patent left the register while nobody looked', async () => {
    const [gone] = CORPUS.filter(({ state }) => state === 'expired');
    if (!gone) throw new Error('no patent has left the register');
    const open = aMatch({ id: world.newId(), enterpriseId: firm.enterprise.id, patentId: gone.id });
    await inTx((tx) => tx.matches.add(open, AT));
    await focusOn(BATTERIES);
    await pages();
    expect((await matches()).filter(({ id }) => id === open.id)).toMatchObject([{ state: 'withdrawn' }]);
  });
});
