import type { EnterpriseEvaluation } from '../domain/enterprise-evaluation.ts';
import { refuse } from '../domain/refusals.ts';
import { starsOf } from '../domain/stars.ts';
import { type Db, dateOrNull, type TimeColumn } from './database.ts';

interface EvaluationRow {
  id: string;
  match_id: string;
  stars: number;
  opinion: string;
  state: EnterpriseEvaluation['state'];
  revision: number;
  drafted_by: string;
  submitted_by: string | null;
  submitted_at: TimeColumn | null;
  receipt: string | null;
  posted_at: TimeColumn | null;
  posted_by: string | null;
  refusal: string;
}

/** Enterprise evaluations, one per match. */
export class EnterpriseEvaluationStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(id: string): Promise<EnterpriseEvaluation | null> {
    const row = await this.#db<EvaluationRow>('enterprise_evaluations').where({ id }).first();
    return row ? fromRow(row) : null;
  }

  async get(id: string): Promise<EnterpriseEvaluation> {
    return (await this.find(id)) ?? refuse('draft_missing', { evaluation: id });
  }

  async findOfMatch(matchId: string): Promise<EnterpriseEvaluation | null> {
    const row = await this.#db<EvaluationRow>('enterprise_evaluations').where({ match_id: matchId }).first();
    return row ? fromRow(row) : null;
  }

  async put(evaluation: EnterpriseEvaluation): Promise<void> {
    const row = toRow(evaluation);
    const rows = () => this.#db<EvaluationRow>('enterprise_evaluations');
    const changed = await rows().where({ id: row.id }).update(row);
    if (changed === 0) await rows().insert(row);
  }
}

function toRow(evaluation: EnterpriseEvaluation): EvaluationRow {
  return {
    id: evaluation.id,
    match_id: evaluation.matchId,
    stars: evaluation.stars,
    opinion: evaluation.opinion,
    state: evaluation.state,
    revision: evaluation.revision,
    drafted_by: evaluation.draftedBy,
    submitted_by: evaluation.submittedBy,
    submitted_at: evaluation.submittedAt,
    receipt: evaluation.receipt,
    posted_at: evaluation.postedAt,
    posted_by: evaluation.postedBy,
    refusal: evaluation.refusal,
  };
}

function fromRow(row: EvaluationRow): EnterpriseEvaluation {
  return {
    id: row.id,
    matchId: row.match_id,
    stars: starsOf(row.stars),
    opinion: row.opinion,
    state: row.state,
    revision: row.revision,
    draftedBy: row.drafted_by,
    submittedBy: row.submitted_by,
    submittedAt: dateOrNull(row.submitted_at),
    receipt: row.receipt,
    postedAt: dateOrNull(row.posted_at),
    postedBy: row.posted_by,
    refusal: row.refusal,
  };
}
