import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import type { Match, Reason } from '../domain/match.ts';
import { inOrder } from '../domain/rating-reason.ts';
import { type Stars, starsOf } from '../domain/stars.ts';
import { type Db, dateOf, type TimeColumn } from './database.ts';

/** What is asked for; null where it does not matter. */
export interface EvaluationWish {
  readonly state: ExpertEvaluation['state'] | null;
  /** The experts who count; nobody's when empty. */
  readonly experts: readonly string[] | null;
  readonly stars: Stars | null;
}

/** One expert evaluation with what an admin needs to judge it: its patent, and how far the enterprise's own is. */
export interface ListedEvaluation
  extends Pick<
    ExpertEvaluation,
    'id' | 'matchId' | 'memberId' | 'stars' | 'opinion' | 'reasons' | 'state' | 'ratedAt' | 'version'
  > {
  readonly patentId: string;
  readonly match: Match['state'];
  readonly own: EnterpriseEvaluation['state'] | null;
}

interface ListedRow {
  id: string;
  matchId: string;
  memberId: string;
  stars: number;
  opinion: string;
  reasons: string;
  state: ExpertEvaluation['state'];
  ratedAt: TimeColumn;
  version: number;
  patentId: string;
  match: Match['state'];
  own: EnterpriseEvaluation['state'] | null;
}

/** A patent that was rated. */
export interface Rated {
  readonly patentId: string;
  readonly stars: readonly number[];
  readonly reasons: readonly Reason[];
}

/** All expert evaluations of an enterprise, whatever they are about. */
export class EvaluationListStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The patents an enterprise's experts have rated, those rated last first, with all stars each got that no admin turned down, and why it was matched. */
  async ratedOf(enterpriseId: string, limit: number): Promise<Rated[]> {
    const rows: { patent: string; stars: number; reasons: string }[] = await this.#db(
      'expert_evaluations as given',
    )
      .join('matches', 'matches.id', 'given.match_id')
      .where({ 'matches.enterprise_id': enterpriseId })
      .whereIn('given.state', ['submitted', 'accepted'])
      .orderBy([
        { column: 'given.rated_at', order: 'desc' },
        { column: 'given.id', order: 'desc' },
      ])
      .limit(limit)
      .select({ patent: 'matches.patent_id', stars: 'given.stars', reasons: 'matches.reasons' });
    const rated = new Map<string, { patentId: string; stars: number[]; reasons: Reason[] }>();
    for (const { patent, stars, reasons } of rows) {
      const known = rated.get(patent);
      if (known) known.stars.push(stars);
      else
        rated.set(patent, {
          patentId: patent,
          stars: [stars],
          reasons: JSON.parse(reasons) as Reason[],
        });
    }
    return [...rated.values()];
  }

  /** Those that are asked for, those given last first. */
  async listed(
    enterpriseId: string,
    wish: EvaluationWish,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<ListedEvaluation[]> {
    const rows: ListedRow[] = await this.#of(enterpriseId, wish)
      .leftJoin('enterprise_evaluations as own', 'own.match_id', 'matches.id')
      .orderBy([
        { column: 'answer.rated_at', order: 'desc' },
        { column: 'answer.id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset)
      .select({
        id: 'answer.id',
        matchId: 'answer.match_id',
        memberId: 'answer.member_id',
        stars: 'answer.stars',
        opinion: 'answer.opinion',
        reasons: 'answer.reasons',
        state: 'answer.state',
        ratedAt: 'answer.rated_at',
        version: 'answer.version',
        patentId: 'matches.patent_id',
        match: 'matches.state',
        own: 'own.state',
      });
    return rows.map((row) => ({
      ...row,
      stars: starsOf(row.stars),
      reasons: inOrder(row.reasons.split(',')),
      ratedAt: dateOf(row.ratedAt),
    }));
  }

  /** How many of those that are asked for are in each state. */
  async tally(
    enterpriseId: string,
    wish: Omit<EvaluationWish, 'state'>,
  ): Promise<ReadonlyMap<ExpertEvaluation['state'], number>> {
    const rows: { state: ExpertEvaluation['state']; number: number | string }[] = await this.#of(
      enterpriseId,
      {
        ...wish,
        state: null,
      },
    )
      .groupBy('answer.state')
      .select({ state: 'answer.state' })
      .count({ number: '*' });
    return new Map(rows.map(({ state, number }) => [state, Number(number)]));
  }

  #of(enterpriseId: string, { state, experts, stars }: EvaluationWish) {
    const query = this.#db('expert_evaluations as answer')
      .join('matches', 'matches.id', 'answer.match_id')
      .where({ 'matches.enterprise_id': enterpriseId });
    if (state !== null) query.where({ 'answer.state': state });
    if (experts !== null) query.whereIn('answer.member_id', [...experts]);
    if (stars !== null) query.where({ 'answer.stars': stars });
    return query;
  }
}
