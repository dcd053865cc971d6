import { type Db, dateOf, type TimeColumn } from './database.ts';

/** What was done, by whom, about what, with the exact text where something goes outward (rule 30). */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly enterpriseId: string;
  /** A member's id, `operator` or `platform`. */
  readonly actor: string;
  readonly act: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface AuditRow {
  id: string;
  at: TimeColumn;
  enterprise_id: string;
  actor: string;
  act: string;
  subject: string;
  detail: string;
}

/** The audit trail: entries are added and read, never changed. */
export class AuditStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(entry: AuditEntry): Promise<void> {
    await this.#db<AuditRow>('audit').insert({
      id: entry.id,
      at: entry.at,
      enterprise_id: entry.enterpriseId,
      actor: entry.actor,
      act: entry.act,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
    });
  }

  async ofEnterprise(enterpriseId: string): Promise<AuditEntry[]> {
    const rows = await this.#db<AuditRow>('audit')
      .where({ enterprise_id: enterpriseId })
      .orderBy(['at', 'id']);
    return rows.map(fromRow);
  }

  /** The entries of an enterprise that are by or about any of these ids. */
  async about(enterpriseId: string, ids: readonly string[]): Promise<AuditEntry[]> {
    const rows = await this.#db<AuditRow>('audit')
      .where({ enterprise_id: enterpriseId })
      .where((either) => either.whereIn('actor', [...ids]).orWhereIn('subject', [...ids]))
      .orderBy(['at', 'id']);
    return rows.map(fromRow);
  }
}

function fromRow(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: dateOf(row.at),
    enterpriseId: row.enterprise_id,
    actor: row.actor,
    act: row.act,
    subject: row.subject,
    detail: JSON.parse(row.detail) as Record<string, unknown>,
  };
}
