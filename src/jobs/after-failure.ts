import type { Logger } from 'pino';
import type { AppError, OutsideFailure } from '../errors.ts';
import type { Job } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';
import { retryDelayMs, retryForMs } from './retry.ts';

/** How an attempt ended, and how that is written down. */
export interface Conclusion {
  readonly outcome: 'done' | 'retry' | 'dead';
  readonly write: (tx: Tx) => Promise<void>;
}

/** Decides what becomes of a job that failed: it is tried again later, or given up. */
export function afterFailure(log: Logger, failure: AppError, job: Job, now: Date): Conclusion {
  // What is not ours, a database that went away above all, may pass; it is tried again like a failed call.
  const { reaction, retryAfterMs, ambiguous } = failure.outside ?? fallback(failure, job);
  const tooLate = now.getTime() > (job.firstTriedAt ?? now).getTime() + retryForMs(job.topic);
  const passes = reaction === 'retry' || reaction === 'not-addressed';
  if (!passes || tooLate) {
    log.error({ err: failure, code: failure.code }, 'a job failed for good; see the operator command outbox');
    return { outcome: 'dead', write: (tx) => tx.outbox.settle(job, 'dead', failure.code, tx.at) };
  }
  const wait = Math.max(retryAfterMs ?? 0, retryDelayMs(job.topic, job.attempts));
  const uncertainSince = ambiguous ? (job.uncertainSince ?? now) : job.uncertainSince;
  log.warn({ code: failure.code, facts: failure.facts, waitMs: wait }, 'a job failed and is tried again');
  return {
    outcome: 'retry',
    write: (tx) => tx.outbox.postpone(job, new Date(tx.at.getTime() + wait), uncertainSince, failure.code),
  };
}

/** How often a job is tried that fails in a way nobody foresaw, before it stops holding up its lane. */
const UNFORESEEN_TRIES = 10;

function fallback(failure: AppError, job: Job): OutsideFailure {
  const unforeseen = failure.code === 'unexpected' && job.attempts + 1 < UNFORESEEN_TRIES;
  return { reaction: unforeseen ? 'retry' : 'give-up' };
}
