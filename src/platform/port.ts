import type { OutwardDemand } from '../domain/demand.ts';
import { type Enterprise, type PlatformMode, platformModeOf } from '../domain/enterprise.ts';
import type { OutwardEvaluation } from '../domain/enterprise-evaluation.ts';
import type { IntentAnswer, OutwardIntent } from '../domain/intent.ts';
import type { PatentRecord } from '../domain/patent.ts';
import { outsideError } from '../errors.ts';

/** A record that does not fit the contract: where it stood, its number or key if that can be read, and what is wrong. */
export interface Unfit {
  readonly position: number;
  readonly key: string;
  /** Path and code of each fault; never what stood there. */
  readonly problems: readonly string[];
}

/**
 * A page of records since a cursor; `next` is the cursor to store, `more` says whether to ask again at once. Records that
 * do not fit the contract are set aside, so that one of them does not hold up all that come after it.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly unfit: readonly Unfit[];
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

/** What a university said to an intent; `key` is that under which the intent was posted. */
export interface UniversityAnswer extends IntentAnswer {
  readonly key: string;
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
  readonly mode: PlatformMode;
  /** Registered patents changed since the cursor; null starts at the beginning. */
  pullPatents(cursor: string | null): Promise<Page<PatentRecord>>;
  /** Pushes for evaluation since the cursor; null starts at the beginning. */
  pullPushes(cursor: string | null): Promise<Page<PlatformPush>>;
  /** Posts an enterprise's evaluation; the same key again returns the same receipt and records nothing twice. */
  postEvaluation(evaluation: OutwardEvaluation, key: string): Promise<Posted>;
  /** Posts an intent to the patent's university; keys as for evaluations. */
  postIntent(intent: OutwardIntent, key: string): Promise<Posted>;
  /** Publishes a demand; keys as for evaluations. */
  postDemand(demand: OutwardDemand, key: string): Promise<Posted>;
  /** Ends what was posted under a key; refused with the platform's code `receipt_unknown` when nothing was. */
  withdraw(kind: 'intent' | 'demand', key: string, at: Date): Promise<Posted>;
  /** Universities' answers to intents since the cursor; null starts at the beginning. */
  pullAnswers(cursor: string | null): Promise<Page<UniversityAnswer>>;
  /** Reads back the receipt of an earlier post, or null when the platform does not know the key. */
  receiptOf(key: string): Promise<Receipt | null>;
}

/** The ways to the platform: by its API, where the settings name one, and by the admin's hand. */
export interface Platforms {
  /** The way of enterprises that have none of their own. */
  readonly standard: PlatformMode;
  readonly manual: Platform;
  /** Null when the settings name no API. */
  readonly http: Platform | null;
}

/** The platform as an enterprise uses it; one that is to be posted to waits until the settings name its API. */
export function platformFor({ standard, manual, http }: Platforms, enterprise: Enterprise): Platform {
  if (platformModeOf(enterprise, standard) === 'manual') return manual;
  if (http) return http;
  const message =
    'an enterprise is posted for, and the settings name no platform: set PLATFORM_URL and PLATFORM_TOKEN';
  throw outsideError('platform_not_configured', message, { reaction: 'retry', retryAfterMs: 600_000 });
}
