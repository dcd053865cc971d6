import type { Patent, PatentRecord } from '../domain/patent.ts';
import { refuse } from '../domain/refusals.ts';
import { chunksOf, type Db, insertOnce } from './database.ts';

interface PatentRow {
  id: string;
  application_number: string;
  kind: PatentRecord['kind'];
  title: string;
  applicant: string;
  state: PatentRecord['state'];
  record: string;
  fingerprint: string;
  created_at: Date;
  changed_at: Date;
}

/** A patent with the fingerprint of its record, to see whether a newer record says anything new. */
export interface StoredPatent {
  readonly patent: Patent;
  readonly fingerprint: string;
}

/** Patents, keyed by application number. */
export class PatentStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(id: string): Promise<Patent> {
    const row = await this.#db<PatentRow>('patents').where({ id }).first();
    return row ? fromRow(row) : refuse('patent_unknown', { patent: id });
  }

  async findByNumber(applicationNumber: string): Promise<Patent | null> {
    const row = await this.#db<PatentRow>('patents').where({ application_number: applicationNumber }).first();
    return row ? fromRow(row) : null;
  }

  async findByNumbers(applicationNumbers: readonly string[]): Promise<Map<string, StoredPatent>> {
    const found = new Map<string, StoredPatent>();
    for (const numbers of chunksOf(applicationNumbers)) {
      const rows = await this.#db<PatentRow>('patents').whereIn('application_number', numbers);
      for (const row of rows)
        found.set(row.application_number, { patent: fromRow(row), fingerprint: row.fingerprint });
    }
    return found;
  }

  /** Adds a patent; false when its number came in meanwhile. */
  async add(patent: Patent, fingerprint: string, at: Date): Promise<boolean> {
    return insertOnce(
      this.#db<PatentRow>('patents').insert({
        ...toRow(patent, fingerprint),
        created_at: at,
        changed_at: at,
      }),
    );
  }

  async replace(patent: Patent, fingerprint: string, at: Date): Promise<void> {
    await this.#db<PatentRow>('patents')
      .where({ id: patent.id })
      .update({ ...toRow(patent, fingerprint), changed_at: at });
  }

  /** The patents of these ids, in this order; an unknown one is left out. */
  async byIds(ids: readonly string[]): Promise<Patent[]> {
    const found = new Map<string, Patent>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#db<PatentRow>('patents').whereIn('id', chunk);
      for (const row of rows) found.set(row.id, fromRow(row));
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** How many patents there are. */
  async count(): Promise<number> {
    const found = await this.#db<PatentRow>('patents').count({ number: '*' }).first();
    return Number(found?.['number'] ?? 0);
  }

  /** Patents in the order of their ids, after the given one; for work that goes over all of them. */
  async pageAfter(id: string, limit: number): Promise<Patent[]> {
    const rows = await this.#db<PatentRow>('patents').where('id', '>', id).orderBy('id').limit(limit);
    return rows.map(fromRow);
  }
}

function toRow(patent: Patent, fingerprint: string): Omit<PatentRow, 'created_at' | 'changed_at'> {
  const { id, ...record } = patent;
  return {
    id,
    application_number: record.applicationNumber,
    kind: record.kind,
    title: record.title,
    applicant: record.applicant.slice(0, 300),
    state: record.state,
    record: JSON.stringify(record),
    fingerprint,
  };
}

function fromRow(row: PatentRow): Patent {
  return { ...(JSON.parse(row.record) as PatentRecord), id: row.id };
}
