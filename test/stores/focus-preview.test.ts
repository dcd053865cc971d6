import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import { searchEntryOf } from '../../src/matching/search-entry.ts';
import { previewFocus } from '../../src/reads/focus-preview.ts';
import { AT, aPatent } from '../support/builders.ts';
import { openWorld, type World } from '../support/world.ts';

const NONE = { ipc: [], sei: [], industries: [], abstract: '' };
const PATENTS = [
  aPatent({ id: 'p-1', applicationNumber: 'CN1', ...NONE, title: '一种隔膜', registeredOn: '2024-01-01' }),
  aPatent({ id: 'p-2', applicationNumber: 'CN2', ...NONE, title: '隔膜的涂覆', registeredOn: '2024-03-01' }),
  aPatent({ id: 'p-3', applicationNumber: 'CN3', ...NONE, title: '隔膜', ipc: ['H01M2/14'] }),
  aPatent({ id: 'p-4', applicationNumber: 'CN4', ...NONE, title: '隔膜', state: 'expired' }),
  // Its class would mean the industry, were it not for a longer prefix that means another.
  aPatent({ id: 'p-5', applicationNumber: 'CN5', ...NONE, title: '一种正极', ipc: ['H01M10/0562'] }),
  aPatent({ id: 'p-6', applicationNumber: 'CN6', ...NONE, title: '隔膜之用', registeredOn: '2024-02-01' }),
];

describe('what a focus would bring', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    await world.inTransaction(async (tx) => {
      for (const patent of PATENTS) await tx.patents.add(patent, '', AT);
      await tx.search.put(PATENTS.map((patent) => searchEntryOf(patent, tx.taxonomies)));
    });
  });
  afterAll(() => world.close());
  const preview = (over: object) => world.inTransaction((tx) => previewFocus(tx, { ...NO_FOCUS, ...over }));

  it('is counted, and shown by the three that fit best, of equals the newest', async () => {
    const { count, more, examples } = await preview({ keywords: ['隔膜'], ipc: ['H01M2'] });
    expect([count, more]).toEqual([4, false]);
    expect(examples.map(({ patent }) => patent.id)).toEqual(['p-3', 'p-2', 'p-6']);
    expect(examples[0]?.reasons).toEqual([
      { kind: 'ipc', wanted: 'H01M2', found: 'H01M2/14' },
      { kind: 'keyword', wanted: '隔膜', found: '隔膜' },
    ]);
  });

  it('holds what an industry derives by the longest prefix, and nothing more', async () => {
    const of = async (sei: string) => (await preview({ sei: [sei] })).examples.map(({ patent }) => patent.id);
    expect(await of('3.3')).toEqual(['p-5']);
    expect(await of('5.2')).toEqual([]);
  });

  it('is nothing for a focus that says nothing, or only a way of cooperation', async () => {
    expect(await preview({})).toEqual({ count: 0, more: false, examples: [] });
    expect(await preview({ cooperationModes: ['转让'] })).toMatchObject({ count: 0 });
  });
});
