import type { Knex } from 'knex';
import { GOALS, type Goal, type Progress, STANDARD_GOAL } from '../domain/campaign.ts';
import { type Db, insertOnce } from './database.ts';

interface CampaignRow {
  enterprise_id: string;
  goal: string;
}

type ProgressOf = ReadonlyMap<string, Progress>;

/** What enterprises have set themselves, and how far they have come; every question is one statement. */
export class CampaignStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async goalOf(enterpriseId: string): Promise<Goal> {
    const row = await this.#db<CampaignRow>('campaigns').where({ enterprise_id: enterpriseId }).first();
    return goalFrom(row?.goal);
  }

  /** The goals of those enterprises that have chosen one, by enterprise. */
  async goals(): Promise<ReadonlyMap<string, Goal>> {
    const rows = await this.#db<CampaignRow>('campaigns');
    return new Map(rows.map(({ enterprise_id, goal }) => [enterprise_id, goalFrom(goal)]));
  }

  async keepGoal(enterpriseId: string, goal: Goal): Promise<void> {
    const added = await insertOnce(
      this.#db<CampaignRow>('campaigns').insert({ enterprise_id: enterpriseId, goal }),
    );
    if (!added)
      await this.#db<CampaignRow>('campaigns').where({ enterprise_id: enterpriseId }).update({ goal });
  }

  /** How far one enterprise has come. */
  async progressOf(enterpriseId: string): Promise<Progress> {
    return (await this.#progress(enterpriseId)).get(enterpriseId) ?? NOTHING_PUSHED;
  }

  /** How far every enterprise has come to which anything was pushed, in as many statements as there are figures. */
  async progress(): Promise<ProgressOf> {
    return this.#progress(null);
  }

  /** The matches that can still be rated, whose cards name the deadline. */
  async openMatches(enterpriseId: string): Promise<string[]> {
    const rows: { id: string }[] = await pushedTo(this.#db, enterpriseId)
      .where({ 'matches.state': 'open' })
      .select('matches.id');
    return rows.map(({ id }) => id);
  }

  async #progress(enterpriseId: string | null): Promise<ProgressOf> {
    const answers = (query: Knex.QueryBuilder, where = {}) =>
      query.whereExists(
        (given) =>
          void given
            .from('expert_evaluations')
            .where('expert_evaluations.match_id', this.#db.ref('matches.id'))
            .where(where),
      );
    const counts = {
      pushed: await this.#countBy(pushedTo(this.#db, enterpriseId)),
      rated: await this.#countBy(answers(pushedTo(this.#db, enterpriseId))),
      evaluated: await this.#countBy(
        pushedTo(this.#db, enterpriseId)
          .join('enterprise_evaluations as own', 'own.match_id', 'matches.id')
          .whereNotNull('own.submitted_at'),
      ),
      toReview: await this.#countBy(
        answers(pushedTo(this.#db, enterpriseId).where({ 'matches.state': 'open' }), { state: 'submitted' }),
      ),
    };
    const of = (id: string, figure: keyof Progress) => counts[figure].get(id) ?? 0;
    return new Map(
      [...counts.pushed.keys()].map((id) => [
        id,
        {
          pushed: of(id, 'pushed'),
          rated: of(id, 'rated'),
          evaluated: of(id, 'evaluated'),
          toReview: of(id, 'toReview'),
        },
      ]),
    );
  }

  async #countBy(query: Knex.QueryBuilder): Promise<Map<string, number>> {
    const rows = (await query
      .groupBy('matches.enterprise_id')
      .select({ id: 'matches.enterprise_id' })
      .count({ number: '*' })) as { id: string; number: number | string }[];
    return new Map(rows.map(({ id, number }) => [id, Number(number)]));
  }
}

const NOTHING_PUSHED: Progress = { pushed: 0, rated: 0, evaluated: 0, toReview: 0 };

function goalFrom(text: string | undefined): Goal {
  return GOALS.find((each) => each === text) ?? STANDARD_GOAL;
}

/** What was brought to an enterprise, or to all, to be evaluated; what was withdrawn since counts for nothing. */
export function pushedTo(db: Db, enterpriseId: string | null): Knex.QueryBuilder {
  const query = db('matches')
    .where({ 'matches.library': 'evaluation' })
    .whereIn('matches.state', ['open', 'closed']);
  return enterpriseId === null ? query : query.where({ 'matches.enterprise_id': enterpriseId });
}
