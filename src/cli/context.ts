import type { Config } from '../config.ts';
import { openDatabase } from '../stores/database.ts';
import { NO_SEALS, sealsOf } from '../stores/seal.ts';
import { type InTransaction, transactionsOn } from '../stores/transactions.ts';
import { knownTaxonomies } from '../taxonomies.ts';
import { reachesOf } from './reaches.ts';
import { withAdvice } from './refusals.ts';
import type { SecretInput } from './secrets.ts';

/** What every operator command gets. */
export interface Context {
  readonly config: Config;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Random bytes that nobody can foresee. */
  readonly random: (bytes: number) => Uint8Array;
  /** Where secrets are read from. */
  readonly input: SecretInput;
  readonly sleep: (ms: number) => Promise<void>;
  /** Says to a person how far a long command has come; with `--json` nobody listens. */
  readonly tell: (line: string) => void;
  /** Prints a result: as JSON when `--json` was given, else as the text. */
  readonly print: (result: unknown, text: string) => void;
}

/** Runs a command's work on the configured database, migrated first, and closes it; a refusal says what to do. */
export async function onDatabase<T>(
  context: Context,
  work: (inTransaction: InTransaction) => Promise<T>,
): Promise<T> {
  const database = openDatabase(context.config.databaseUrl);
  try {
    await database.migrate();
    const { secretKeys } = context.config;
    const seals = secretKeys ? sealsOf(secretKeys) : NO_SEALS;
    const labels = await transactionsOn(database.db, { ...context, seals })((tx) => tx.connections.all());
    const taxonomies = await knownTaxonomies(database.db);
    const world = { ...context, seals, reachOf: reachesOf(labels), taxonomies };
    return await work(transactionsOn(database.db, world));
  } catch (error) {
    throw withAdvice(error);
  } finally {
    await database.close();
  }
}

/** Puts rows under each other as `name  name` columns for a terminal. */
export function table(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): string {
  if (rows.length === 0) return '(none)';
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Chinese characters take two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 2 : 1), 0);
}
