import type { PatentRecord } from '../../src/domain/patent.ts';
import { chunksOf, type Db } from '../../src/stores/database.ts';

/** A made-up patent under the id it is stored by. */
export interface BenchPatent extends PatentRecord {
  readonly id: string;
}

/** The instant at which everything in a benchmark was written. */
const AT = new Date('2026-01-01T00:00:00Z');

/** Rows of one statement. */
const TOGETHER = 200;

/** Inserts patents into their table and does nothing else: the least that taking them in can cost. */
export async function insertBare(db: Db, patents: readonly BenchPatent[]): Promise<void> {
  for (const chunk of chunksOf(patents, TOGETHER)) await db('patents').insert(chunk.map(rowOf));
}

function rowOf({ id, ...record }: BenchPatent) {
  const { applicationNumber: application_number, kind, title, applicant, state } = record;
  return {
    ...{ id, application_number, kind, title, applicant, state, record: JSON.stringify(record) },
    ...{ fingerprint: '', created_at: AT, changed_at: AT },
  };
}
