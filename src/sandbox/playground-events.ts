import { PassThrough, type Readable } from 'node:stream';

/** Runs work later; each function returns the way to call it off. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
  every(ms: number, run: () => void): () => void;
}

/** Something that changes and can be looked at as a whole. */
export interface Watched {
  look(): unknown;
  onChange(listener: () => void): () => void;
}

/** Changes within this time travel as one event: a person sees no difference, and a storm of changes stays small. */
const GATHER_MS = 50;
/** Proxies cut connections that are silent for a minute; some browsers notice a dead server only by silence. */
const HEARTBEAT_MS = 15_000;
/** How long the browser waits before it connects again, in ms. */
const RECONNECT_MS = 1_000;

/**
 * Tells one browser about a thing: whole at once, and whole again after each change, as server-sent events.
 * A slow reader gets the newest state when he is ready, never a queue of old ones. Ends with `stopping`.
 */
export function eventsOf(watched: Watched, timers: Timers, stopping?: AbortSignal): Readable {
  const stream = new PassThrough();
  let gathering: (() => void) | null = null;

  const write = (text: string): void => {
    if (!stream.writableEnded) stream.write(text);
  };
  const send = (): void => {
    gathering = null;
    if (stream.writableNeedDrain) stream.once('drain', changed);
    else write(`data: ${JSON.stringify(watched.look())}\n\n`);
  };
  const changed = (): void => {
    gathering ??= timers.after(GATHER_MS, send);
  };
  const end = (): void => {
    stream.end();
  };

  write(`retry: ${RECONNECT_MS}\n\n`);
  send();
  const ignore = watched.onChange(changed);
  const silence = timers.every(HEARTBEAT_MS, () => write(': still here\n\n'));
  stopping?.addEventListener('abort', end, { once: true });
  stream.once('close', () => {
    ignore();
    silence();
    gathering?.();
    stopping?.removeEventListener('abort', end);
  });
  if (stopping?.aborted === true) end();
  return stream;
}
