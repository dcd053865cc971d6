import type { PatentRecord } from '../../domain/patent.ts';
import type { RecordedEvaluation } from '../view.ts';
import { type Entry, type Ledger, notRecorded } from './ledger.ts';
import type { EvaluationBody } from './requests.ts';

/** The evaluations the platform has recorded, one for an enterprise and a patent. */
export interface EvaluationBook {
  /** Records an evaluation of a patent; undefined stands for a patent nobody knows. */
  enter(body: EvaluationBody, patent: PatentRecord | undefined, key: string): Entry;
  /** All of them, oldest first. */
  all(): readonly RecordedEvaluation[];
}

/** Opens an empty book of evaluations. */
export function evaluationBook(ledger: Ledger): EvaluationBook {
  const recorded = new Map<string, RecordedEvaluation>();
  return {
    enter({ enterprise, application_number: applicationNumber, stars, opinion, submitted_at }, patent, key) {
      const pair = JSON.stringify([enterprise, applicationNumber]);
      return ledger.enter({
        key,
        said: ['evaluation', enterprise, applicationNumber, stars, opinion, submitted_at],
        refusal: () => {
          if (!patent) return notRecorded(404, 'patent_unknown');
          return recorded.has(pair) ? notRecorded(409, 'evaluation_exists') : null;
        },
        keep: (record) => {
          const title = patent?.title ?? '';
          recorded.set(pair, { ...record, title, enterprise, applicationNumber, stars, opinion });
        },
      });
    },
    all: () => [...recorded.values()],
  };
}
