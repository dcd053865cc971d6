import type { Knex } from 'knex';
import { inOrder, type RatingReason } from '../domain/rating-reason.ts';
import type { SetAside } from '../domain/set-aside.ts';
import { type Db, dateOf, dateOrNull, type TimeColumn } from './database.ts';

interface SetAsideRow {
  match_id: string;
  member_id: string;
  kind: SetAside['kind'];
  until: TimeColumn | null;
  passed_to: string | null;
  reason: string;
  set_at: TimeColumn;
}

/** How often experts of an enterprise had no interest, and for which reasons. */
export interface Uninteresting {
  readonly times: number;
  readonly byReason: ReadonlyMap<RatingReason, number>;
}

/** What experts do with patents that they do not rate now. */
export class SetAsideStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(matchId: string, memberId: string): Promise<SetAside | null> {
    const row = await this.#db<SetAsideRow>('set_asides')
      .where({ match_id: matchId, member_id: memberId })
      .first();
    return row ? fromRow(row) : null;
  }

  /** Keeps what an expert does with a match; the last word counts. */
  async put(aside: SetAside): Promise<void> {
    const { matchId, memberId, kind, at } = aside;
    const row = {
      kind,
      until: kind === 'later' ? aside.until : null,
      passed_to: kind === 'passed-on' ? aside.to : null,
      reason: kind === 'not-interested' ? (aside.reason ?? '') : '',
      set_at: at,
    };
    await this.#db<SetAsideRow>('set_asides')
      .insert({ match_id: matchId, member_id: memberId, ...row })
      .onConflict(['match_id', 'member_id'])
      .merge(row);
  }

  /** Lets a match be asked for again. */
  async drop(matchId: string, memberId: string): Promise<void> {
    await this.#db<SetAsideRow>('set_asides').where({ match_id: matchId, member_id: memberId }).delete();
  }

  /** Forgets all of a member. */
  async forgetOf(memberId: string): Promise<void> {
    await this.#db<SetAsideRow>('set_asides').where({ member_id: memberId }).delete();
  }

  /** What experts had no interest in, of what was brought to an enterprise. */
  async uninteresting(enterpriseId: string): Promise<Uninteresting> {
    const rows = (await this.#db('set_asides')
      .join('matches', 'matches.id', 'set_asides.match_id')
      .where({ 'matches.enterprise_id': enterpriseId, 'set_asides.kind': 'not-interested' })
      .groupBy('set_asides.reason')
      .select({ reason: 'set_asides.reason' })
      .count({ number: '*' })) as { reason: string; number: number | string }[];
    const byReason = new Map<RatingReason, number>();
    let times = 0;
    for (const { reason, number } of rows) {
      times += Number(number);
      for (const each of inOrder([reason])) byReason.set(each, Number(number));
    }
    return { times, byReason };
  }
}

/** Narrows a query of matches to those that a member has not set aside at a moment. */
export function notSetAside(db: Db, memberId: string, at: Date) {
  return (asides: Knex.QueryBuilder): void => {
    asides
      .from('set_asides')
      .where('set_asides.match_id', db.ref('matches.id'))
      .where({ 'set_asides.member_id': memberId })
      .where((still) => void still.whereNot('set_asides.kind', 'later').orWhere('set_asides.until', '>', at));
  };
}

function fromRow(row: SetAsideRow): SetAside {
  const common = { matchId: row.match_id, memberId: row.member_id, at: dateOf(row.set_at) };
  const until = dateOrNull(row.until);
  if (row.kind === 'later') return { ...common, kind: 'later', until: until ?? common.at };
  if (row.kind === 'passed-on') return { ...common, kind: 'passed-on', to: row.passed_to ?? '' };
  return { ...common, kind: 'not-interested', reason: inOrder([row.reason])[0] ?? null };
}
