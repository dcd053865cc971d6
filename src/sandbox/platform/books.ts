import type { PatentRecord } from '../../domain/patent.ts';
import { malformed } from '../../errors.ts';
import type { PlatformPush, UniversityAnswer } from '../../platform/port.ts';
import type { RecordedDemand, RecordedEvaluation, RecordedIntent } from '../view.ts';
import { demandBook } from './demand-book.ts';
import { evaluationBook } from './evaluation-book.ts';
import { createFeed, type Feed } from './feed.ts';
import { intentBook } from './intent-book.ts';
import { type Entry, notRecorded, openLedger, type Recorded } from './ledger.ts';
import type { DemandBody, EvaluationBody, IntentBody, WithdrawalBody } from './requests.ts';

/** The platform's books as the sandbox and tests keep and read them. */
export interface PlatformBooks {
  /** All recorded evaluations, oldest first. */
  evaluations(): readonly RecordedEvaluation[];
  /** All intents and demands that were ever recorded, oldest first; those that have ended say when. */
  intents(): readonly RecordedIntent[];
  demands(): readonly RecordedDemand[];
  /** Answers an intent as its university would; throws for one the platform does not have. */
  answerIntent(key: string, answer: NonNullable<RecordedIntent['answer']>): void;
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
  readonly answers: Feed<UniversityAnswer>;
  readonly posts: Posts;
  /** What was recorded under a key. */
  underKey(key: string): Recorded | undefined;
}

/** Records posts under their keys, each once. */
export interface Posts {
  evaluation(body: EvaluationBody, key: string): Entry;
  intent(body: IntentBody, key: string): Entry;
  demand(body: DemandBody, key: string): Entry;
  withdrawal(body: WithdrawalBody, key: string): Entry;
}

interface BooksWorld {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Opens empty books in memory. */
export function openBooks(world: BooksWorld): OpenBooks {
  const patents = createFeed<PatentRecord>(world.newId());
  const pushes = createFeed<PlatformPush>(world.newId());
  const answers = createFeed<UniversityAnswer>(world.newId());
  const ledger = openLedger(world);
  const shelf = {
    evaluations: evaluationBook(ledger),
    intents: intentBook(ledger),
    demands: demandBook(ledger),
  };
  const { onChange, changed } = createBell();
  const books: PlatformBooks = {
    onChange,
    evaluations: shelf.evaluations.all,
    intents: shelf.intents.all,
    demands: shelf.demands.all,
    answerIntent(key, answer) {
      if (!shelf.intents.answer(key, answer))
        throw malformed('intent_unknown', 'the stand-in platform has no such intent', { key });
      answers.put(key, { key, ...answer, answeredAt: world.now() });
      changed();
    },
    ...register(patents, pushes, changed),
  };
  const posts = postsInto(shelf, patents, ledger, changed);
  return { books, patents, pushes, answers, posts, underKey: ledger.underKey };
}

interface Shelf {
  readonly evaluations: ReturnType<typeof evaluationBook>;
  readonly intents: ReturnType<typeof intentBook>;
  readonly demands: ReturnType<typeof demandBook>;
}

function postsInto(
  { evaluations, intents, demands }: Shelf,
  patents: Feed<PatentRecord>,
  ledger: ReturnType<typeof openLedger>,
  changed: () => void,
): Posts {
  const noted = (entry: Entry): Entry => {
    if (entry.kind === 'new') changed();
    return entry;
  };
  return {
    evaluation: (body, key) => noted(evaluations.enter(body, patents.get(body.application_number), key)),
    intent: (body, key) => noted(intents.enter(body, patents.get(body.application_number), key)),
    demand: (body, key) => noted(demands.enter(body, key)),
    withdrawal: ({ kind, key: about, withdrawn_at }, key) => {
      const book = kind === 'intent' ? intents : demands;
      const known = book.all().some(({ idempotencyKey }) => idempotencyKey === about);
      return noted(
        ledger.enter({
          key,
          said: ['withdrawal', kind, about, withdrawn_at],
          refusal: () => (known ? null : notRecorded(404, 'receipt_unknown')),
          keep: () => void book.end(about, Date.parse(withdrawn_at)),
        }),
      );
    },
  };
}

function register(
  patents: Feed<PatentRecord>,
  pushes: Feed<PlatformPush>,
  changed: () => void,
): Pick<PlatformBooks, 'addPatent' | 'changePatent' | 'addPush'> {
  return {
    addPatent(...added) {
      for (const patent of added) patents.put(patent.applicationNumber, patent);
      changed();
    },
    changePatent(applicationNumber, change) {
      const before = registered(patents, applicationNumber);
      patents.put(applicationNumber, { ...before, ...change, applicationNumber });
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
