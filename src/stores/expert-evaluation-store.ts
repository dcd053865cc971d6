import type { ExpertEvaluation } from '../domain/expert-evaluation.ts';
import { inOrder } from '../domain/rating-reason.ts';
import { starsOf } from '../domain/stars.ts';
import { type Db, dateOf, dateOrNull, type TimeColumn } from './database.ts';

interface EvaluationRow {
  id: string;
  match_id: string;
  member_id: string;
  stars: number;
  opinion: string;
  reasons: string;
  state: ExpertEvaluation['state'];
  reason: string;
  reviewed_by: string | null;
  reviewed_at: TimeColumn | null;
  rated_at: TimeColumn;
  version: number;
}

interface TallyRow {
  readonly member: string;
  readonly answers: number | string;
}

interface HistoryRow
  extends Pick<EvaluationRow, 'version' | 'stars' | 'opinion' | 'reasons' | 'state' | 'reason'> {
  evaluation_id: string;
  by_member: string;
  at: TimeColumn;
}

/** One version of an evaluation as it once was. */
export interface EvaluationVersion
  extends Pick<ExpertEvaluation, 'version' | 'stars' | 'opinion' | 'reasons' | 'state' | 'reason'> {
  readonly evaluationId: string;
  /** The member who made this version, by rating or by reviewing. */
  readonly by: string;
  readonly at: Date;
}

/** How much an expert has answered. */
export interface Tally {
  /** All his evaluations. */
  readonly given: number;
  /** Those of patents that may still be rated, without the ones that came back to him. */
  readonly ofRatable: number;
}

/** Expert evaluations, one per match and expert, with every earlier version kept. */
export class ExpertEvaluationStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(id: string): Promise<ExpertEvaluation | null> {
    const row = await this.#db<EvaluationRow>('expert_evaluations').where({ id }).first();
    return row ? fromRow(row) : null;
  }

  async findOf(matchId: string, memberId: string): Promise<ExpertEvaluation | null> {
    const row = await this.#db<EvaluationRow>('expert_evaluations')
      .where({ match_id: matchId, member_id: memberId })
      .first();
    return row ? fromRow(row) : null;
  }

  /** All answers to a match, the first given first. */
  async ofMatch(matchId: string): Promise<ExpertEvaluation[]> {
    const rows = await this.#db<EvaluationRow>('expert_evaluations')
      .where({ match_id: matchId })
      .orderBy('id');
    return rows.map(fromRow);
  }

  /** All answers of a member, the first given first. */
  async ofMember(memberId: string): Promise<ExpertEvaluation[]> {
    const rows = await this.#db<EvaluationRow>('expert_evaluations')
      .where({ member_id: memberId })
      .orderBy('id');
    return rows.map(fromRow);
  }

  /** Every version of all answers of a member. */
  async historyOf(memberId: string): Promise<EvaluationVersion[]> {
    const own = this.#db<EvaluationRow>('expert_evaluations').where({ member_id: memberId }).select('id');
    const rows = await this.#db<HistoryRow>('expert_evaluation_history')
      .whereIn('evaluation_id', own)
      .orderBy(['evaluation_id', 'version']);
    return rows.map(({ evaluation_id, by_member, at, stars, reasons, version, opinion, state, reason }) => {
      const said = { version, stars: starsOf(stars), opinion, reasons: reasonsFrom(reasons), state, reason };
      return { evaluationId: evaluation_id, ...said, by: by_member, at: dateOf(at) };
    });
  }

  /** How much each expert of an enterprise has answered, by member; whoever gave nothing is absent. */
  async talliesOf(enterpriseId: string): Promise<Map<string, Tally>> {
    const open = { 'matches.state': 'open', 'matches.library': 'evaluation' } as const;
    const all = () =>
      this.#db('expert_evaluations')
        .join('matches', 'matches.id', 'expert_evaluations.match_id')
        .where({ 'matches.enterprise_id': enterpriseId })
        .groupBy('expert_evaluations.member_id')
        .select({ member: 'expert_evaluations.member_id' })
        .count({ answers: '*' });
    const given = (await all()) as TallyRow[];
    const ratable = (await all()
      .where(open)
      .whereNot({ 'expert_evaluations.state': 'returned' })) as TallyRow[];
    const ofRatable = new Map(ratable.map(({ member, answers }) => [member, Number(answers)]));
    return new Map(
      given.map(({ member, answers }) => [
        member,
        { given: Number(answers), ofRatable: ofRatable.get(member) ?? 0 },
      ]),
    );
  }

  /** Stores a new version of an evaluation and adds it to the history, with who made it. */
  async put(evaluation: ExpertEvaluation, by: string, at: Date): Promise<void> {
    const row = toRow(evaluation);
    const rows = this.#db<EvaluationRow>('expert_evaluations');
    await (row.version === 1 ? rows.insert(row) : rows.where({ id: row.id }).update(row));
    await this.#db<HistoryRow>('expert_evaluation_history').insert({
      evaluation_id: row.id,
      version: row.version,
      stars: row.stars,
      opinion: row.opinion,
      reasons: row.reasons,
      state: row.state,
      reason: row.reason,
      by_member: by,
      at,
    });
  }
}

function reasonsFrom(column: string) {
  return inOrder(column.split(','));
}

function toRow(evaluation: ExpertEvaluation): EvaluationRow {
  return {
    id: evaluation.id,
    match_id: evaluation.matchId,
    member_id: evaluation.memberId,
    stars: evaluation.stars,
    opinion: evaluation.opinion,
    reasons: evaluation.reasons.join(),
    state: evaluation.state,
    reason: evaluation.reason,
    reviewed_by: evaluation.reviewedBy,
    reviewed_at: evaluation.reviewedAt,
    rated_at: evaluation.ratedAt,
    version: evaluation.version,
  };
}

function fromRow(row: EvaluationRow): ExpertEvaluation {
  return {
    id: row.id,
    matchId: row.match_id,
    memberId: row.member_id,
    stars: starsOf(row.stars),
    opinion: row.opinion,
    reasons: reasonsFrom(row.reasons),
    state: row.state,
    reason: row.reason,
    reviewedBy: row.reviewed_by,
    reviewedAt: dateOrNull(row.reviewed_at),
    ratedAt: dateOf(row.rated_at),
    version: row.version,
  };
}
