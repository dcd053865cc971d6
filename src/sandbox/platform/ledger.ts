import type { PatentRecord } from '../../domain/patent.ts';
import type { RecordedEvaluation } from '../view.ts';
import type { ErrorCode } from './answers.ts';
import type { EvaluationBody } from './requests.ts';

/** What became of a post: a new record, the earlier one of the same key, or a refusal. */
export type Entry =
  | { readonly kind: 'new' | 'same'; readonly evaluation: RecordedEvaluation }
  | { readonly kind: 'refused'; readonly status: 404 | 409 | 422; readonly code: ErrorCode };

/** The evaluations the platform has recorded. */
export interface Ledger {
  /** Records an evaluation of a patent under its key, once; undefined stands for a patent nobody knows. */
  enter(body: EvaluationBody, patent: PatentRecord | undefined, key: string): Entry;
  /** The evaluation that was recorded under a key. */
  underKey(key: string): RecordedEvaluation | undefined;
  /** All of them, oldest first. */
  all(): readonly RecordedEvaluation[];
}

/** Opens an empty ledger; receipts carry the time of `now` and an id of `newId`. */
export function openLedger({ now, newId }: { now: () => Date; newId: () => string }): Ledger {
  const byKey = new Map<string, { readonly said: string; readonly evaluation: RecordedEvaluation }>();
  const evaluated = new Set<string>();
  return {
    enter({ enterprise, application_number: applicationNumber, stars, opinion, submitted_at }, patent, key) {
      // Fields in a fixed order: two bodies are the same when they say the same, however they are written.
      const said = JSON.stringify([enterprise, applicationNumber, stars, opinion, submitted_at]);
      const before = byKey.get(key);
      if (before?.said === said) return { kind: 'same', evaluation: before.evaluation };
      if (before) return { kind: 'refused', status: 422, code: 'idempotency_conflict' };
      if (!patent) return { kind: 'refused', status: 404, code: 'patent_unknown' };
      const pair = JSON.stringify([enterprise, applicationNumber]);
      if (evaluated.has(pair)) return { kind: 'refused', status: 409, code: 'evaluation_exists' };

      const record = {
        receipt: newId(),
        idempotencyKey: key,
        title: patent.title,
        recordedAt: now().getTime(),
      };
      const evaluation: RecordedEvaluation = { ...record, enterprise, applicationNumber, stars, opinion };
      byKey.set(key, { said, evaluation });
      evaluated.add(pair);
      return { kind: 'new', evaluation };
    },
    underKey: (key) => byKey.get(key)?.evaluation,
    all: () => [...byKey.values()].map(({ evaluation }) => evaluation),
  };
}
