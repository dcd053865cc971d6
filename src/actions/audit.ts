import type { Tx } from '../stores/transactions.ts';

/** Adds an entry to the audit trail, in the transaction of what it tells about (rule 30). */
export async function record(
  tx: Tx,
  entry: {
    readonly enterpriseId: string;
    readonly actor: string;
    readonly act: string;
    readonly subject: string;
    readonly detail?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await tx.audit.add({ id: tx.newId(), at: tx.at, ...entry, detail: entry.detail ?? {} });
}
