import { openDatabase } from '../../src/stores/database.ts';
import type { RatingClick } from './clicks.ts';

/** What the database holds of the clicks that were sent. */
export interface ClickBooks {
  readonly committed: number;
  /** Clicks without an evaluation of the stars that were pressed. */
  readonly lost: number;
  /** Evaluations, or versions of them, beyond one for each click. */
  readonly doubled: number;
}

interface EvaluationRow {
  readonly card: string;
  readonly expert: string;
  readonly stars: number;
}

/** Compares the clicks with the evaluations in the database, once the service has stopped. */
export async function compareBooks(databaseUrl: string, clicks: readonly RatingClick[]): Promise<ClickBooks> {
  const { db, close } = openDatabase(databaseUrl);
  try {
    const rows: EvaluationRow[] = await db('expert_evaluations')
      .join('cards', 'cards.subject_id', 'expert_evaluations.match_id')
      .join('person_members', 'person_members.member_id', 'expert_evaluations.member_id')
      .join('persons', 'persons.id', 'person_members.person_id')
      .where({ 'cards.kind': 'patent' })
      .select({ card: 'cards.id', expert: 'persons.user_id', stars: 'expert_evaluations.stars' });
    const versions = await db('expert_evaluation_history').count({ rows: '*' }).first();
    const found = new Set(rows.map(({ card, expert, stars }) => `${card} ${expert} ${stars}`));
    const lost = clicks.filter(({ value, expert }) => !found.has(`${value.card} ${expert} ${value.stars}`));
    const committed = Math.max(rows.length, Number(versions?.['rows'] ?? 0));
    return { committed, lost: lost.length, doubled: committed - (clicks.length - lost.length) };
  } finally {
    await close();
  }
}
