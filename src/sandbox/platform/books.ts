import type { PatentRecord } from '../../domain/patent.ts';
import { malformed } from '../../errors.ts';
import type { PlatformPush } from '../../platform/port.ts';
import type { RecordedEvaluation } from '../view.ts';
import { createFeed, type Feed } from './feed.ts';
import { type Entry, openLedger } from './ledger.ts';
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

/** Opens empty books in memory. */
export function openBooks(world: { now: () => Date; newId: () => string }): OpenBooks {
  const patents = createFeed<PatentRecord>(world.newId());
  const pushes = createFeed<PlatformPush>(world.newId());
  const ledger = openLedger(world);
  const { onChange, changed } = createBell();
  const books: PlatformBooks = {
    onChange,
    evaluations: ledger.all,
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
  };
  const enter = (body: EvaluationBody, key: string): Entry => {
    const entry = ledger.enter(body, patents.get(body.application_number), key);
    if (entry.kind === 'new') changed();
    return entry;
  };
  return { books, patents, pushes, enter, underKey: ledger.underKey };
}

function createBell(): { readonly onChange: PlatformBooks['onChange']; readonly changed: () => void } {
  const listeners = new Set<() => void>();
  return {
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changed() {
      for (const listener of listeners) listener();
    },
  };
}

function registered(patents: Feed<PatentRecord>, applicationNumber: string): PatentRecord {
  const patent = patents.get(applicationNumber);
  if (!patent)
    throw malformed('patent_unknown', 'the stand-in platform has no such patent', { applicationNumber });
  return patent;
}
