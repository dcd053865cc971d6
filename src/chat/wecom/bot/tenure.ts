import type { Logger } from 'pino';
import { asAppError } from '../../../errors.ts';
import type { Lease } from '../../port.ts';
import type { Timer } from './timer.ts';

/** The time during which this process has the right to the bot's connection. */
export interface Tenure {
  /** Aborted when the right is lost or given up. */
  readonly over: AbortSignal;
  /** Asks at once whether the right is still ours, and ends the tenure when it is not. */
  check(): Promise<void>;
  end(): void;
}

/** How often the lease is kept, in ms. */
const KEEP_MS = 10_000;
/** How long a lease of 30 s is trusted without a word from the database, in ms: after that somebody else may have it. */
const TRUST_MS = 25_000;

/** Begins a tenure with a lease just taken, and keeps the lease until it is lost or the tenure ends. */
export function beginTenure(lease: Lease, world: { readonly timer: Timer; readonly log: Logger }): Tenure {
  const { timer, log } = world;
  const ending = new AbortController();
  const over = ending.signal;
  let cancelKeep = (): void => {};

  const end = (): void => ending.abort();
  const trust = (): (() => void) =>
    timer(TRUST_MS, () => {
      if (over.aborted) return;
      log.warn('the lease of a WeCom bot could not be kept in time: its connection is given up');
      end();
    });
  let cancelTrust = trust();

  const check = async (): Promise<void> => {
    // The time to trust begins before the question: the database counts from some moment after it.
    const cancelNext = trust();
    const kept = await keptOf(lease, log);
    if (kept !== true || over.aborted) cancelNext();
    else {
      cancelTrust();
      cancelTrust = cancelNext;
    }
    if (kept !== false || over.aborted) return;
    log.warn('the lease of a WeCom bot was lost to another process');
    end();
  };
  const keepOn = (): void => {
    if (over.aborted) return;
    cancelKeep = timer(KEEP_MS, () => void check().then(keepOn));
  };

  keepOn();
  over.addEventListener('abort', () => {
    cancelKeep();
    cancelTrust();
  });
  return { over, check, end };
}

/** Null when the database did not say. */
async function keptOf(lease: Lease, log: Logger): Promise<boolean | null> {
  try {
    return await lease.keep();
  } catch (error) {
    log.warn({ err: asAppError(error) }, 'the lease of a WeCom bot could not be kept');
    return null;
  }
}
