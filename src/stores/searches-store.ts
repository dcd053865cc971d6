import type { PatentQuery } from '../domain/patent-query.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import { type Db, dateOrNull, type TimeColumn } from './database.ts';

interface SearchesRow {
  id: string;
  enterprise_id: string;
  member_id: string;
  query: string;
  created_at: TimeColumn;
  /** These three are null for a search that nobody has saved. */
  name: string | null;
  saved_at: TimeColumn | null;
  looked_at: TimeColumn | null;
}

/** What members have searched for, and what of it they keep; a card keeps no more than an id of it. */
export class SearchesStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Keeps what a member searches for, until `forgetBefore` comes to it or he saves it. */
  async add(
    id: string,
    by: { readonly enterpriseId: string; readonly memberId: string },
    query: PatentQuery,
    at: Date,
  ): Promise<void> {
    await this.#db<SearchesRow>('searches').insert({
      id,
      enterprise_id: by.enterpriseId,
      member_id: by.memberId,
      query: JSON.stringify(query),
      created_at: at,
    });
  }

  /** What was searched for in an enterprise; null for a search of another one, or one that is forgotten. */
  async find(enterpriseId: string, id: string): Promise<PatentQuery | null> {
    const row = await this.#db<SearchesRow>('searches').where({ id, enterprise_id: enterpriseId }).first();
    return row ? (JSON.parse(row.query) as PatentQuery) : null;
  }

  /** Saves a search of the member under its name, or stores what has changed of a saved one; false when he has none such. */
  async save({ id, memberId, name, savedAt, lookedAt }: SavedSearch): Promise<boolean> {
    const changed = await this.#db<SearchesRow>('searches')
      .where({ id, member_id: memberId })
      .update({ name, saved_at: savedAt, looked_at: lookedAt });
    return changed > 0;
  }

  /** Lets go of a saved search; like any other one it stays for a while, so that it can be saved again. */
  async letGo({ id, memberId }: Pick<SavedSearch, 'id' | 'memberId'>, at: Date): Promise<void> {
    await this.#db<SearchesRow>('searches')
      .where({ id, member_id: memberId })
      .update({ name: null, saved_at: null, looked_at: null, created_at: at });
  }

  /** The saved searches of a member, the first saved first. */
  async savedBy(memberId: string): Promise<SavedSearch[]> {
    const rows = await this.#db<SearchesRow>('searches')
      .where({ member_id: memberId })
      .whereNotNull('name')
      .orderBy([{ column: 'saved_at' }, { column: 'id' }]);
    return rows.flatMap((row) => savedSearch(row) ?? []);
  }

  /** The members who have saved any. */
  async savers(): Promise<Pick<SavedSearch, 'memberId' | 'enterpriseId'>[]> {
    return this.#db<SearchesRow>('searches')
      .whereNotNull('name')
      .distinct({ memberId: 'member_id', enterpriseId: 'enterprise_id' });
  }

  /** Forgets what was searched for before a moment and not saved; returns how many that were. */
  async forgetBefore(at: Date): Promise<number> {
    return this.#db<SearchesRow>('searches').where('created_at', '<', at).whereNull('name').delete();
  }

  /** Forgets all that a member has searched for, saved or not. */
  async forgetOf(memberId: string): Promise<void> {
    await this.#db<SearchesRow>('searches').where({ member_id: memberId }).delete();
  }

  /** Forgets all that was searched for in an enterprise, saved or not. */
  async forgetIn(enterpriseId: string): Promise<void> {
    await this.#db<SearchesRow>('searches').where({ enterprise_id: enterpriseId }).delete();
  }
}

function savedSearch(row: SearchesRow): SavedSearch | null {
  const { name } = row;
  const [savedAt, lookedAt] = [dateOrNull(row.saved_at), dateOrNull(row.looked_at)];
  if (name === null || savedAt === null || lookedAt === null) return null;
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    memberId: row.member_id,
    name,
    query: JSON.parse(row.query) as PatentQuery,
    savedAt,
    lookedAt,
  };
}
