/** Calls `fire` once after `ms`; the returned function prevents it. */
export type Timer = (ms: number, fire: () => void) => () => void;

/** The timer of the process; it keeps nobody from ending. */
export const processTimer: Timer = (ms, fire) => {
  const timeout = setTimeout(fire, ms).unref();
  return () => clearTimeout(timeout);
};

/** Resolves after `ms`, or as soon as `over` is aborted. */
export function pause(timer: Timer, ms: number, over: AbortSignal): Promise<void> {
  if (over.aborted || ms === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      over.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timer(ms, done);
    over.addEventListener('abort', done);
  });
}
