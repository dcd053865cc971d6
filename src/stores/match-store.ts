import type { Match, Reason } from '../domain/match.ts';
import { refuse } from '../domain/refusals.ts';
import { chunksOf, type Db, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

interface MatchRow {
  id: string;
  enterprise_id: string;
  patent_id: string;
  library: Match['library'];
  score: number;
  reasons: string;
  state: Match['state'];
  pushed_at: TimeColumn | null;
  closed_at: TimeColumn | null;
  created_at: TimeColumn;
}

/**
 * Matches. Whoever changes anything under a match (ratings, reviews, drafts) locks the match first, so that
 * the enterprise's submission and a late rating can never pass each other.
 */
export class MatchStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<Match> {
    const row = await this.#db<MatchRow>('matches').where({ id }).first();
    return row ? fromRow(row) : refuse('match_gone', { match: id });
  }

  /** Reads a match and keeps every other transaction from it until this one ends. */
  async lock(id: string): Promise<Match> {
    const row = await this.#db<MatchRow>('matches').where({ id }).forUpdate().first();
    return row ? fromRow(row) : refuse('match_gone', { match: id });
  }

  async find(enterpriseId: string, patentId: string): Promise<Match | null> {
    const row = await this.#db<MatchRow>('matches')
      .where({ enterprise_id: enterpriseId, patent_id: patentId })
      .first();
    return row ? fromRow(row) : null;
  }

  /** The matches of an enterprise with some patents. */
  async ofEnterprise(enterpriseId: string, patentIds: readonly string[]): Promise<Match[]> {
    if (patentIds.length === 0) return [];
    const rows = await this.#db<MatchRow>('matches')
      .where({ enterprise_id: enterpriseId })
      .whereIn('patent_id', [...patentIds]);
    return rows.map(fromRow);
  }

  /** The matches of some patents with every enterprise. */
  async ofPatents(patentIds: readonly string[]): Promise<Match[]> {
    const found: Match[] = [];
    for (const ids of chunksOf(patentIds)) {
      const rows = await this.#db<MatchRow>('matches').whereIn('patent_id', ids).orderBy('id');
      found.push(...rows.map(fromRow));
    }
    return found;
  }

  /** The matches next to be pushed, best first; the evaluation library goes before the focus library. */
  async nextToPush(enterpriseId: string, limit: number): Promise<Match[]> {
    const rows = await this.#db<MatchRow>('matches')
      .where({ enterprise_id: enterpriseId, state: 'waiting' })
      .orderBy(['library', { column: 'score', order: 'desc' }, 'id'])
      .limit(limit);
    return rows.map(fromRow);
  }

  /** Open matches with answers that wait for the admin's review, those pushed last first. */
  async waitingForReview(enterpriseId: string, limit: number): Promise<Match[]> {
    const answered = this.#db('expert_evaluations').where({ state: 'submitted' }).select('match_id');
    const rows = await this.#db<MatchRow>('matches')
      .where({ enterprise_id: enterpriseId, state: 'open' })
      .whereIn('id', answered)
      .orderBy([{ column: 'pushed_at', order: 'desc' }, 'id'])
      .limit(limit);
    return rows.map(fromRow);
  }

  /** How many patents an enterprise's experts may rate now. */
  async countRatable(enterpriseId: string): Promise<number> {
    const found = await this.#db<MatchRow>('matches')
      .where({ enterprise_id: enterpriseId, state: 'open', library: 'evaluation' })
      .count({ matches: '*' })
      .first();
    return Number(found?.['matches'] ?? 0);
  }

  /** Adds a match; false when the enterprise has one for this patent already. */
  async add(match: Match, at: Date): Promise<boolean> {
    return insertOnce(this.#db<MatchRow>('matches').insert({ ...toRow(match), created_at: at }));
  }

  /** The matches of an enterprise with some patents, kept from every other transaction until this one ends. */
  async lockOf(enterpriseId: string, patentIds: readonly string[]): Promise<Match[]> {
    const found: Match[] = [];
    for (const ids of chunksOf(patentIds)) {
      const rows = await this.#db<MatchRow>('matches')
        .where({ enterprise_id: enterpriseId })
        .whereIn('patent_id', ids)
        .orderBy('id')
        .forUpdate();
      found.push(...rows.map(fromRow));
    }
    return found;
  }

  /** Adds matches at once; false, and none added, when the enterprise has one for any of the patents already. */
  async addAll(matches: readonly Match[], at: Date): Promise<boolean> {
    if (matches.length === 0) return true;
    const rows = matches.map((match) => ({ ...toRow(match), created_at: at }));
    return insertOnce(this.#db<MatchRow>('matches').insert(rows));
  }

  /** Removes matches that were brought to nobody. */
  async drop(ids: readonly string[]): Promise<void> {
    for (const chunk of chunksOf(ids))
      await this.#db<MatchRow>('matches').whereIn('id', chunk).whereNull('pushed_at').delete();
  }

  /** Writes the score and the reasons of matches that wait. */
  async score(matches: readonly Match[]): Promise<void> {
    for (const chunk of chunksOf(matches, 200)) {
      const rows = chunk.map(toRow);
      const each = (column: 'score' | 'reasons') =>
        this.#db.raw(`case id ${rows.map(() => 'when ? then ?').join(' ')} end`, [
          ...rows.flatMap((row) => [row.id, row[column]]),
        ]);
      await this.#db('matches')
        .whereIn(
          'id',
          rows.map(({ id }) => id),
        )
        .where({ state: 'waiting' })
        .update({ score: each('score'), reasons: each('reasons') });
    }
  }

  async replace(match: Match): Promise<void> {
    await this.#db<MatchRow>('matches').where({ id: match.id }).update(toRow(match));
  }
}

function toRow(match: Match): Omit<MatchRow, 'created_at'> {
  return {
    id: match.id,
    enterprise_id: match.enterpriseId,
    patent_id: match.patentId,
    library: match.library,
    score: match.score,
    reasons: JSON.stringify(match.reasons),
    state: match.state,
    pushed_at: match.pushedAt,
    closed_at: match.closedAt,
  };
}

function fromRow(row: MatchRow): Match {
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    patentId: row.patent_id,
    library: row.library,
    score: row.score,
    reasons: JSON.parse(row.reasons) as Reason[],
    state: row.state,
    pushedAt: dateOrNull(row.pushed_at),
    closedAt: dateOrNull(row.closed_at),
  };
}
