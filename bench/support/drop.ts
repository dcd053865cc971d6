import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { classReader } from '../../src/actions/read-class.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import type { PatentRecord } from '../../src/domain/patent.ts';
import { readDroppedFile } from '../../src/platform/spreadsheet/dropped-file.ts';
import { openDatabase } from '../../src/stores/database.ts';
import { NO_SEALS } from '../../src/stores/seal.ts';
import { transactionsOn } from '../../src/stores/transactions.ts';
import { loadTaxonomies } from '../../src/taxonomies.ts';

/** As many records as the jobs take in together. */
const BATCH = 50;

/** What taking in a file that was dropped into a chat came to. */
export interface Dropped {
  readonly rows: number;
  /** The longest time in which nothing else had its turn, in ms. */
  readonly longestPauseMs: number;
}

/** Reads a file as one that was dropped into a chat, takes it in batch by batch, and prints what it came to. */
export async function takeDrop(file: string): Promise<void> {
  const database = openDatabase(process.env['DATABASE_URL'] ?? 'sqlite::memory:');
  const inTransaction = transactionsOn(database.db, {
    ...{ now: () => new Date(), newId: randomUUID, seals: NO_SEALS, taxonomies: loadTaxonomies() },
  });
  const bytes = await readFile(file);
  const pauses = monitorEventLoopDelay({ resolution: 10 });
  pauses.enable();
  let rows = 0;
  let batch: PatentRecord[] = [];
  const take = async () => {
    const records = batch;
    batch = [];
    rows += records.length;
    await inTransaction((tx) => takeInPatents(tx, records, null, 'enterprise'));
    await turn();
  };
  const readClass = await inTransaction(async (tx) => classReader(tx));
  for await (const row of readDroppedFile({ name: basename(file), bytes }, { readClass })) {
    if (row.ok) batch.push(row.record);
    if (batch.length === BATCH) await take();
  }
  await take();
  const dropped: Dropped = { rows, longestPauseMs: pauses.max / 1e6 };
  console.log(JSON.stringify(dropped));
  await database.close();
}
