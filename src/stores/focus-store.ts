import { type Focus, NO_FOCUS } from '../domain/focus.ts';
import { type Db, dateOf, insertOnce, type TimeColumn } from './database.ts';

interface ChangeRow {
  id: string;
  enterprise_id: string;
  changed_by: string;
  before: string;
  after: string;
  created_at: TimeColumn;
}

interface DraftRow {
  member_id: string;
  id: string;
  enterprise_id: string;
  focus: string;
  based_on: string;
  created_at: TimeColumn;
}

/** A change of an enterprise's focus. */
export interface KeptChange {
  readonly id: string;
  readonly enterpriseId: string;
  /** A member's id, or `operator`. */
  readonly by: string;
  readonly before: Focus;
  readonly after: Focus;
  readonly at: Date;
}

/** A focus that a member has filled in and not saved; one each. */
export interface FocusDraft {
  readonly id: string;
  readonly memberId: string;
  readonly enterpriseId: string;
  readonly focus: Focus;
  /** The change that was the last then; empty when there was none. */
  readonly basedOn: string;
}

/** How the focus of enterprises has changed and is about to. */
export class FocusStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async addChange(change: KeptChange): Promise<void> {
    await this.#changes().insert({
      id: change.id,
      enterprise_id: change.enterpriseId,
      changed_by: change.by,
      before: JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      created_at: change.at,
    });
  }

  /** The last changes of an enterprise's focus, the newest first. */
  async changesOf(enterpriseId: string, limit: number): Promise<KeptChange[]> {
    const rows = await this.#changes()
      .where({ enterprise_id: enterpriseId })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map((row) => ({
      id: row.id,
      enterpriseId: row.enterprise_id,
      by: row.changed_by,
      before: focusOf(row.before),
      after: focusOf(row.after),
      at: dateOf(row.created_at),
    }));
  }

  /** Keeps what a member has filled in, in the place of what he had before. */
  async putDraft(draft: FocusDraft, at: Date): Promise<void> {
    const row = {
      id: draft.id,
      enterprise_id: draft.enterpriseId,
      focus: JSON.stringify(draft.focus),
      based_on: draft.basedOn,
      created_at: at,
    };
    if (await insertOnce(this.#drafts().insert({ ...row, member_id: draft.memberId }))) return;
    await this.#drafts().where({ member_id: draft.memberId }).update(row);
  }

  async draftOf(memberId: string): Promise<FocusDraft | null> {
    const row = await this.#drafts().where({ member_id: memberId }).first();
    if (!row) return null;
    const { id, enterprise_id: enterpriseId, based_on: basedOn } = row;
    return { id, memberId, enterpriseId, focus: focusOf(row.focus), basedOn };
  }

  async dropDraft(memberId: string): Promise<void> {
    await this.#drafts().where({ member_id: memberId }).delete();
  }

  /** Forgets drafts that nobody has saved since a moment; returns how many. */
  async forgetDraftsBefore(at: Date): Promise<number> {
    return this.#drafts().where('created_at', '<', at).delete();
  }

  /** Notes that an enterprise does not want a suggestion again; the same again changes nothing. */
  async dismiss(enterpriseId: string, suggestion: string): Promise<void> {
    await insertOnce(this.#db('focus_dismissals').insert({ enterprise_id: enterpriseId, suggestion }));
  }

  /** The suggestions that an enterprise does not want. */
  async dismissedOf(enterpriseId: string): Promise<Set<string>> {
    const rows = await this.#db('focus_dismissals')
      .where({ enterprise_id: enterpriseId })
      .select<{ suggestion: string }[]>('suggestion');
    return new Set(rows.map(({ suggestion }) => suggestion));
  }

  #changes() {
    return this.#db<ChangeRow>('focus_changes');
  }

  #drafts() {
    return this.#db<DraftRow>('focus_drafts');
  }
}

function focusOf(text: string): Focus {
  return { ...NO_FOCUS, ...(JSON.parse(text) as Partial<Focus>) };
}
