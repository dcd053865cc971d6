import { SingleBar } from 'cli-progress';
import { rematchPage } from '../actions/rematch-enterprise.ts';
import type { InTransaction } from '../stores/transactions.ts';

/**
 * Does now what the service would do in the background: matches all patents with what an enterprise wants to see, and
 * shows how far it is. Both may work at once; returns how many patents there are.
 */
export async function rematchNow(inTransaction: InTransaction, enterpriseId: string): Promise<number> {
  const bar = new SingleBar({
    stream: process.stderr,
    noTTYOutput: false,
    format: 'matching [{bar}] {percentage}% | {value}/{total} | {duration_formatted}',
  });
  bar.start(await inTransaction((tx) => tx.patents.count()), 0);
  try {
    for (;;) {
      const rematch = await inTransaction((tx) => rematchPage(tx, enterpriseId));
      if (!rematch)
        return await inTransaction(async (tx) => (await tx.rematches.find(enterpriseId))?.done ?? 0);
      bar.update(rematch.done);
    }
  } finally {
    bar.stop();
  }
}
