import type { Knex } from 'knex';
import { z } from 'zod';
import type { Cooperation } from '../domain/cooperation.ts';
import type { OutwardField } from '../domain/outward-form.ts';
import { dateOrNull, type TimeColumn } from './database.ts';

/** The columns that intents and demands have in common, beside what is sealed. */
interface OpenColumns {
  id: string;
  enterprise_id: string;
  revision: number;
  drafted_by: string;
  submitted_by: string | null;
  submitted_at: TimeColumn | null;
  receipt: string | null;
  posted_at: TimeColumn | null;
  posted_by: string | null;
  refusal: string;
  end_reported_at: TimeColumn | null;
}

/** All columns that intents and demands have in common; `fields` and `text` are sealed by the store of the table. */
export interface CooperationRow extends OpenColumns {
  fields: string;
  text: string;
  state: Cooperation['state'];
  created_at: TimeColumn;
}

const Fields = z.array(z.object({ name: z.string(), label: z.string(), value: z.string() }));

/** Writes filled-in fields as one text, to be sealed; none are the empty text. */
export function fieldsText(fields: readonly OutwardField[]): string {
  return fields.length === 0 ? '' : JSON.stringify(fields);
}

/** Reads filled-in fields from their opened text. */
export function fieldsIn(text: string): readonly OutwardField[] {
  return text === '' ? [] : Fields.parse(JSON.parse(text));
}

/** Makes the common columns of a row that are not sealed. */
export function openColumns(cooperation: Cooperation): OpenColumns {
  return {
    id: cooperation.id,
    enterprise_id: cooperation.enterpriseId,
    revision: cooperation.revision,
    drafted_by: cooperation.draftedBy,
    submitted_by: cooperation.submittedBy,
    submitted_at: cooperation.submittedAt,
    receipt: cooperation.receipt,
    posted_at: cooperation.postedAt,
    posted_by: cooperation.postedBy,
    refusal: cooperation.refusal,
    end_reported_at: cooperation.endReportedAt,
  };
}

/** Reads the common columns of a row that are not sealed. */
export function fromOpenColumns(row: OpenColumns): Omit<Cooperation, 'fields' | 'text' | 'state'> {
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    revision: row.revision,
    draftedBy: row.drafted_by,
    submittedBy: row.submitted_by,
    submittedAt: dateOrNull(row.submitted_at),
    receipt: row.receipt,
    postedAt: dateOrNull(row.posted_at),
    postedBy: row.posted_by,
    refusal: row.refusal,
    endReportedAt: dateOrNull(row.end_reported_at),
  };
}

/** Leaves out what was given up before anybody confirmed it. */
export function wasNotDropped(either: Knex.QueryBuilder): void {
  either.whereNotIn('state', ['withdrawn', 'closed']).orWhereNotNull('submitted_at');
}
