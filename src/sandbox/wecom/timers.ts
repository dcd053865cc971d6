import type { WecomWorld } from './world.ts';

/** Calls `fire` once after `ms` on the injected timer, unless the returned function or the end of the stand-in prevents it. */
export function later(world: WecomWorld, ms: number, fire: () => void): () => void {
  const cancel = world.options.timer(ms, () => {
    world.timers.delete(cancel);
    fire();
  });
  world.timers.add(cancel);
  return () => {
    world.timers.delete(cancel);
    cancel();
  };
}

/** Resolves after `ms` on the injected timer; at once when there is nothing to wait for. */
export function wait(world: WecomWorld, ms: number): Promise<void> {
  return ms === 0 ? Promise.resolve() : new Promise((resolve) => void later(world, ms, resolve));
}

/** Gives work a signal that aborts it after `ms`; null when it failed or was too slow. */
export async function within<T>(
  world: WecomWorld,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const controller = new AbortController();
  const cancel = later(world, ms, () => controller.abort());
  try {
    return await work(controller.signal);
  } catch {
    // Whatever keeps an answer away, the platform only knows that none came.
    return null;
  } finally {
    cancel();
  }
}

/** Cancels everything that was to happen later. */
export function cancelTimers(world: WecomWorld): void {
  for (const cancel of world.timers) cancel();
  world.timers.clear();
}
