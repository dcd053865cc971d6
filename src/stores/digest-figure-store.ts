import type { Knex } from 'knex';
import type { Digest, DigestFigures } from '../domain/digest.ts';
import { inOrder, type RatingReason } from '../domain/rating-reason.ts';
import { type Stars, starsOf } from '../domain/stars.ts';
import type { Db } from './database.ts';

/** Whose figures, and of which period. */
export type FigurePlace = Pick<Digest, 'enterpriseId' | 'since' | 'until'>;

/** The ratings of a period by their stars, and how many experts gave them. */
export interface StarFigures {
  readonly experts: number;
  readonly byStars: ReadonlyMap<Stars, number>;
  /** How often each reason was named. */
  readonly byReason: ReadonlyMap<RatingReason, number>;
}

/** What a digest counts and names; each question is one statement, and none reads more than its enterprise. */
export class DigestFigureStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** All figures but the universities' answers, which the audit trail knows. */
  async figures(place: FigurePlace): Promise<Omit<DigestFigures, 'answers'>> {
    const { ratings, rated } = await this.#given(place);
    return {
      pushed: await count(this.#pushed(place)),
      found: await count(this.#found(place)),
      ratings,
      rated,
      submitted: await count(
        this.#matches(place)
          .join('enterprise_evaluations as own', 'own.match_id', 'matches.id')
          .where('own.submitted_at', '>=', place.since)
          .where('own.submitted_at', '<', place.until),
      ),
      intents: await count(
        this.#db('intents')
          .where({ enterprise_id: place.enterpriseId })
          .where('submitted_at', '>=', place.since)
          .where('submitted_at', '<', place.until),
      ),
      open: await count(this.#open(place)),
      unrated: await count(this.#unrated(place)),
      toReview: await count(
        this.#open(place).whereExists(
          (answers) => void this.#answersOf(answers).where({ state: 'submitted' }),
        ),
      ),
    };
  }

  /** The stars of the ratings of a period. */
  async stars(place: FigurePlace): Promise<StarFigures> {
    const rows = (await this.#ratings(place)
      .groupBy('given.member_id', 'given.stars')
      .select({ member: 'given.member_id', stars: 'given.stars' })
      .count({ number: '*' })) as { member: string; stars: number; number: number | string }[];
    const byStars = new Map<Stars, number>();
    for (const { stars, number } of rows) {
      const each = starsOf(Number(stars));
      byStars.set(each, (byStars.get(each) ?? 0) + Number(number));
    }
    const experts = new Set(rows.map(({ member }) => member)).size;
    return { experts, byStars, byReason: await this.#reasons(place) };
  }

  /** Patents of the period that are still open for ratings, the best first. */
  async newest(place: FigurePlace, limit: number): Promise<string[]> {
    return ids(this.#pushed(place).where({ state: 'open' }), limit, ['score', 'desc']);
  }

  /** Patents that the focus found in the period and nobody was shown yet, the best first. */
  async found(place: FigurePlace, limit: number): Promise<string[]> {
    return ids(this.#found(place).where({ state: 'waiting' }), limit, ['score', 'desc']);
  }

  /** Patents that nobody has rated, those first that have waited longest, without those of the period. */
  async unrated(place: FigurePlace, limit: number): Promise<string[]> {
    return ids(this.#unrated(place).where('pushed_at', '<', place.since), limit, ['pushed_at', 'asc']);
  }

  async #reasons(place: FigurePlace): Promise<ReadonlyMap<RatingReason, number>> {
    const rows = (await this.#ratings(place)
      .whereNot('given.reasons', '')
      .select({ reasons: 'given.reasons' })) as { reasons: string }[];
    const byReason = new Map<RatingReason, number>();
    for (const { reasons } of rows)
      for (const each of inOrder(reasons.split(','))) byReason.set(each, (byReason.get(each) ?? 0) + 1);
    return byReason;
  }

  async #given(place: FigurePlace): Promise<Pick<DigestFigures, 'ratings' | 'rated'>> {
    const found = await this.#ratings(place)
      .count({ ratings: '*' })
      .countDistinct({ rated: 'matches.id' })
      .first();
    return { ratings: Number(found?.['ratings'] ?? 0), rated: Number(found?.['rated'] ?? 0) };
  }

  #ratings({ enterpriseId, since, until }: FigurePlace) {
    return this.#matches({ enterpriseId })
      .whereIn('matches.state', ['open', 'closed'])
      .join('expert_evaluations as given', 'given.match_id', 'matches.id')
      .where('given.rated_at', '>=', since)
      .where('given.rated_at', '<', until)
      .whereIn('given.state', ['submitted', 'accepted']);
  }

  #pushed({ enterpriseId, since, until }: FigurePlace) {
    return this.#matches({ enterpriseId }).where('pushed_at', '>=', since).where('pushed_at', '<', until);
  }

  #found({ enterpriseId, since, until }: FigurePlace) {
    return this.#matches({ enterpriseId })
      .where({ library: 'focus' })
      .whereNot({ state: 'withdrawn' })
      .where('created_at', '>=', since)
      .where('created_at', '<', until);
  }

  #open({ enterpriseId }: Pick<FigurePlace, 'enterpriseId'>) {
    return this.#matches({ enterpriseId }).where({ 'matches.state': 'open', library: 'evaluation' });
  }

  #unrated(place: FigurePlace) {
    return this.#open(place).whereNotExists((answers) => void this.#answersOf(answers));
  }

  #answersOf(answers: Knex.QueryBuilder) {
    return answers
      .from('expert_evaluations')
      .where('expert_evaluations.match_id', this.#db.ref('matches.id'));
  }

  #matches({ enterpriseId }: Pick<FigurePlace, 'enterpriseId'>): Knex.QueryBuilder {
    return this.#db('matches').where({ 'matches.enterprise_id': enterpriseId });
  }
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [found] = (await query.count({ number: '*' })) as { number: number | string }[];
  return Number(found?.number ?? 0);
}

async function ids(
  query: Knex.QueryBuilder,
  limit: number,
  [column, order]: readonly [string, 'asc' | 'desc'],
): Promise<string[]> {
  const rows = (await query
    .orderBy([{ column, order }, 'matches.id'])
    .limit(limit)
    .select({ patent: 'patent_id' })) as { patent: string }[];
  return rows.map(({ patent }) => patent);
}
