import { setImmediate as turn } from 'node:timers/promises';
import { goOnRematching, rematchPage } from '../actions/rematch-enterprise.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** How long one go may last, in ms, and how many pages it takes at most: meanwhile other lanes may wait for a worker. */
const GO_MS = 1000;
const PAGES = 20;

/** Makes the deliverer that brings matches up to a changed focus: some pages in one go, then it promises the rest. */
export function rematchInBackground({ inTransaction, now }: JobWorld): Deliver {
  return async ({ payload }) => {
    const enterprise = payload['enterprise'] ?? '';
    const until = now().getTime() + GO_MS;
    for (let page = 0; page < PAGES && now().getTime() < until; page += 1) {
      const rematch = await inTransaction((tx) => rematchPage(tx, enterprise));
      if (!rematch || rematch.endedAt) return;
      // SQLite works in this very thread: whatever else has come in gets its turn.
      await turn();
    }
    await inTransaction((tx) => goOnRematching(tx, enterprise));
  };
}
