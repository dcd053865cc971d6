import { type Digest, type DigestPlan, standardPlan } from '../domain/digest.ts';
import { refuse } from '../domain/refusals.ts';
import { type Db, dateOf, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

interface DigestRow {
  id: string;
  enterprise_id: string;
  reader_id: string;
  since: TimeColumn;
  until: TimeColumn;
}

interface PlanRow {
  enterprise_id: string;
  weekday: number | null;
  minute: number | null;
  when_quiet: DigestPlan['whenQuiet'];
  off: boolean | number;
  changed_at: TimeColumn | null;
}

/** Digests that were made, and when enterprises want theirs. */
export class DigestStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<Digest> {
    const row = await this.#db<DigestRow>('digests').where({ id }).first();
    return row ? fromRow(row) : refuse('digest_gone', { digest: id });
  }

  /** The end of the latest digest that a reader had from an enterprise; null when he has had none. */
  async lastOf({ readerId, enterpriseId }: Pick<Digest, 'readerId' | 'enterpriseId'>): Promise<Date | null> {
    const found = await this.#db<DigestRow>('digests')
      .where({ reader_id: readerId, enterprise_id: enterpriseId })
      .max({ last: 'until' })
      .first();
    return dateOrNull((found?.['last'] as TimeColumn | undefined) ?? null);
  }

  /** Adds a digest; false when its reader has one for this moment already. */
  async add(digest: Digest): Promise<boolean> {
    const { id, enterpriseId, readerId, since, until } = digest;
    const row = { id, enterprise_id: enterpriseId, reader_id: readerId, since, until };
    return insertOnce(this.#db<DigestRow>('digests').insert(row));
  }

  /** Forgets the digests that ended before a moment; returns how many. */
  async forgetBefore(moment: Date): Promise<number> {
    return this.#db<DigestRow>('digests').where('until', '<', moment).delete();
  }

  /** The plan of an enterprise. */
  async planOf(enterpriseId: string): Promise<DigestPlan> {
    const row = await this.#db<PlanRow>('digest_plans').where({ enterprise_id: enterpriseId }).first();
    return row ? planOf(row) : standardPlan(enterpriseId);
  }

  /** The plans of those enterprises that have their own, by enterprise. */
  async plans(): Promise<ReadonlyMap<string, DigestPlan>> {
    const rows = await this.#db<PlanRow>('digest_plans');
    return new Map(rows.map((row) => [row.enterprise_id, planOf(row)]));
  }

  /** Keeps a plan; the last word counts. */
  async keepPlan(plan: DigestPlan): Promise<void> {
    const { enterpriseId, weekday, minute, whenQuiet, off, changedAt } = plan;
    const row = { weekday, minute, when_quiet: whenQuiet, off, changed_at: changedAt };
    await this.#db<PlanRow>('digest_plans')
      .insert({ enterprise_id: enterpriseId, ...row })
      .onConflict('enterprise_id')
      .merge(row);
  }
}

function fromRow({ id, enterprise_id, reader_id, since, until }: DigestRow): Digest {
  return { id, enterpriseId: enterprise_id, readerId: reader_id, since: dateOf(since), until: dateOf(until) };
}

function planOf(row: PlanRow): DigestPlan {
  return {
    enterpriseId: row.enterprise_id,
    weekday: row.weekday,
    minute: row.minute,
    whenQuiet: row.when_quiet,
    off: Boolean(row.off),
    changedAt: dateOrNull(row.changed_at),
  };
}
