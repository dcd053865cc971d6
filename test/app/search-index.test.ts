import { expect, it } from 'vitest';
import { indexPatents } from '../../src/actions/index-patents.ts';
import { NO_FILTER, type PatentQuery } from '../../src/domain/patent-query.ts';
import { searchWishOf } from '../../src/matching/search-entry.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo } from '../support/society.ts';

const QUERY: PatentQuery = { library: 'resource', words: '', filter: NO_FILTER, sort: 'relevance' };

async function found({ app }: Service, words: string): Promise<number> {
  const wish = searchWishOf({ ...QUERY, words });
  return app.inTransaction(async (tx) => (wish ? tx.search.count('nobody', wish) : 0));
}

onEveryDatabase('patents that come in', ({ freshUrl }) => {
  it('are found at once, as they are now', async () => {
    const service = await startService({ databaseUrl: await freshUrl() });
    const society = await foundSociety(service);
    await bring(service, society, patentNo(1, { title: '一种潮汐发电装置' }));
    expect(await found(service, '潮汐发电')).toBe(1);
    await bring(service, society, patentNo(1, { title: '一种波浪发电装置' }));
    expect(await found(service, '潮汐发电')).toBe(0);
    expect(await found(service, '波浪 发电')).toBe(1);
  });

  it('before there was a search are found after the next start', async () => {
    const databaseUrl = await freshUrl();
    const before = await startService({ databaseUrl });
    const society = await foundSociety(before);
    await bring(before, society);
    await before.stop();
    const { db, close } = openDatabase(databaseUrl);
    // What an upgrade meets: patents, and tables of the search that are empty.
    for (const table of ['patent_search', 'patent_facets', 'patent_words']) await db(table).delete();
    await close();

    const after = await startService({ databaseUrl });
    await expect.poll(() => found(after, '储能')).toBe(1);
    expect(await indexPatents(after.app.inTransaction, { all: false })).toBe(0);
    expect(await indexPatents(after.app.inTransaction, { all: true })).toBe(1);
    expect(await found(after, '储能')).toBe(1);
  });

  it('are found anew by a command of the operator', async () => {
    const databaseUrl = await freshUrl();
    const service = await startService({ databaseUrl });
    await bring(service, await foundSociety(service));
    await service.stop();
    const { db, close } = openDatabase(databaseUrl);
    await db('patent_words').delete();
    await close();
    const desk = { settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY } };
    const { text } = await operate(desk, 'search', 'rebuild');
    expect(text).toContain('1 patents are found by searches');
    const again = await startService({ databaseUrl });
    expect(await found(again, '储能')).toBe(1);
  });
});
