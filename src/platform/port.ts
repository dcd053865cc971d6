import type { OutwardEvaluation } from '../domain/enterprise-evaluation.ts';
import type { PatentRecord } from '../domain/patent.ts';

/** A page of records since a cursor; `next` is the cursor to store, `more` says whether to ask again at once. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string;
  readonly more: boolean;
}

/** The platform pushed a patent to an enterprise for evaluation (专利转化评价库). */
export interface PlatformPush {
  /** The platform's own id of the enterprise. */
  readonly enterprise: string;
  readonly applicationNumber: string;
  /** Why the platform pushed it, in its own words; may be empty. */
  readonly reason: string;
  readonly pushedAt: Date;
}

/** The platform's word that it has recorded something. */
export interface Receipt {
  readonly id: string;
  readonly at: Date;
}

/** What became of a post: recorded by the platform, or to be entered there by hand. */
export type Posted = { readonly kind: 'recorded'; readonly receipt: Receipt } | { readonly kind: 'by-hand' };

/**
 * The national platform as panhuo sees it. Calls throw `AppError` of kind `outside`, classified for the relay:
 * `retry` for what may pass, `give-up` for what the platform refused, with its words in `facts.refusal`.
 */
export interface Platform {
  readonly mode: 'http' | 'manual';
  /** Registered patents changed since the cursor; null starts at the beginning. */
  pullPatents(cursor: string | null): Promise<Page<PatentRecord>>;
  /** Pushes for evaluation since the cursor; null starts at the beginning. */
  pullPushes(cursor: string | null): Promise<Page<PlatformPush>>;
  /** Posts an enterprise's evaluation; the same key again returns the same receipt and records nothing twice. */
  postEvaluation(evaluation: OutwardEvaluation, key: string): Promise<Posted>;
  /** Reads back the receipt of an earlier post, or null when the platform does not know the key. */
  receiptOf(key: string): Promise<Receipt | null>;
}
