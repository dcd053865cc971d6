import { type Db, insertOnce } from './database.ts';

/** The right to work on a lane until a moment; the fence grows with every holder, so that a late one is recognised. */
export interface LaneLease {
  readonly lane: string;
  readonly owner: string;
  readonly fence: number;
}

interface LaneRow {
  id: string;
  owner: string;
  fence: number;
  until: Date;
}

/** Leases of lanes: at any moment one worker of one process does a chat's jobs. */
export class LaneStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Takes a free lane or one whose holder let his time run out; null when somebody else holds it. */
  async take(lane: string, owner: string, at: Date, until: Date): Promise<LaneLease | null> {
    const row = await this.#db<LaneRow>('lanes').where({ id: lane }).first();
    if (!row) {
      const added = await insertOnce(this.#db<LaneRow>('lanes').insert({ id: lane, owner, fence: 1, until }));
      return added ? { lane, owner, fence: 1 } : null;
    }
    const fence = row.fence + 1;
    const taken = await this.#db<LaneRow>('lanes')
      .where({ id: lane, fence: row.fence })
      .where('until', '<=', at)
      .update({ owner, fence, until });
    return taken === 1 ? { lane, owner, fence } : null;
  }

  /** Keeps a lane for longer; false when it was lost to somebody else. */
  async keep(lease: LaneLease, until: Date): Promise<boolean> {
    const kept = await this.#db<LaneRow>('lanes')
      .where({ id: lease.lane, owner: lease.owner, fence: lease.fence })
      .update({ until });
    return kept === 1;
  }

  /** Gives a lane back at once. */
  async release(lease: LaneLease, at: Date): Promise<void> {
    await this.#db<LaneRow>('lanes')
      .where({ id: lease.lane, owner: lease.owner, fence: lease.fence })
      .update({ until: at });
  }

  /** Gives all lanes back; only for a start on a database that no other process works on. */
  async releaseAll(at: Date): Promise<void> {
    await this.#db<LaneRow>('lanes').where('until', '>', at).update({ until: at });
  }
}
