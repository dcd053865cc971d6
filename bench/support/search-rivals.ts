import { chunksOf, type Database, type Db } from '../../src/stores/database.ts';
import { MOST_COUNTED } from '../../src/stores/search-store.ts';
import type { BenchPatent } from './books-of-patents.ts';
import type { Page, Question } from './search-questions.ts';

/** A way to search other than ours, over the same texts in the same database. */
export interface Rival {
  readonly name: string;
  prepare(): Promise<void>;
  add(db: Db, patents: readonly BenchPatent[]): Promise<void>;
  /** Counts and reads one page, sorted by date; returns the count, NaN for what cannot be asked here. */
  look(question: Question, page: Page): Promise<number>;
}

/** Rows of one statement: the texts of a row take about a kilobyte. */
const TOGETHER = 200;

/** `LIKE '%…%'` over a plain copy of the texts, whose index serves the order; the engine's own full text beside it. */
export function rivalsOn(
  { db, engine }: Database,
  name: string,
): { readonly like: Rival; readonly own: Rival } {
  return { like: likeOn(db), own: engine === 'sqlite' ? trigramOn(db) : ngramOn(db, name === 'MySQL') };
}

function likeOn(db: Db): Rival {
  return {
    name: 'LIKE',
    prepare: async () => {
      await db.schema.createTable('bench_texts', (table) => {
        table.integer('row').primary();
        table.string('patent_id', 36).notNullable();
        table.string('state', 12).notNullable();
        table.string('registered_on', 10).notNullable();
        table.string('applied_on', 10).notNullable();
        table.text('body').notNullable();
        table.text('codes').notNullable();
        for (const order of ['registered_on', 'applied_on'])
          table.index(['state', order, 'patent_id'], order);
      });
    },
    add: async (trx, patents) => {
      for (const chunk of chunksOf(patents, TOGETHER)) await trx('bench_texts').insert(chunk.map(textRow));
    },
    look: async ({ words, codes, sort }, page) => {
      const wanted = () => {
        const query = db('bench_texts').where({ state: 'registered' });
        for (const word of words) query.where('body', 'like', `%${word}%`);
        for (const code of codes) query.where('codes', 'like', `%${code}%`);
        return query;
      };
      return lookAt(db, wanted, sort === 'applied' ? 'applied_on' : 'registered_on', page);
    },
  };
}

/** SQLite's tokens of three characters; nothing shorter is found. */
function trigramOn(db: Db): Rival {
  return {
    name: 'FTS5 trigram',
    prepare: async () => {
      await db.raw("create virtual table bench_trigram using fts5(body, content='', tokenize='trigram')");
    },
    add: async (trx, patents) => {
      for (const chunk of chunksOf(patents, TOGETHER)) {
        const rows = chunk.map((patent) => ({ rowid: rowNumber(patent), body: bodyOf(patent) }));
        await trx('bench_trigram').insert(rows);
      }
    },
    look: async ({ words, codes }, page) => {
      if (codes.length > 0 || words.some((word) => [...word].length < 3)) return Number.NaN;
      const phrases = words.map((word) => `"${word}"`).join(' AND ');
      const found = () =>
        db('bench_texts')
          .where({ state: 'registered' })
          .whereRaw('?? in (select rowid from bench_trigram where bench_trigram match ?)', ['row', phrases]);
      return lookAt(db, found, 'registered_on', page);
    },
  };
}

/** MySQL's own parser of pairs; MariaDB has none. */
function ngramOn(db: Db, there: boolean): Rival {
  return {
    name: there ? 'ngram' : 'none',
    prepare: async () => {
      if (!there) return;
      await db.raw(
        'create table bench_ngram (?? int primary key, body text not null, fulltext index body (body) with parser ngram) character set utf8mb4',
        ['row'],
      );
    },
    add: async (trx, patents) => {
      if (!there) return;
      for (const chunk of chunksOf(patents, TOGETHER)) {
        const rows = chunk.map((patent) => ({ row: rowNumber(patent), body: bodyOf(patent) }));
        await trx('bench_ngram').insert(rows);
      }
    },
    look: async ({ words, codes }, page) => {
      if (!there || codes.length > 0) return Number.NaN;
      const phrases = words.map((word) => `+"${word}"`).join(' ');
      const found = () =>
        db('bench_texts')
          .where({ state: 'registered' })
          .whereRaw('?? in (select ?? from bench_ngram where match (body) against (? in boolean mode))', [
            ...['row', 'row', phrases],
          ]);
      return lookAt(db, found, 'registered_on', page);
    },
  };
}

/** Counts as far as ours counts, and reads one page. */
async function lookAt(
  db: Db,
  wanted: () => ReturnType<Db>,
  order: string,
  { limit, offset }: Page,
): Promise<number> {
  const some = wanted()
    .select('patent_id')
    .limit(MOST_COUNTED + 1);
  const counted = await db.from(some.as('some')).count({ number: '*' }).first();
  await wanted()
    .orderBy([
      { column: order, order: 'desc' },
      { column: 'patent_id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset)
    .select('patent_id');
  return Number(counted?.['number'] ?? 0);
}

function textRow(patent: BenchPatent) {
  const { id, state, registeredOn, applicationDate, ipc, region, type } = patent;
  const dates = { registered_on: registeredOn ?? '', applied_on: applicationDate ?? '' };
  const codes = ` ${[...ipc, region, type].join(' ')} `;
  return { row: rowNumber(patent), patent_id: id, state, ...dates, body: bodyOf(patent), codes };
}

function rowNumber({ id }: BenchPatent): number {
  return Number(id.replace(/\D/g, '')) + 1;
}

function bodyOf({ title, abstract, applicant, inventors }: BenchPatent): string {
  return [title, abstract, applicant, ...inventors].join('\n');
}
