import { type Db, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

interface RunRow {
  job: string;
  period: string;
  owner: string;
  until: TimeColumn;
  done_at: TimeColumn | null;
}

/** Runs of schedules: a row per job and period decides that exactly one process does it, and sees that it gets done. */
export class RunStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Takes a period's run; also one whose holder died before it was done. False when it is done or in other hands. */
  async take(job: string, period: string, owner: string, at: Date, until: Date): Promise<boolean> {
    if (await insertOnce(this.#rows().insert({ job, period, owner, until, done_at: null }))) return true;
    const row = await this.#rows().where({ job, period }).first();
    if (!row || dateOrNull(row.done_at) !== null) return false;
    const taken = await this.#rows()
      .where({ job, period, owner: row.owner, done_at: null })
      .where('until', '<=', at)
      .update({ owner, until });
    return taken === 1;
  }

  async finish(job: string, period: string, owner: string, at: Date): Promise<void> {
    await this.#rows().where({ job, period, owner }).update({ done_at: at });
  }

  #rows() {
    return this.#db<RunRow>('runs');
  }
}
