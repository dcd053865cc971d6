import type { Db } from './database.ts';
import { insertOnce } from './database.ts';

/** A limit on calls by one name: one call every `everyMs` on average, `burst` calls may come early. */
export interface NamedLimit {
  readonly id: string;
  readonly everyMs: number;
  readonly burst: number;
}

/** No queue reaches further ahead than this, in ms: a row that says more was written by a machine whose clock is wrong. */
const FURTHEST_AHEAD_MS = 60_000;

function credible(tat: number, now: number): number {
  return tat > now + FURTHEST_AHEAD_MS ? now : tat;
}

interface LimitRow {
  id: string;
  tat: number | string;
}

/**
 * Rate limits that hold across processes, by GCRA: each limit keeps the theoretical arrival time of the next call.
 * Exact where it was measured; counting windows let nearly twice the limit through.
 */
export class LimitStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Reserves one call under all the limits; returns the moment from which it may be made, in ms since 1970. */
  async reserve(limits: readonly NamedLimit[], now: number): Promise<number> {
    const ordered = [...limits].sort((a, b) => (a.id < b.id ? -1 : 1));
    const tats = new Map<string, number>();
    for (const { id } of ordered) tats.set(id, credible(await this.#lock(id), now));
    const at = ordered.reduce(
      (soonest, { id, everyMs, burst }) => Math.max(soonest, (tats.get(id) ?? 0) - everyMs * burst),
      now,
    );
    for (const { id, everyMs } of ordered) {
      const tat = Math.ceil(Math.max(tats.get(id) ?? 0, at) + everyMs);
      await this.#db<LimitRow>('limits').where({ id }).update({ tat });
    }
    return at;
  }

  async #lock(id: string): Promise<number> {
    const read = () => this.#db<LimitRow>('limits').where({ id }).forUpdate().first();
    const row = await read();
    if (row) return Number(row.tat);
    await insertOnce(this.#db<LimitRow>('limits').insert({ id, tat: 0 }));
    return Number((await read())?.tat ?? 0);
  }

  /** Forgets limits that have not been used for long; they would allow a call at once anyway. */
  async forgetBefore(ms: number): Promise<number> {
    return this.#db<LimitRow>('limits').where('tat', '<', ms).delete();
  }
}
