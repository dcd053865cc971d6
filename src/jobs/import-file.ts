import { setImmediate as turn } from 'node:timers/promises';
import { goOnImporting, importBatch } from '../actions/import-patents.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** How long one go may last, in ms, and how many batches it takes at most: meanwhile other lanes may wait for a worker. */
const GO_MS = 1000;
const BATCHES = 20;

/**
 * Makes the deliverer that takes in a file's patents: some batches in one go, each in a transaction of its own, then it
 * promises itself anew. The cards are promised with it and show how far it is.
 */
export function importFile({ inTransaction, now }: JobWorld): Deliver {
  return async ({ payload }) => {
    const id = payload['import'] ?? '';
    const until = now().getTime() + GO_MS;
    for (let batch = 0; batch < BATCHES && now().getTime() < until; batch += 1) {
      if (!(await inTransaction((tx) => importBatch(tx, id)))) return;
      // SQLite works in this very thread: whatever else has come in gets its turn.
      await turn();
    }
    await inTransaction((tx) => goOnImporting(tx, id));
  };
}
