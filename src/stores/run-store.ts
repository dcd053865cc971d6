import { type Db, dateOf, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

/** What a run is for: a job's work for one subject in one period, which is named by its first minute in UTC. */
export interface RunKey {
  readonly job: string;
  readonly period: string;
  /** An enterprise, a chat, or empty for the whole service. */
  readonly subject: string;
}

/** How a run stands. */
export interface Run {
  readonly subject: string;
  readonly period: string;
  readonly attempts: number;
  readonly doneAt: Date | null;
  /** The code of what went wrong the last time. */
  readonly error: string | null;
}

/** Who takes a run, and until when it is his. */
export interface RunTaker {
  readonly owner: string;
  readonly at: Date;
  readonly until: Date;
  /** Also one that is to rest after a failure. */
  readonly early?: boolean;
}

interface RunRow extends RunKey {
  owner: string;
  until: TimeColumn;
  attempts: number;
  due_at: TimeColumn;
  ends_at: TimeColumn | null;
  done_at: TimeColumn | null;
  error: string | null;
}

/** The period of the row that says since when a subject is known. */
const KNOWN = '';
/** MySQL takes no endless list of values. */
const BATCH = 500;

/** Runs of schedules: a row per job, subject and period decides that one process does it, and sees that it gets done. */
export class RunStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Takes a run that is new, rests no more, or was left by a holder who died; null when it is done or in other hands. The
   * number of the attempt proves later that it is still the same holder's.
   */
  async take(key: RunKey, endsAt: Date, { owner, at, until, early }: RunTaker): Promise<number | null> {
    const first = {
      ...key,
      owner,
      until,
      attempts: 1,
      due_at: at,
      ends_at: endsAt,
      done_at: null,
      error: null,
    };
    if (await insertOnce(this.#rows().insert(first))) return 1;
    const row = await this.#rows().where(key).whereNull('done_at').first();
    if (!row) return null;
    const { attempts } = row;
    const free = this.#rows().where(key).where({ attempts }).whereNull('done_at').where('until', '<=', at);
    if (!early) free.where('due_at', '<=', at);
    return (await free.update({ owner, until, attempts: attempts + 1 })) === 1 ? attempts + 1 : null;
  }

  /** Notes that a run is done; says whether it was still this attempt's. */
  async finish(key: RunKey, attempt: number, at: Date): Promise<boolean> {
    return (await this.#held(key, attempt).update({ done_at: at, error: null })) === 1;
  }

  /** Lets go of a run that failed; it rests until the given moment. The code says what went wrong. */
  async fail(key: RunKey, attempt: number, fault: { at: Date; dueAt: Date; code: string }): Promise<void> {
    const error = fault.code.slice(0, 120);
    await this.#held(key, attempt).update({ until: fault.at, due_at: fault.dueAt, error });
  }

  /** Makes a run that is done one to be done again. */
  async reopen(key: RunKey, at: Date): Promise<void> {
    await this.#rows().where(key).whereNotNull('done_at').update({ done_at: null, until: at, due_at: at });
  }

  /** Since when each subject of a job is known. */
  async known(job: string): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.#rows().where({ job, period: KNOWN });
    return new Map(rows.map(({ subject, due_at }) => [subject, dateOf(due_at)]));
  }

  /** Remembers since when these subjects of a job are known; one that is known already stays as it is. */
  async note(job: string, subjects: readonly string[], at: Date): Promise<void> {
    const rows = subjects.map((subject) => {
      const none = { owner: '', until: at, attempts: 0, ends_at: null, done_at: at, error: null };
      return { job, period: KNOWN, subject, due_at: at, ...none };
    });
    for (let first = 0; first < rows.length; first += BATCH)
      await this.#rows()
        .insert(rows.slice(first, first + BATCH))
        .onConflict(['job', 'period', 'subject'])
        .ignore();
  }

  /** The runs of a job in one period. */
  async ofPeriod(job: string, period: string): Promise<Run[]> {
    return (await this.#rows().where({ job, period })).map(runOf);
  }

  /** The runs of a job that are remembered, the latest period first. */
  async ofJob(job: string, most: number): Promise<Run[]> {
    const rows = this.#rows().where({ job }).whereNot({ period: KNOWN });
    return (await rows.orderBy('period', 'desc').orderBy('subject').limit(most)).map(runOf);
  }

  /** Forgets the runs of periods that ended before this moment; returns how many. */
  async forgetBefore(moment: Date): Promise<number> {
    return this.#rows().where('ends_at', '<', moment).delete();
  }

  #held(key: RunKey, attempts: number) {
    return this.#rows().where(key).where({ attempts }).whereNull('done_at');
  }

  #rows() {
    return this.#db<RunRow>('runs');
  }
}

function runOf({ subject, period, attempts, done_at, error }: RunRow): Run {
  return { subject, period, attempts, doneAt: dateOrNull(done_at), error };
}
