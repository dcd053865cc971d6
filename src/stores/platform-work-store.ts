import type { Knex } from 'knex';
import { type Db, dateOf, type TimeColumn } from './database.ts';

/** What an admin has confirmed and the platform does not have yet; an end is to be taken off the platform. */
export interface PlatformWork {
  readonly kind: 'evaluation' | 'intent' | 'demand' | 'end';
  /** What it is about; only an end is of another kind than it says. */
  readonly of: 'evaluation' | 'intent' | 'demand';
  readonly id: string;
  readonly enterpriseId: string;
  readonly revision: number;
  /** When an admin confirmed it, or gave it up. */
  readonly at: Date;
  /** True when the API cannot do it: the platform has refused it, or has it by an admin's hand alone. */
  readonly onlyByHand: boolean;
  /** False for an end of what the platform never said it has: then there is nothing that an admin could take down. */
  readonly forHands: boolean;
}

interface WorkRow {
  id: string;
  enterpriseId: string;
  revision: number;
  at: TimeColumn;
  onlyByHand: number;
  forHands: number;
}

/** How much of a kind waits in an enterprise. */
export type PlatformWorkTally = Pick<PlatformWork, 'kind' | 'enterpriseId' | 'onlyByHand' | 'forHands'> & {
  readonly number: number;
  /** Since when the oldest of them has waited. */
  readonly oldest: Date;
};

/** One table's part of the work. */
type Part = Pick<PlatformWork, 'kind' | 'of'> & { readonly rows: Knex.QueryBuilder };

const TABLES = [
  ['evaluation', 'enterprise_evaluations'],
  ['intent', 'intents'],
  ['demand', 'demands'],
] as const;

/** What is on its way to the platform, of every kind, out of the tables that hold it. */
export class PlatformWorkStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** What waits in an enterprise, the oldest first. */
  async ofEnterprise(enterpriseId: string): Promise<PlatformWork[]> {
    const found: PlatformWork[] = [];
    for (const { kind, of, rows } of this.#parts()) {
      const some: WorkRow[] = await this.#db.from(rows.as('work')).where({ enterpriseId }).select();
      found.push(...some.map((row) => ({ kind, of, ...workOf(row) })));
    }
    return found.sort((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1));
  }

  /** What an admin has entered by hand last, and can take back; null when there is nothing. */
  async lastMarked(memberId: string): Promise<Pick<PlatformWork, 'of' | 'id' | 'at'> | null> {
    const marked: Pick<PlatformWork, 'of' | 'id' | 'at'>[] = [];
    for (const [of, table] of TABLES) {
      const row: { id: string; posted_at: TimeColumn } | undefined = await this.#db(table)
        .where({ state: 'posted', posted_by: memberId })
        .whereNull('receipt')
        .orderBy([{ column: 'posted_at', order: 'desc' }, 'id'])
        .select('id', 'posted_at')
        .first();
      if (row) marked.push({ of, id: row.id, at: dateOf(row.posted_at) });
    }
    return marked.sort((one, other) => other.at.getTime() - one.at.getTime())[0] ?? null;
  }

  /** How much waits, by kind and enterprise. */
  async tally(): Promise<PlatformWorkTally[]> {
    const tallies: PlatformWorkTally[] = [];
    for (const { kind, rows } of this.#parts()) {
      const counted: (Pick<WorkRow, 'enterpriseId' | 'onlyByHand' | 'forHands'> & {
        number: number | string;
        oldest: TimeColumn;
      })[] = await this.#db
        .from(rows.as('work'))
        .groupBy('enterpriseId', 'onlyByHand', 'forHands')
        .select('enterpriseId', 'onlyByHand', 'forHands')
        .count({ number: '*' })
        .min({ oldest: 'at' });
      tallies.push(
        ...counted.map(({ enterpriseId, onlyByHand, forHands, number, oldest }) => ({
          kind,
          enterpriseId,
          onlyByHand: Boolean(onlyByHand),
          forHands: Boolean(forHands),
          number: Number(number),
          oldest: dateOf(oldest),
        })),
      );
    }
    return tallies;
  }

  #parts(): Part[] {
    return [
      { kind: 'evaluation', of: 'evaluation', rows: this.#evaluations() },
      { kind: 'intent', of: 'intent', rows: this.#confirmed('intents') },
      { kind: 'demand', of: 'demand', rows: this.#confirmed('demands') },
      { kind: 'end', of: 'intent', rows: this.#ended('intents', 'withdrawn_at') },
      { kind: 'end', of: 'demand', rows: this.#ended('demands', 'closed_at') },
    ];
  }

  /** An evaluation the platform has refused is to be entered by hand. */
  #evaluations() {
    return this.#db('enterprise_evaluations as evaluation')
      .join('matches', 'matches.id', 'evaluation.match_id')
      .whereIn('evaluation.state', ['submitted', 'refused'])
      .select({
        id: 'evaluation.id',
        enterpriseId: 'matches.enterprise_id',
        revision: 'evaluation.revision',
        at: 'evaluation.submitted_at',
        onlyByHand: this.#db.raw("case when evaluation.state = 'refused' then 1 else 0 end"),
        forHands: this.#db.raw('1'),
      });
  }

  #confirmed(table: 'intents' | 'demands') {
    return this.#db(table)
      .where({ state: 'submitted' })
      .select({
        id: 'id',
        enterpriseId: 'enterprise_id',
        revision: 'revision',
        at: 'submitted_at',
        onlyByHand: this.#db.raw('0'),
        forHands: this.#db.raw('1'),
      });
  }

  #ended(table: 'intents' | 'demands', at: 'withdrawn_at' | 'closed_at') {
    return this.#db(table)
      .whereIn('state', ['withdrawn', 'closed'])
      .whereNotNull('submitted_at')
      .whereNull('end_reported_at')
      .select({
        id: 'id',
        enterpriseId: 'enterprise_id',
        revision: 'revision',
        at,
        onlyByHand: this.#db.raw(
          "case when refusal <> '' or (posted_by is not null and receipt is null) then 1 else 0 end",
        ),
        forHands: this.#db.raw("case when refusal <> '' or posted_at is not null then 1 else 0 end"),
      });
  }
}

function workOf(row: WorkRow): Omit<PlatformWork, 'kind' | 'of'> {
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    revision: row.revision,
    at: dateOf(row.at),
    onlyByHand: Boolean(row.onlyByHand),
    forHands: Boolean(row.forHands),
  };
}
