/** What every record has: the platform's number of it, the key it was posted under, and when (ms since 1970). */
export interface Recorded {
  readonly receipt: string;
  readonly idempotencyKey: string;
  readonly recordedAt: number;
}

/** Why something cannot be recorded, by the contract's codes. */
export interface NotRecorded {
  readonly kind: 'refused';
  readonly status: 404 | 409 | 422;
  readonly code:
    | 'idempotency_conflict'
    | 'patent_unknown'
    | 'patent_not_transferable'
    | 'evaluation_exists'
    | 'intent_exists'
    | 'receipt_unknown';
}

/** What became of a post: a new record, the earlier one of the same key, or a refusal. */
export type Entry = { readonly kind: 'new' | 'same'; readonly record: Recorded } | NotRecorded;

/** A post on its way into a book. */
export interface Post {
  readonly key: string;
  /** Everything it says, in a fixed order: two bodies are the same when they say the same, however they are written. */
  readonly said: readonly unknown[];
  /** Why it cannot be recorded now; null when it can. */
  readonly refusal: () => NotRecorded | null;
  readonly keep: (record: Recorded) => void;
}

/** The keys of all books: each names one post for ever. */
export interface Ledger {
  /** Records a post under its key, once. */
  enter(post: Post): Entry;
  /** What was recorded under a key. */
  underKey(key: string): Recorded | undefined;
}

/** Opens an empty ledger; receipts carry the time of `now` and an id of `newId`. */
export function openLedger({ now, newId }: { now: () => Date; newId: () => string }): Ledger {
  const byKey = new Map<string, { readonly said: string; readonly record: Recorded }>();
  return {
    enter({ key, said, refusal, keep }) {
      const words = JSON.stringify(said);
      const before = byKey.get(key);
      if (before?.said === words) return { kind: 'same', record: before.record };
      if (before) return notRecorded(422, 'idempotency_conflict');
      const no = refusal();
      if (no) return no;
      const record = { receipt: newId(), idempotencyKey: key, recordedAt: now().getTime() };
      byKey.set(key, { said: words, record });
      keep(record);
      return { kind: 'new', record };
    },
    underKey: (key) => byKey.get(key)?.record,
  };
}

/** Makes a refusal. */
export function notRecorded(status: NotRecorded['status'], code: NotRecorded['code']): NotRecorded {
  return { kind: 'refused', status, code };
}
