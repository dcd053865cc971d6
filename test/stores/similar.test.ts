import { afterAll, beforeAll, expect, it } from 'vitest';
import { facetsOf } from '../../src/matching/facets.ts';
import { searchEntryOf } from '../../src/matching/search-entry.ts';
import { similarWishOf } from '../../src/matching/similar.ts';
import { indexTextOf } from '../../src/matching/text-index.ts';
import { AT } from '../support/builders.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { corpusOf } from '../support/search-corpus.ts';
import { openWorld, type World } from '../support/world.ts';

const CORPUS = corpusOf(300);
const OF_EACH = 5;

/** What a look at every patent finds, part by part. */
function scan({ facets, texts }: ReturnType<typeof similarWishOf>): string[] {
  const newest = (fits: (at: number) => boolean) =>
    CORPUS.filter((_, at) => fits(at))
      .map(({ id }) => id)
      .toSorted()
      .reverse()
      .slice(0, OF_EACH);
  const words = CORPUS.map(
    ({ title, abstract, applicant, inventors }) =>
      ` ${indexTextOf(title, abstract, applicant, ...inventors)} `,
  );
  const codes = CORPUS.map((patent) => facetsOf(patent, { ipcToWipo: new Map() }));
  return [
    ...facets.map(({ kind, code }) =>
      newest((at) => codes[at]?.some((each) => each.kind === kind && each.code === code) === true),
    ),
    ...texts.map((phrases) =>
      newest((at) =>
        phrases.every(
          ({ tokens, prefix }) => words[at]?.includes(` ${tokens.join(' ')}${prefix ? '' : ' '}`) === true,
        ),
      ),
    ),
  ].flat();
}

onEveryDatabase('candidates for similar patents', ({ freshUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(await freshUrl());
    await world.inTransaction(async (tx) => {
      for (const patent of CORPUS) await tx.patents.add(patent, '', AT);
      await tx.search.put(CORPUS.map((patent) => searchEntryOf(patent, tx.taxonomies)));
    });
  });
  afterAll(() => world.close());

  it('are the newest few of each class and each part of the title, in the same order everywhere', async () => {
    let found = 0;
    for (const patent of CORPUS.slice(0, 40)) {
      const wish = similarWishOf(patent);
      const expected = [...new Set(scan(wish))];
      expect(await world.inTransaction((tx) => tx.search.perhapsLike(wish, OF_EACH))).toEqual(expected);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(200);
  });
});
