import { createHash } from 'node:crypto';
import type { Enterprise } from '../domain/enterprise.ts';
import { completed, type Patent, type PatentRecord } from '../domain/patent.ts';
import { searchEntryOf } from '../matching/search-entry.ts';
import type { StoredPatent } from '../stores/patent-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { matchPatents } from './match-patents.ts';
import { patentChanged } from './patent-changed.ts';

/** Who speaks: the platform or the operator for the register, or one of many enterprises. */
type Origin = 'register' | 'enterprise';

/** What a batch of records did. */
export interface TakenIn {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Takes a batch of records into the register, keyed by application number: new ones are added, changed ones replaced,
 * the same again does nothing. Matches follow in the same transaction. A push names the enterprise whose evaluation
 * library the records come from, and why. What an enterprise has sent itself only completes what is known already.
 */
export async function takeInPatents(
  tx: Tx,
  records: readonly PatentRecord[],
  push: { readonly enterprise: Enterprise; readonly reason: string } | null,
  from: Origin = 'register',
): Promise<TakenIn> {
  // The last word of a batch on a number counts.
  const latest = new Map(records.map((record) => [record.applicationNumber, record]));
  const known = await tx.patents.findByNumbers([...latest.keys()]);
  const touched: Patent[] = [];
  const changed: Patent[] = [];
  const count = { added: 0, changed: 0, unchanged: 0 };
  for (const record of latest.values()) {
    const { patent, outcome } = await takeIn(tx, record, known.get(record.applicationNumber), from);
    count[outcome] += 1;
    if (outcome !== 'unchanged') changed.push(patent);
    if (outcome !== 'unchanged' || push) touched.push(patent);
  }
  await tx.search.put(
    changed.map((patent) => searchEntryOf(patent, tx.taxonomies)),
    tx.at,
  );
  await matchPatents(tx, touched, push);
  return count;
}

/** Says what taking in an enterprise's batch would do, without doing it; of rows that come twice the caller has left one. */
export async function comparePatents(tx: Tx, records: readonly PatentRecord[]): Promise<TakenIn> {
  const known = await tx.patents.findByNumbers(records.map(({ applicationNumber }) => applicationNumber));
  const count = { added: 0, changed: 0, unchanged: 0 };
  for (const record of records) {
    const earlier = known.get(record.applicationNumber);
    if (!earlier) count.added += 1;
    else count[earlier.fingerprint === fingerprintOf(adds(earlier, record)) ? 'unchanged' : 'changed'] += 1;
  }
  return count;
}

function fingerprintOf(record: PatentRecord): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex');
}

function adds({ patent: { id: _, ...known } }: StoredPatent, record: PatentRecord): PatentRecord {
  return completed(known, record);
}

async function takeIn(
  tx: Tx,
  said: PatentRecord,
  known: StoredPatent | undefined,
  from: Origin,
): Promise<TakenOne> {
  const record = known && from === 'enterprise' ? adds(known, said) : said;
  const fingerprint = fingerprintOf(record);
  if (!known) {
    const patent = { ...record, id: tx.newId() };
    if (await tx.patents.add(patent, fingerprint, tx.at)) return { patent, outcome: 'added' };
    // It came in meanwhile, perhaps as an older record: what this batch says of it must not be lost.
    const meanwhile = await tx.patents.findByNumbers([record.applicationNumber]);
    return takeIn(tx, said, meanwhile.get(said.applicationNumber), from);
  }
  if (known.fingerprint === fingerprint) return { patent: known.patent, outcome: 'unchanged' };
  const patent = { ...record, id: known.patent.id };
  await tx.patents.replace(patent, fingerprint, tx.at);
  await patentChanged(tx, known.patent, patent);
  return { patent, outcome: 'changed' };
}

/** What became of one record. */
interface TakenOne {
  readonly patent: Patent;
  readonly outcome: keyof TakenIn;
}
