import type { Knex } from 'knex';
import type { Library, Sort } from '../domain/patent-query.ts';
import type { AnyWish, Facet, SearchEntry, SearchWish } from '../domain/search-entry.ts';
import { chunksOf, type Db } from './database.ts';
import { putEntries, WORDS } from './search-entries.ts';
import { rowsWith } from './text-index.ts';

/** After the last character that a text can hold. */
const LAST = '\u{10ffff}';

/** When patents were found first that were there before anybody asked when. */
const LONG_AGO = new Date(0);

/** How many hits are counted; people narrow a search long before. */
export const MOST_COUNTED = 1000;

/** The moment at which a patent came into a library: registered, matched with the focus, pushed. */
const CAME: Readonly<Record<Library, string>> = {
  resource: 's.found_at',
  focus: 'm.created_at',
  evaluation: 'm.pushed_at',
};

/** What patents are found by: in their texts, by their codes, and in the library of one enterprise. */
export class SearchStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Makes patents be found as they are now. The full-text indexes of MySQL show a row when its transaction has ended,
   * and not before to the transaction itself. A patent is found since it was first put as a registered one: nothing that
   * becomes of it later changes that.
   */
  async put(entries: readonly SearchEntry[], foundAt: Date = LONG_AGO): Promise<void> {
    for (const chunk of chunksOf(entries)) await putEntries(this.#db, chunk, foundAt);
  }

  /** Patents that no search finds yet, in the order of their ids. */
  async missing(after: string, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.#db('patents')
      .leftJoin('patent_search', 'patent_search.patent_id', 'patents.id')
      .whereNull('patent_search.patent_id')
      .where('patents.id', '>', after)
      .orderBy('patents.id')
      .limit(limit)
      .select({ id: 'patents.id' });
    return rows.map(({ id }) => id);
  }

  /** The ids of the patents that are asked for, in the order that is asked for; the same on every engine. */
  async hits(
    enterpriseId: string,
    wish: SearchWish,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<string[]> {
    const query = this.#wanted(enterpriseId, wish);
    for (const { column, order } of this.#orders(wish)) query.orderBy(column, order);
    const rows: { id: string }[] = await query.limit(limit).offset(offset).select({ id: 's.patent_id' });
    return rows.map(({ id }) => id);
  }

  /** How many there are; one more than `most` when there are more, and exactly when that is null. */
  async count(enterpriseId: string, wish: SearchWish, most: number | null = MOST_COUNTED): Promise<number> {
    const some = this.#wanted(enterpriseId, wish).select('s.patent_id');
    if (most !== null) some.limit(most + 1);
    const found = await this.#db.from(some.as('some')).count({ number: '*' }).first();
    return Number(found?.['number'] ?? 0);
  }

  /** Registered patents that answer any part of a wish, the newest first. */
  async answering({ facets, texts }: AnyWish, limit: number): Promise<string[]> {
    const ways = [
      ...facets.map((facet) => this.#with(facet)),
      ...texts.map((phrases) =>
        this.#db('patent_search')
          .whereRaw('?? in (?)', ['row', rowsWith(this.#db, WORDS, phrases)])
          .select('patent_id'),
      ),
    ];
    const [first, ...others] = ways;
    if (!first) return [];
    const rows: { id: string }[] = await this.#db('patent_search as s')
      .whereIn('s.patent_id', this.#db.select('patent_id').from(first.union(others).as('ways')))
      .where({ 's.state': 'registered' })
      .orderBy([
        { column: 's.registered_on', order: 'desc' },
        { column: 's.patent_id', order: 'desc' },
      ])
      .limit(limit)
      .select({ id: 's.patent_id' });
    return rows.map(({ id }) => id);
  }

  /**
   * Patents that answer any part of a wish, of each part at most so many, the newest first and each once. Every part is a
   * short range of an index, however many patents there are.
   */
  async perhapsLike({ facets, texts }: AnyWish, ofEach: number): Promise<string[]> {
    const ways = [
      ...facets.map((facet) => this.#with(facet)),
      ...texts.map((phrases) =>
        this.#db('patent_search')
          .whereRaw('?? in (?)', ['row', rowsWith(this.#db, WORDS, phrases)])
          .select('patent_id'),
      ),
    ];
    const found = new Set<string>();
    for (const way of ways) {
      const rows: { patent_id: string }[] = await way.orderBy('patent_id', 'desc').limit(ofEach);
      for (const { patent_id } of rows) found.add(patent_id);
    }
    return [...found];
  }

  #wanted(enterpriseId: string, { library, phrases, facets, rated, stars, came }: SearchWish) {
    const query = this.#db('patent_search as s');
    if (library === 'resource') query.where({ 's.state': 'registered' });
    else {
      query.join('matches as m', 'm.patent_id', 's.patent_id');
      query.where({ 'm.enterprise_id': enterpriseId, 'm.library': library });
      // What waits to be pushed is not before the enterprise yet.
      if (library === 'evaluation') query.whereNot({ 'm.state': 'waiting' });
    }
    if (came) query.where(CAME[library], '>=', came.since).where(CAME[library], '<', came.until);
    if (phrases.length > 0) query.whereRaw('?? in (?)', ['s.row', rowsWith(this.#db, WORDS, phrases)]);
    for (const facet of facets) query.whereIn('s.patent_id', this.#with(facet));
    if (stars !== null)
      query.whereIn('s.patent_id', this.#ratedBy(enterpriseId).where({ 'own.stars': stars }));
    if (rated === true) query.whereIn('s.patent_id', this.#ratedBy(enterpriseId));
    if (rated === false) query.whereNotIn('s.patent_id', this.#ratedBy(enterpriseId));
    return query;
  }

  #with({ kind, code, beginning }: Facet & { readonly beginning: boolean }) {
    const query = this.#db('patent_facets').where({ kind }).select('patent_id');
    return beginning
      ? query.where('code', '>=', code).where('code', '<', `${code}${LAST}`)
      : query.where({ code });
  }

  /** The patents of which an enterprise has submitted its evaluation. */
  #ratedBy(enterpriseId: string) {
    return this.#db('matches as rated')
      .join('enterprise_evaluations as own', 'own.match_id', 'rated.id')
      .where({ 'rated.enterprise_id': enterpriseId })
      .whereNotNull('own.submitted_at')
      .select('rated.patent_id');
  }

  /** Titles that hold all words come before texts that do; of equals the one that came last is first. */
  #orders({ library, sort, phrases }: SearchWish): { column: string | Knex.Raw; order: 'asc' | 'desc' }[] {
    const orders: Readonly<Record<Sort, readonly (string | Knex.Raw)[]>> = {
      registered: [],
      applied: ['s.applied_on'],
      relevance: phrases.length > 0 ? [this.#inTitle(phrases)] : [],
      match: library === 'resource' ? [] : ['m.score'],
    };
    const columns = [...orders[sort], 's.registered_on', 's.patent_id'];
    return columns.map((column) => ({ column, order: 'desc' }));
  }

  #inTitle(phrases: SearchWish['phrases']): Knex.Raw {
    const patterns = phrases.map(({ tokens, prefix }) => `% ${tokens.join(' ')}${prefix ? '' : ' '}%`);
    const all = patterns.map(() => '?? like ?').join(' and ');
    const bindings = patterns.flatMap((pattern) => ['s.title', pattern]);
    return this.#db.raw(`case when ${all} then 1 else 0 end`, bindings);
  }
}
