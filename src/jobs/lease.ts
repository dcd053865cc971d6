import type { Lease } from '../chat/port.ts';
import type { LaneLease } from '../stores/lane-store.ts';
import type { InTransaction } from '../stores/transactions.ts';

/** How long a connection stays with a process that gives no sign of life, in ms. */
const LEASE_MS = 30_000;

/** Makes the lease of a connection that one process at a time may hold; the database knows who, and the fence grows with each. */
export function connectionLease(
  inTransaction: InTransaction,
  holder: { readonly owner: string; readonly connection: string },
): Lease {
  let held: LaneLease | null = null;
  const until = (at: Date) => new Date(at.getTime() + LEASE_MS);
  return {
    take: async () => {
      held = await inTransaction((tx) =>
        tx.lanes.take(`connection:${holder.connection}`, holder.owner, tx.at, until(tx.at)),
      );
      return held !== null;
    },
    keep: async () => {
      const mine = held;
      if (mine === null) return false;
      const kept = await inTransaction((tx) => tx.lanes.keep(mine, until(tx.at)));
      if (!kept) held = null;
      return kept;
    },
    release: async () => {
      const mine = held;
      held = null;
      if (mine !== null) await inTransaction((tx) => tx.lanes.release(mine, tx.at));
    },
  };
}
