import type { Knex } from 'knex';
import { type Db, dateOf, type TimeColumn } from './database.ts';

/** A moment for each enterprise that has one. */
export type Moments = ReadonlyMap<string, Date>;

/** What tells where enterprises are stuck: each question is one statement over all of them. */
export class OverviewStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** How many admitted experts each has. */
  async experts(): Promise<ReadonlyMap<string, number>> {
    const rows = (await this.#db('members')
      .where({ expert: 'admitted', removed: false })
      .groupBy('enterprise_id')
      .select({ id: 'enterprise_id' })
      .count({ number: '*' })) as { id: string; number: number | string }[];
    return new Map(rows.map(({ id, number }) => [id, Number(number)]));
  }

  /** When anybody in it rated last. */
  lastRated(): Promise<Moments> {
    return this.#momentOf(this.#answers().max({ at: 'given.rated_at' }));
  }

  /** The oldest answer in each that no admin has reviewed, of patents that are still open. */
  oldestUnreviewed(): Promise<Moments> {
    const waiting = this.#answers().where({ 'given.state': 'submitted', 'matches.state': 'open' });
    return this.#momentOf(waiting.min({ at: 'given.rated_at' }));
  }

  /** When the patent was pushed that has waited longest for anybody's rating. */
  oldestUnrated(): Promise<Moments> {
    const unrated = this.#db('matches')
      .where({ 'matches.state': 'open', 'matches.library': 'evaluation' })
      .whereNotExists(
        (given) =>
          void given
            .from('expert_evaluations')
            .where('expert_evaluations.match_id', this.#db.ref('matches.id')),
      );
    return this.#momentOf(unrated.min({ at: 'matches.pushed_at' }));
  }

  #answers() {
    return this.#db('matches').join('expert_evaluations as given', 'given.match_id', 'matches.id');
  }

  async #momentOf(query: Knex.QueryBuilder): Promise<Moments> {
    const rows = (await query.groupBy('matches.enterprise_id').select({ id: 'matches.enterprise_id' })) as {
      id: string;
      at: TimeColumn | null;
    }[];
    return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, dateOf(at)] as const])));
  }
}
