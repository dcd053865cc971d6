import type { PlatformAnswer } from '../actions/settle-evaluation.ts';
import type { Enterprise } from '../domain/enterprise.ts';
import { type AppError, asAppError, outsideError } from '../errors.ts';
import { type Platform, type Platforms, type Posted, platformFor } from '../platform/port.ts';
import type { Job } from '../stores/outbox-store.ts';
import type { Tx } from '../stores/transactions.ts';
import type { Deliver, JobWorld } from './relay.ts';

/** How long a post waits when the platform does not know our token: somebody has to mend the settings. */
const UNAUTHORIZED_WAIT_MS = 600_000;

/** One kind of post to the platform: how it is read, sent and settled. */
export interface Posting<T> {
  /** Reads what goes outward as it is now, and for whom; null when there is nothing to send any more. */
  readonly load: (
    tx: Tx,
    id: string,
  ) => Promise<{ readonly enterprise: Enterprise; readonly outward: T } | null>;
  /** Sends it under its id, so that the same again records nothing twice. */
  readonly post: (platform: Platform, outward: T, id: string) => Promise<Posted>;
  readonly settle: (tx: Tx, id: string, answer: PlatformAnswer) => Promise<void>;
}

/** Makes the deliverer of one kind of post; `name` is what its jobs call the id. */
export function deliverPost<T>(
  world: JobWorld & { readonly platforms: Platforms },
  name: string,
  { load, post, settle }: Posting<T>,
): Deliver {
  return async (job) => {
    const id = job.payload[name] ?? '';
    const loaded = await world.inTransaction((tx) => load(tx, id));
    if (loaded === null) return;
    try {
      const platform = platformFor(world.platforms, loaded.enterprise);
      const earlier = platform.mode === 'manual' ? await earlierReceipt(world.platforms, job, id) : null;
      const posted = earlier ?? (await post(platform, loaded.outward, id));
      if (posted.kind === 'by-hand') return;
      await world.inTransaction((tx) => settle(tx, id, posted));
    } catch (error) {
      const failure = asAppError(error);
      const refusal = refusalIn(failure);
      await world.inTransaction((tx) => settle(tx, id, { kind: 'refused', refusal }));
      throw failure;
    }
  };
}

/**
 * The receipt of an attempt whose outcome was never learned. Before the admin enters by hand what may be on the platform
 * already, the platform is asked.
 */
async function earlierReceipt({ http }: Platforms, job: Job, id: string): Promise<Posted | null> {
  if (job.uncertainSince === null || http === null) return null;
  const receipt = await http.receiptOf(id);
  return receipt && { kind: 'recorded', receipt };
}

/** The platform's words when it refused for good; whatever failed without them is thrown again, to be tried again. */
export function refusalIn(failure: AppError): string {
  if (failure.outside?.reaction !== 'give-up') throw failure;
  const refusal = failure.facts['refusal'];
  return typeof refusal === 'string' ? refusal : waiting(failure);
}

/** Without the platform's words it is not the post that was refused. */
function waiting(failure: AppError): never {
  const retry = { reaction: 'retry', retryAfterMs: UNAUTHORIZED_WAIT_MS } as const;
  throw outsideError(failure.code, failure.message, retry, { cause: failure });
}
