import type { DeliveryHandler } from '../chat/port.ts';

/** A handler that knows which deliveries it has in hand. */
export interface InHand {
  readonly handle: DeliveryHandler;
  /** Resolves when none is left; a stop waits for it, so that nobody's click is cut off. */
  readonly settled: () => Promise<void>;
}

/** Counts the deliveries a handler has in hand. */
export function inHand(handle: DeliveryHandler): InHand {
  const working = new Set<Promise<unknown>>();
  return {
    handle: (delivery) => {
      const work = handle(delivery);
      working.add(work);
      const done = () => void working.delete(work);
      work.then(done, done);
      return work;
    },
    settled: async () => {
      while (working.size > 0) await Promise.allSettled(working);
    },
  };
}
