import type { BindingCode } from '../domain/binding-code.ts';
import { type Db, dateOf, dateOrNull, insertOnce, type TimeColumn } from './database.ts';

interface CodeRow {
  id: string;
  enterprise_id: string;
  member_id: string | null;
  fingerprint: string;
  expires_at: TimeColumn;
  used_at: TimeColumn | null;
  revoked_at: TimeColumn | null;
  created_at: TimeColumn;
}

interface TriesRow {
  person_id: string;
  hour: string;
  tries: number;
}

/** Binding codes, and the count of wrong ones by person and hour. */
export class BindingCodeStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Finds a code by its fingerprint and keeps others from using it until the transaction ends. */
  async lock(fingerprint: string): Promise<BindingCode | null> {
    const row = await this.#db<CodeRow>('binding_codes').where({ fingerprint }).forUpdate().first();
    return row ? fromRow(row) : null;
  }

  async ofEnterprise(enterpriseId: string): Promise<BindingCode[]> {
    const rows = await this.#db<CodeRow>('binding_codes')
      .where({ enterprise_id: enterpriseId })
      .orderBy(['created_at', 'id']);
    return rows.map(fromRow);
  }

  async add(code: BindingCode, at: Date): Promise<void> {
    await this.#db<CodeRow>('binding_codes').insert({ ...toRow(code), created_at: at });
  }

  async replace(code: BindingCode): Promise<void> {
    await this.#db<CodeRow>('binding_codes').where({ id: code.id }).update(toRow(code));
  }

  /** How many wrong codes a person has tried in the hour of a moment. */
  async triesOf(personId: string, at: Date): Promise<number> {
    const row = await this.#db<TriesRow>('code_tries')
      .where({ person_id: personId, hour: hourOf(at) })
      .first();
    return row?.tries ?? 0;
  }

  async countTry(personId: string, at: Date): Promise<void> {
    const key = { person_id: personId, hour: hourOf(at) };
    if (await insertOnce(this.#db<TriesRow>('code_tries').insert({ ...key, tries: 1 }))) return;
    await this.#db<TriesRow>('code_tries').where(key).increment('tries');
  }
}

function hourOf(at: Date): string {
  return at.toISOString().slice(0, 13);
}

function toRow(code: BindingCode): Omit<CodeRow, 'created_at'> {
  return {
    id: code.id,
    enterprise_id: code.enterpriseId,
    member_id: code.memberId,
    fingerprint: code.fingerprint,
    expires_at: code.expiresAt,
    used_at: code.usedAt,
    revoked_at: code.revokedAt,
  };
}

function fromRow(row: CodeRow): BindingCode {
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    memberId: row.member_id,
    fingerprint: row.fingerprint,
    expiresAt: dateOf(row.expires_at),
    usedAt: dateOrNull(row.used_at),
    revokedAt: dateOrNull(row.revoked_at),
  };
}
