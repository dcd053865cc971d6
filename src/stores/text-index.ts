import type { Knex } from 'knex';
import type { Phrase } from '../domain/search-entry.ts';
import { chunksOf, type Db } from './database.ts';

/** A table of words made by `createTextIndex`; this file alone knows how engines look words up. */
export interface TextIndex {
  readonly table: string;
  readonly column: string;
}

/** The words of one row; `known` says that it may have words already. */
export interface RowWords {
  readonly row: number;
  readonly known: boolean;
  readonly words: string;
}

/** How many rows are written at once: the longest texts together stay below what a server takes in one statement. */
const TOGETHER = 50;

/** Keeps the words of rows. */
export async function putWords(
  db: Db,
  { table, column }: TextIndex,
  rows: readonly RowWords[],
): Promise<void> {
  const key = onMysql(db) ? 'row' : 'rowid';
  for (const chunk of chunksOf(rows, TOGETHER)) {
    const known = chunk.filter((each) => each.known).map(({ row }) => row);
    if (known.length > 0) await db(table).whereIn(key, known).delete();
    await db(table).insert(chunk.map(({ row, words }) => ({ [key]: row, [column]: words })));
  }
}

/** The rows in whose words all phrases occur, as a subquery of one column. */
export function rowsWith(db: Db, index: TextIndex, phrases: readonly Phrase[]): Knex.Raw {
  if (onMysql(db)) return inMysql(db, index, phrases);
  const { table } = index;
  return db.raw('select rowid from ?? where ?? match ?', [table, table, phrases.map(inSqlite).join(' AND ')]);
}

/**
 * MySQL finds the rows that have all tokens by its index, and whether they stand in order by looking at the row: its own
 * phrases do the same, but parse each row anew for it, which takes several times as long. Tokens are letters and digits
 * alone, made by `text-index.ts` of `matching`; what people type never stands in these texts.
 */
function inMysql(db: Db, { table, column }: TextIndex, phrases: readonly Phrase[]): Knex.Raw {
  const wanted = phrases.flatMap(({ tokens, prefix }) =>
    tokens.map((token, at) => `+${token}${prefix && at === tokens.length - 1 ? '*' : ''}`),
  );
  const long = phrases.filter(({ tokens }) => tokens.length > 1);
  const inOrder = long.map(() => " and concat(' ', ??, ' ') like ?").join('');
  return db.raw(`select ?? from ?? where match (??) against (? in boolean mode)${inOrder}`, [
    ...['row', table, column, wanted.join(' ')],
    ...long.flatMap(({ tokens, prefix }) => [column, `% ${tokens.join(' ')}${prefix ? '' : ' '}%`]),
  ]);
}

function inSqlite({ tokens, prefix }: Phrase): string {
  return `"${tokens.join(' ')}"${prefix ? '*' : ''}`;
}

function onMysql(db: Db): boolean {
  return db.client.config.client === 'mysql2';
}
