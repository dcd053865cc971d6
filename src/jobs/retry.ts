import type { Topic } from '../stores/outbox-store.ts';

/** How a topic is retried: from the first wait, doubling, up to the longest, for so long after the first attempt. */
interface Patience {
  readonly firstMs: number;
  readonly longestMs: number;
  readonly forMs: number;
}

const HOUR = 3_600_000;

const TO_PLATFORM: Patience = { firstMs: 2000, longestMs: HOUR, forMs: 30 * 24 * HOUR };

/** Chats get back-offs of minutes for a day; the platform may be down for days and must still get everything. */
const PATIENCE: Readonly<Record<Topic, Patience>> = {
  card: { firstMs: 1000, longestMs: HOUR / 6, forMs: 24 * HOUR },
  text: { firstMs: 1000, longestMs: HOUR / 6, forMs: 24 * HOUR },
  file: { firstMs: 1000, longestMs: HOUR / 6, forMs: 24 * HOUR },
  // A link to a file may be gone after minutes; how long a failing channel is asked is for the job to say.
  drop: { firstMs: 1000, longestMs: HOUR / 60, forMs: HOUR },
  import: { firstMs: 1000, longestMs: HOUR / 6, forMs: 24 * HOUR },
  rematch: { firstMs: 1000, longestMs: HOUR / 6, forMs: 24 * HOUR },
  contacts: { firstMs: 1000, longestMs: HOUR / 6, forMs: 24 * HOUR },
  evaluation: TO_PLATFORM,
  intent: TO_PLATFORM,
  demand: TO_PLATFORM,
  withdrawal: TO_PLATFORM,
};

/** How long to wait before the next attempt, in ms; `attempts` counts those made before the one that just failed. */
export function retryDelayMs(topic: Topic, attempts: number): number {
  const { firstMs, longestMs } = PATIENCE[topic];
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempts, 20));
}

/** How long after its first attempt a job is still retried, in ms. */
export function retryForMs(topic: Topic): number {
  return PATIENCE[topic].forMs;
}
