import type { PatentRecord } from '../../domain/patent.ts';
import { malformed } from '../../errors.ts';
import type { PlatformPush } from '../../platform/port.ts';
import type { RecordedEvaluation } from '../view.ts';
import type { ErrorCode } from './answers.ts';
import { createFeed, type Feed } from './feed.ts';
import type { EvaluationBody } from './requests.ts';

/** The platform's books as the sandbox and tests keep and read them. */
export interface PlatformBooks {
  /** All recorded evaluations, oldest first. */
  evaluations(): readonly RecordedEvaluation[];
  addPatent(...patents: readonly PatentRecord[]): void;
  /** Changes fields of a registered patent; readers of the feed meet it again. Throws for an unknown one. */
  changePatent(applicationNumber: string, change: Partial<PatentRecord>): void;
  /** Pushes registered patents to enterprises; throws for a patent the platform does not know. */
  addPush(...pushes: readonly PlatformPush[]): void;
  /** Calls back after every change of the books; returns the way to stop that. */
  onChange(listener: () => void): () => void;
}

/** What became of a post: a new record, the earlier one of the same key, or a refusal. */
export type Entry =
  | { readonly kind: 'new' | 'same'; readonly evaluation: RecordedEvaluation }
  | { readonly kind: 'refused'; readonly status: 404 | 409 | 422; readonly code: ErrorCode };

/** The books as the routes use them. */
export interface OpenBooks {
  readonly books: PlatformBooks;
  readonly patents: Feed<PatentRecord>;
  readonly pushes: Feed<PlatformPush>;
  /** Records an evaluation under its key, once. */
  enter(body: EvaluationBody, key: string): Entry;
  /** The evaluation that was recorded under a key. */
  underKey(key: string): RecordedEvaluation | undefined;
}

/** Opens empty books in memory; receipts carry the time of `now` and an id of `newId`. */
export function openBooks({ now, newId }: { now: () => Date; newId: () => string }): OpenBooks {
  const patents = createFeed<PatentRecord>(newId());
  const pushes = createFeed<PlatformPush>(newId());
  const byKey = new Map<string, { readonly body: string; readonly evaluation: RecordedEvaluation }>();
  const byPatent = new Set<string>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };

  const enter = (body: EvaluationBody, key: string): Entry => {
    // Fields in the contract's order: two bodies are the same when they say the same, however they are written.
    const { enterprise, application_number: number, stars, opinion, submitted_at } = body;
    const said = JSON.stringify([enterprise, number, stars, opinion, submitted_at]);
    const before = byKey.get(key);
    if (before) {
      return before.body === said
        ? { kind: 'same', evaluation: before.evaluation }
        : { kind: 'refused', status: 422, code: 'idempotency_conflict' };
    }
    const patent = patents.get(number);
    if (!patent) return { kind: 'refused', status: 404, code: 'patent_unknown' };
    const slot = JSON.stringify([enterprise, number]);
    if (byPatent.has(slot)) return { kind: 'refused', status: 409, code: 'evaluation_exists' };

    const facts = { receipt: newId(), idempotencyKey: key, title: patent.title, recordedAt: now().getTime() };
    const evaluation: RecordedEvaluation = {
      ...facts,
      enterprise,
      applicationNumber: number,
      stars,
      opinion,
    };
    byKey.set(key, { body: said, evaluation });
    byPatent.add(slot);
    changed();
    return { kind: 'new', evaluation };
  };

  const books: PlatformBooks = {
    evaluations: () => [...byKey.values()].map(({ evaluation }) => evaluation),
    addPatent(...added) {
      for (const patent of added) patents.put(patent.applicationNumber, patent);
      changed();
    },
    changePatent(applicationNumber, change) {
      patents.put(applicationNumber, {
        ...registered(patents, applicationNumber),
        ...change,
        applicationNumber,
      });
      changed();
    },
    addPush(...added) {
      for (const push of added) {
        registered(patents, push.applicationNumber);
        pushes.put(JSON.stringify([push.enterprise, push.applicationNumber]), push);
      }
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
  return { books, patents, pushes, enter, underKey: (key) => byKey.get(key)?.evaluation };
}

function registered(patents: Feed<PatentRecord>, applicationNumber: string): PatentRecord {
  const patent = patents.get(applicationNumber);
  if (!patent)
    throw malformed('patent_unknown', 'the stand-in platform has no such patent', { applicationNumber });
  return patent;
}
