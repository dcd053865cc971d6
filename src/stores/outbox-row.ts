import { dateOf, dateOrNull, type TimeColumn } from './database.ts';

/** The kinds of outward effects; each has one deliverer in `jobs/`. */
export const TOPICS = [
  'card',
  'text',
  'file',
  'contacts',
  'drop',
  'import',
  'rematch',
  'evaluation',
  'intent',
  'demand',
  'withdrawal',
] as const;

/** One kind of outward effects. */
export type Topic = (typeof TOPICS)[number];

/** Something promised in a transaction and done after it. */
export interface Promised {
  readonly topic: Topic;
  /** Names the effect, for example `card:<card id>`; the same promise again does not pile up. */
  readonly key: string;
  /** The ordered queue it stands in. */
  readonly lane: string;
  /** The connection it goes out by; empty when it goes to the platform, or any process can do it. */
  readonly connection: string;
  readonly payload: Readonly<Record<string, string>>;
  /** Not before this moment; the transaction's own instant when absent. */
  readonly dueAt?: Date;
}

/** A promise as the relay takes it up. */
export interface Job extends Omit<Promised, 'dueAt'> {
  readonly id: string;
  /** `given-up` is what the operator has settled without doing it; only a new promise of the same key wakes it. */
  readonly state: 'waiting' | 'done' | 'dead' | 'given-up';
  /** Counts how often it was promised; work done for an older revision does not settle a newer one. */
  readonly revision: number;
  readonly attempts: number;
  readonly promisedAt: Date;
  readonly dueAt: Date;
  /** When it was first tried; null before. What waited behind others or for its connection has not used up its patience. */
  readonly firstTriedAt: Date | null;
  /** Since when an attempt may have taken effect without our knowing; null when every outcome is known. */
  readonly uncertainSince: Date | null;
  readonly lastError: string;
}

/** A promise as the table keeps it. */
export interface OutboxRow {
  id: string;
  lane: string;
  topic: Topic;
  key: string;
  connection: string;
  payload: string;
  state: Job['state'];
  revision: number;
  attempts: number;
  position: TimeColumn;
  due_at: TimeColumn;
  first_tried_at: TimeColumn | null;
  uncertain_since: TimeColumn | null;
  done_at: TimeColumn | null;
  last_error: string;
}

/** The row of a new promise; when it is due is not decided here. */
export function newRow(promised: Promised, id: string, at: Date): Omit<OutboxRow, 'due_at'> {
  return {
    id,
    lane: promised.lane,
    topic: promised.topic,
    key: promised.key,
    connection: promised.connection,
    payload: JSON.stringify(promised.payload),
    state: 'waiting',
    revision: 1,
    attempts: 0,
    position: at,
    first_tried_at: null,
    uncertain_since: null,
    done_at: null,
    last_error: '',
  };
}

/** The promise that a row holds. */
export function fromRow(row: OutboxRow): Job {
  return {
    id: row.id,
    lane: row.lane,
    topic: row.topic,
    key: row.key,
    connection: row.connection,
    payload: JSON.parse(row.payload) as Record<string, string>,
    state: row.state,
    revision: row.revision,
    attempts: row.attempts,
    promisedAt: dateOf(row.position),
    dueAt: dateOf(row.due_at),
    firstTriedAt: dateOrNull(row.first_tried_at),
    uncertainSince: dateOrNull(row.uncertain_since),
    lastError: row.last_error,
  };
}
