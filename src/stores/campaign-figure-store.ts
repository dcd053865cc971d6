import type { Knex } from 'knex';
import { pushedTo } from './campaign-store.ts';
import { type Db, dateOf, type TimeColumn } from './database.ts';

/** The first answer of an expert to a match. */
export interface FirstAnswer {
  readonly matchId: string;
  readonly memberId: string;
  readonly pushedAt: Date;
  readonly ratedAt: Date;
}

/** The ratings of the patents of one strategic emerging industry. */
export interface FieldFigure {
  /** Its code on the first level. */
  readonly field: string;
  readonly ratings: number;
  readonly stars: number;
}

/** How many of an enterprise's own evaluations gave many stars, and how many of these patents it wrote to the university about. */
export interface IntentFigure {
  readonly strong: number;
  readonly wished: number;
}

/** As many answers as a median needs; older ones say nothing about now. */
const MOST_ANSWERS = 2000;

/** What an admin wants to know of how his enterprise works; every question is one statement. */
export class CampaignFigureStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Those first answers that came last. */
  async firstAnswers(enterpriseId: string): Promise<FirstAnswer[]> {
    const rows = (await pushedTo(this.#db, enterpriseId)
      .join('expert_evaluations as given', 'given.match_id', 'matches.id')
      .join('expert_evaluation_history as first', (on) => {
        on.on('first.evaluation_id', 'given.id').onVal('first.version', 1);
      })
      .whereNotNull('matches.pushed_at')
      .orderBy('first.at', 'desc')
      .limit(MOST_ANSWERS)
      .select({
        matchId: 'matches.id',
        memberId: 'given.member_id',
        pushedAt: 'matches.pushed_at',
        ratedAt: 'first.at',
      })) as { matchId: string; memberId: string; pushedAt: TimeColumn; ratedAt: TimeColumn }[];
    return rows.map((row) => ({ ...row, pushedAt: dateOf(row.pushedAt), ratedAt: dateOf(row.ratedAt) }));
  }

  /** When the enterprise submitted each of its evaluations. */
  async submittedAt(enterpriseId: string): Promise<Date[]> {
    const rows = (await pushedTo(this.#db, enterpriseId)
      .join('enterprise_evaluations as own', 'own.match_id', 'matches.id')
      .whereNotNull('own.submitted_at')
      .select({ at: 'own.submitted_at' })) as { at: TimeColumn }[];
    return rows.map(({ at }) => dateOf(at));
  }

  /** The stars experts gave, by industry; a patent of several industries counts in each. */
  async starsByField(enterpriseId: string): Promise<FieldFigure[]> {
    const rows = (await pushedTo(this.#db, enterpriseId)
      .join('expert_evaluations as given', 'given.match_id', 'matches.id')
      .join('patent_facets as facet', (on) => {
        on.on('facet.patent_id', 'matches.patent_id').onVal('facet.kind', 'sei');
      })
      .whereNot('facet.code', 'like', '%.%')
      .whereIn('given.state', ['submitted', 'accepted'])
      .groupBy('facet.code')
      .orderBy('facet.code')
      .select({ field: 'facet.code' })
      .count({ ratings: '*' })
      .sum({ stars: 'given.stars' })) as Record<'field' | 'ratings' | 'stars', string | number>[];
    return rows.map(({ field, ratings, stars }) => ({
      field: String(field),
      ratings: Number(ratings),
      stars: Number(stars),
    }));
  }

  /** What became of those that the enterprise itself gave at least so many stars. */
  async intents(enterpriseId: string, stars: number): Promise<IntentFigure> {
    const strong = () =>
      pushedTo(this.#db, enterpriseId)
        .join('enterprise_evaluations as own', 'own.match_id', 'matches.id')
        .whereNotNull('own.submitted_at')
        .where('own.stars', '>=', stars);
    const wished = strong().whereExists(
      (intents) =>
        void intents
          .from('intents')
          .where('intents.enterprise_id', enterpriseId)
          .where('intents.patent_id', this.#db.ref('matches.patent_id'))
          .whereNotNull('intents.submitted_at')
          .whereNot('intents.state', 'withdrawn'),
    );
    return { strong: await count(strong()), wished: await count(wished) };
  }
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [found] = (await query.count({ number: '*' })) as { number: number | string }[];
  return Number(found?.number ?? 0);
}
