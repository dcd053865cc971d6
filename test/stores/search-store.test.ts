import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Focus, NO_FOCUS } from '../../src/domain/focus.ts';
import type { Patent } from '../../src/domain/patent.ts';
import { NO_FILTER, type PatentQuery, readWords } from '../../src/domain/patent-query.ts';
import { ALL_STARS } from '../../src/domain/stars.ts';
import { matchOf } from '../../src/matching/score.ts';
import { focusWishOf, searchEntryOf, searchWishOf } from '../../src/matching/search-entry.ts';
import { MOST_COUNTED } from '../../src/stores/search-store.ts';
import type { Tx } from '../../src/stores/transactions.ts';
import { AT, aMatch, aPatent, aSubmittedEvaluation } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { corpusOf, diceOf, queriesOf } from '../support/search-corpus.ts';
import { type Standing, scan } from '../support/search-oracle.ts';
import { openWorld, type World } from '../support/world.ts';

const CORPUS = corpusOf(300);
const OURS = 'enterprise-ours';
const THEIRS = 'enterprise-theirs';
const EVERYTHING: PatentQuery = { library: 'resource', words: '', filter: NO_FILTER, sort: 'registered' };
const ALL = { limit: 1000, offset: 0 };

onEveryDatabase('search', ({ freshUrl }) => {
  let world: World;
  let standings: ReadonlyMap<string, Standing>;

  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    standings = await world.inTransaction(async (tx) => {
      for (const patent of CORPUS) await tx.patents.add(patent, '', AT);
      await tx.search.put(CORPUS.map((patent) => searchEntryOf(patent, tx.taxonomies)));
      await stand(tx, THEIRS, 3);
      return stand(tx, OURS, 5);
    });
  });
  afterAll(() => world.close());

  const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.inTransaction(work);
  const hits = (query: PatentQuery, place = ALL, of = OURS) =>
    inTx(async (tx) => {
      const wish = searchWishOf(query);
      return wish ? tx.search.hits(of, wish, place) : [];
    });
  const put = (patent: Patent) => inTx((tx) => tx.search.put([searchEntryOf(patent, tx.taxonomies)]));

  it.each<Partial<Focus>>([
    {},
    { ipc: ['H01M'] },
    { ipc: ['G06F1'], keywords: ['电池'] },
    { keywords: ['5G', '锂', '隔膜 水电站', '，'] },
    { sei: ['5.2'], industries: ['I65'] },
    { sei: ['1'], ipc: ['h01m10/0525'] },
    { sei: ['9'], industries: ['C'] },
    { cooperationModes: ['转让'] },
  ])('finds every patent that fits the focus %j, the newest first', async (wishes) => {
    const focus = { ...NO_FOCUS, ...wishes };
    const found = await inTx((tx) => tx.search.answering(focusWishOf(focus, tx.taxonomies), 1000));
    const fitting = await inTx(async ({ taxonomies }) =>
      CORPUS.filter(({ state }) => state === 'registered').filter((each) =>
        matchOf(focus, each, null, taxonomies),
      ),
    );
    const order = ({ registeredOn, id }: Patent) => `${registeredOn ?? ''} ${id}`;
    const expected = fitting.sort((one, other) => (order(one) < order(other) ? 1 : -1)).map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found.filter((id) => expected.includes(id))).toEqual(expected);
    expect(await inTx((tx) => tx.search.answering(focusWishOf(focus, tx.taxonomies), 3))).toEqual(
      found.slice(0, 3),
    );
  });

  it('finds in 200 searches what a look at every patent finds, in the same order', async () => {
    let found = 0;
    for (const query of queriesOf(200)) {
      const expected = scan(CORPUS, standings, query);
      expect(await hits(query), JSON.stringify(query)).toEqual(expected);
      found += Math.sign(expected.length);
    }
    // Searches that find nothing prove little.
    expect(found).toBeGreaterThan(120);
  });

  it('comes in pages that leave nothing out and show nothing twice', async () => {
    const query: PatentQuery = { ...EVERYTHING, words: '电池', sort: 'relevance' };
    const whole = await hits(query);
    const pages: string[] = [];
    for (let offset = 0; offset < whole.length; offset += 5)
      pages.push(...(await hits(query, { limit: 5, offset })));
    expect(pages).toEqual(whole);
    const wish = searchWishOf(query);
    expect(wish && (await inTx((tx) => tx.search.count(OURS, wish)))).toBe(whole.length);
    expect(whole.length).toBeLessThan(MOST_COUNTED);
  });

  it('never shows one enterprise what another has got or given', async () => {
    const query: PatentQuery = { ...EVERYTHING, library: 'evaluation' };
    expect(await hits(query, ALL, 'enterprise-nobody')).toEqual([]);
    const rated: PatentQuery = { ...EVERYTHING, filter: { ...NO_FILTER, rated: true } };
    expect(await hits(rated, ALL, 'enterprise-nobody')).toEqual([]);
    expect(await hits(rated)).not.toEqual(await hits(rated, ALL, THEIRS));
  });

  it('follows a patent that changes, and forgets what it said before', async () => {
    const [patent] = CORPUS;
    if (!patent) throw new Error('there is no patent');
    await put({
      ...patent,
      title: '一种潮汐发电装置',
      abstract: '',
      ipc: ['F03B13/26'],
      state: 'registered',
    });
    const ids = (words: string, ipc = '') => hits({ ...EVERYTHING, words, filter: { ...NO_FILTER, ipc } });
    expect(await ids('潮汐发电')).toEqual([patent.id]);
    expect(await ids('', 'F03B')).toEqual([patent.id]);
    await put({ ...patent, title: '一种波浪发电装置', abstract: '', ipc: [], state: 'registered' });
    expect(await ids('潮汐')).toEqual([]);
    expect(await ids('', 'F03B')).toEqual([]);
    expect(await ids('波浪')).toEqual([patent.id]);
    await put({ ...patent, title: '一种波浪发电装置', state: 'withdrawn' });
    expect(await ids('波浪')).toEqual([]);
    await put(patent);
  });

  it.each([
    "' OR 1=1 --",
    '"电池" OR *',
    '电池" NEAR(隔膜)',
    '+电池 -隔膜 <机器人> ~() @',
    'title:电池',
    '%_\\',
    '😀🔋',
    '\u0000电池\u0000',
    'ﬁﬂ ①②',
    '电'.repeat(100),
    'a b c d e f g h i j k l m n o p q r s t u v w x y z',
  ])('takes %j as words and nothing else', async (words) => {
    await expect(hits({ ...EVERYTHING, words: readWords(words), sort: 'relevance' })).resolves.toBeInstanceOf(
      Array,
    );
  });

  it('takes patents that two processes put at the same moment once', async () => {
    const [one, two, three] = [1, 2, 3].map((at) =>
      aPatent({ id: `patent-race-${at}`, applicationNumber: `CN20991888000${at}.0`, title: '一种竞走装置' }),
    ) as [Patent, Patent, Patent];
    await inTx(async (tx) => {
      for (const patent of [one, two, three]) await tx.patents.add(patent, '', AT);
    });
    const putting = [
      [one, two],
      [two, three],
    ].map((some) => inTx((tx) => tx.search.put(some.map((patent) => searchEntryOf(patent, tx.taxonomies)))));
    await Promise.all(putting);
    const found = await hits({ ...EVERYTHING, words: '竞走' });
    expect(found.toSorted()).toEqual([one.id, two.id, three.id]);
    for (const { id } of [one, two, three]) await put(aPatent({ id, state: 'expired' }));
  });

  it('knows which patents no search finds yet, in the order of their ids', async () => {
    const late = (id: string, at: number) =>
      aPatent({ id, applicationNumber: `CN20991999000${at}.0`, state: 'expired' });
    const ids = ['patent-late-1', 'patent-late-2', 'patent-late-3'];
    await inTx(async (tx) => {
      for (const [at, id] of ids.entries()) await tx.patents.add(late(id, at), '', AT);
    });
    expect(await inTx((tx) => tx.search.missing('', 2))).toEqual(ids.slice(0, 2));
    expect(await inTx((tx) => tx.search.missing('patent-late-2', 2))).toEqual(ids.slice(2));
    for (const [at, id] of ids.entries()) await put(late(id, at));
    expect(await inTx((tx) => tx.search.missing('', 2))).toEqual([]);
  });

  /** Gives an enterprise something to do with some of the patents; what, depends on the seed. */
  async function stand(tx: Tx, enterpriseId: string, seed: number): Promise<Map<string, Standing>> {
    const dice = diceOf(seed);
    const found = new Map<string, Standing>();
    for (const { id: patentId } of CORPUS) {
      if (dice(3) === 0) continue;
      const standing = standingBy(dice);
      const { library, score, waiting } = standing;
      const [id, state] = [world.newId(), waiting ? ('waiting' as const) : ('open' as const)];
      await tx.matches.add(aMatch({ id, enterpriseId, patentId, library, state, score }), AT);
      await evaluated(tx, id, standing);
      found.set(patentId, standing);
    }
    return found;
  }

  async function evaluated(tx: Tx, matchId: string, { stars }: Standing): Promise<void> {
    const given = ALL_STARS.find((each) => each === stars);
    if (given === undefined) return;
    await tx.enterpriseEvaluations.put(aSubmittedEvaluation({ id: world.newId(), matchId, stars: given }));
  }
});

function standingBy(dice: (below: number) => number): Standing {
  const library = dice(2) === 0 ? 'evaluation' : 'focus';
  const stars = library === 'evaluation' && dice(3) === 0 ? 1 + dice(5) : null;
  return { library, waiting: dice(4) === 0, score: dice(4) * 10, stars };
}
