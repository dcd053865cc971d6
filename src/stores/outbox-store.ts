import { type Db, dateOf, insertOnce, type TimeColumn } from './database.ts';
import { fromRow, type Job, newRow, type OutboxRow, type Promised, type Topic } from './outbox-row.ts';

export { type Job, type Promised, TOPICS, type Topic } from './outbox-row.ts';

/** How many jobs of one topic wait or are dead, and when the oldest of them was promised. */
export interface OutboxTally {
  readonly topic: Topic;
  readonly state: 'waiting' | 'dead';
  readonly jobs: number;
  readonly oldest: Date;
}

/** The outbox: promises of outward effects, written in the transaction that causes them. */
export class OutboxStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Promises an effect. One that already waits is only marked as promised anew, so that it is done for the state after
   * this transaction even when it is under way right now; one that was settled waits again.
   */
  async promise(promised: Promised, id: string, at: Date): Promise<void> {
    const dueAt = promised.dueAt ?? at;
    if (await this.#again(promised, dueAt, at)) return;
    const added = await insertOnce(this.#rows().insert({ ...newRow(promised, id, at), due_at: dueAt }));
    if (!added) await this.#again(promised, dueAt, at);
  }

  async #again({ key, payload }: Promised, dueAt: Date, at: Date): Promise<boolean> {
    const unlessWaiting = (column: string, value: Date | number | string | null) =>
      this.#db.raw("case when state = 'waiting' then ?? else ? end", [column, value]);
    const promised = await this.#rows()
      .where({ key })
      .update({
        payload: JSON.stringify(payload),
        revision: this.#db.raw('revision + 1'),
        attempts: unlessWaiting('attempts', 0),
        position: unlessWaiting('position', at),
        due_at: unlessWaiting('due_at', dueAt),
        first_tried_at: unlessWaiting('first_tried_at', null),
        last_error: unlessWaiting('last_error', ''),
        done_at: null,
        // Last, because MySQL lets the expressions above see the columns that were set before them.
        state: 'waiting',
      });
    return promised > 0;
  }

  /** Promises an effect that must happen at most once ever; a second promise of the same key changes nothing. */
  async promiseOnce(promised: Promised, id: string, at: Date): Promise<void> {
    await insertOnce(this.#rows().insert({ ...newRow(promised, id, at), due_at: promised.dueAt ?? at }));
  }

  /**
   * Lanes whose first job is due, the longest waiting first; stuck lanes would crowd out the others, and so would those
   * of connections that other processes hold.
   */
  async dueLanes(at: Date, limit: number, without: readonly string[] = []): Promise<string[]> {
    const earlier = this.#db('outbox as earlier').whereRaw(
      "earlier.lane = job.lane and earlier.state = 'waiting' and (earlier.position, earlier.id) < (job.position, job.id)",
    );
    const rows = await this.#db('outbox as job')
      .where({ 'job.state': 'waiting' })
      .where('job.due_at', '<=', at)
      .whereNotIn('job.connection', [...without])
      .whereNotExists(earlier)
      .orderBy(['job.position', 'job.lane'])
      .limit(limit)
      .select<{ lane: string }[]>('job.lane');
    return rows.map(({ lane }) => lane);
  }

  /** The first job of a lane, due or not; null when the lane is empty. */
  async head(lane: string): Promise<Job | null> {
    const row = await this.#rows().where({ lane, state: 'waiting' }).orderBy(['position', 'id']).first();
    return row ? fromRow(row) : null;
  }

  /** Notes before an attempt that it begins, so that a crash in the middle is seen as an unknown outcome. */
  async begin(job: Job, at: Date): Promise<void> {
    await this.#rows()
      .where({ id: job.id })
      .update({
        attempts: job.attempts + 1,
        first_tried_at: job.firstTriedAt ?? at,
        uncertain_since: job.uncertainSince ?? at,
      });
  }

  /**
   * Settles a job, unless it was promised anew meanwhile: then it stays, due at once. What is not known of a dead job's
   * outcome stays unknown: a new promise is no reason to repeat it blindly, only the operator's word is.
   */
  async settle(job: Job, state: 'done' | 'dead', lastError: string, at: Date): Promise<void> {
    const uncertain = { uncertain_since: state === 'dead' ? job.uncertainSince : null };
    const settled = await this.#rows()
      .where({ id: job.id, revision: job.revision })
      .update({ state, done_at: at, ...uncertain, last_error: lastError });
    if (settled === 0)
      await this.#rows()
        .where({ id: job.id })
        .update({ attempts: 0, first_tried_at: null, ...uncertain, due_at: at });
  }

  /** Puts a job off after a failure. */
  async postpone(job: Job, dueAt: Date, uncertainSince: Date | null, lastError: string): Promise<void> {
    await this.#rows()
      .where({ id: job.id })
      .update({ due_at: dueAt, uncertain_since: uncertainSince, last_error: lastError });
  }

  /** Jobs in a state, of one topic or of all, the newest first; for the operator. */
  async list(state: Job['state'], limit: number, topic?: Topic): Promise<Job[]> {
    const rows = await this.#rows()
      .where(topic === undefined ? { state } : { state, topic })
      .orderBy([{ column: 'position', order: 'desc' }, 'id'])
      .limit(limit);
    return rows.map(fromRow);
  }

  /** Counts what waits and what is dead, through the index on the state: done jobs, the great mass, are not read. */
  async tally(): Promise<OutboxTally[]> {
    const rows = await this.#db('outbox')
      .whereIn('state', ['waiting', 'dead'])
      .groupBy('topic', 'state')
      .select<(Omit<OutboxTally, 'oldest'> & { oldest: TimeColumn })[]>(
        'topic',
        'state',
        this.#db.raw('count(*) as jobs'),
        this.#db.raw('min(position) as oldest'),
      );
    return rows.map((row) => ({ ...row, jobs: Number(row.jobs), oldest: dateOf(row.oldest) }));
  }

  /** Lets a dead job try again from the start; false when there is no such dead job. */
  async revive(id: string, at: Date): Promise<boolean> {
    const revived = await this.#rows().where({ id, state: 'dead' }).update({
      state: 'waiting',
      attempts: 0,
      due_at: at,
      first_tried_at: null,
      done_at: null,
      uncertain_since: null,
    });
    return revived > 0;
  }

  /** One job by its id; null when there is none, or it was done long ago. */
  async find(id: string): Promise<Job | null> {
    const row = await this.#rows().where({ id }).first();
    return row ? fromRow(row) : null;
  }

  /** Where the job of a key stands; null when there is none, or it was done long ago. */
  async stateOf(key: string): Promise<Job['state'] | null> {
    const row = await this.#rows().where({ key }).select('state').first();
    return row?.state ?? null;
  }

  /** Settles a job without doing it; false when it has changed since it was read. */
  async giveUp({ id, state, revision }: Job, reason: string, at: Date): Promise<boolean> {
    const settled = await this.#rows()
      .where({ id, state, revision })
      .update({ state: 'given-up', done_at: at, last_error: reason });
    return settled > 0;
  }

  /** Makes what waits in a lane due at once: what kept it is over. */
  async hurry(lane: string, at: Date): Promise<void> {
    await this.#rows().where({ lane, state: 'waiting' }).where('due_at', '>', at).update({ due_at: at });
  }

  /** Forgets what was done or given up before a moment; dead jobs stay for the operator. */
  async forgetDoneBefore(moment: Date): Promise<number> {
    return this.#rows().whereIn('state', ['done', 'given-up']).where('done_at', '<', moment).delete();
  }

  #rows() {
    return this.#db<OutboxRow>('outbox');
  }
}
