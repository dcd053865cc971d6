import { createHash } from 'node:crypto';
import type { Enterprise } from '../domain/enterprise.ts';
import type { Patent, PatentRecord } from '../domain/patent.ts';
import type { StoredPatent } from '../stores/patent-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { matchPatents } from './match-patents.ts';

/** What a batch of records did. */
export interface TakenIn {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Takes a batch of records into the register, keyed by application number: new ones are added, changed ones replaced,
 * the same again does nothing. Matches follow in the same transaction. A push names the enterprise whose evaluation
 * library the records come from, and why.
 */
export async function takeInPatents(
  tx: Tx,
  records: readonly PatentRecord[],
  push: { readonly enterprise: Enterprise; readonly reason: string } | null,
): Promise<TakenIn> {
  // The last word of a batch on a number counts.
  const latest = new Map(records.map((record) => [record.applicationNumber, record]));
  const known = await tx.patents.findByNumbers([...latest.keys()]);
  const touched: Patent[] = [];
  const count = { added: 0, changed: 0, unchanged: 0 };
  for (const record of latest.values()) {
    const { patent, outcome } = await takeIn(tx, record, known.get(record.applicationNumber));
    count[outcome] += 1;
    if (outcome !== 'unchanged' || push) touched.push(patent);
  }
  await matchPatents(tx, touched, push);
  return count;
}

async function takeIn(tx: Tx, record: PatentRecord, known: StoredPatent | undefined): Promise<TakenOne> {
  const fingerprint = createHash('sha256').update(JSON.stringify(record)).digest('hex');
  if (!known) {
    const patent = { ...record, id: tx.newId() };
    if (await tx.patents.add(patent, fingerprint, tx.at)) return { patent, outcome: 'added' };
    // It came in meanwhile, perhaps as an older record: what this batch says of it must not be lost.
    const meanwhile = await tx.patents.findByNumbers([record.applicationNumber]);
    return takeIn(tx, record, meanwhile.get(record.applicationNumber));
  }
  if (known.fingerprint === fingerprint) return { patent: known.patent, outcome: 'unchanged' };
  const patent = { ...record, id: known.patent.id };
  await tx.patents.replace(patent, fingerprint, tx.at);
  return { patent, outcome: 'changed' };
}

/** What became of one record. */
interface TakenOne {
  readonly patent: Patent;
  readonly outcome: keyof TakenIn;
}
