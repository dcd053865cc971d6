import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { AppError } from '../../errors.ts';
import { readBody } from './body.ts';
import type { Answer, Ask, Outgoing } from './exchange.ts';
import { outage } from './failures.ts';
import { retryAfterMs } from './retry-after.ts';

/** After so many outages in a row the platform is left alone; fewer would punish a hiccup. */
const OUTAGES_BEFORE_REST = 5;

/** How long it is left alone before one request tries again: time for a restart, short for an admin who waits. */
const REST_MS = 30_000;

/** Where and how the platform is reached. */
export interface Destination {
  /** The platform's address without a slash at its end. */
  readonly base: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly timeoutMs: number;
}

/**
 * Makes the one way out to the platform: one attempt a call (the relay repeats), a time limit, and a breaker that rests
 * after repeated outages. It throws `outside` errors for outages alone; every other answer is returned to be judged.
 */
export function askThrough(destination: Destination): Ask {
  const limit = timeout(destination.timeoutMs, TimeoutStrategy.Aggressive);
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof AppError),
    { breaker: new ConsecutiveBreaker(OUTAGES_BEFORE_REST), halfOpenAfter: REST_MS },
  );
  const attempt = async (request: Outgoing): Promise<Answer> => {
    try {
      return await limit.execute(({ signal }) => send(destination, request, signal));
    } catch (error) {
      throw outageOf(error, request);
    }
  };
  return async (request) => {
    try {
      return await breaker.execute(() => attempt(request));
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw outage('platform_resting', request, { sent: false, retryAfterMs: REST_MS });
    }
  };
}

async function send(
  { base, token, fetch, now }: Destination,
  request: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  const response = await fetch(base + request.path, {
    method: request.method,
    headers: { accept: 'application/json', ...request.headers, authorization: `Bearer ${token}` },
    body: request.body ?? null,
    // A redirect could carry the evaluation, and on some stacks the token, to another host.
    redirect: 'manual',
    signal,
  });
  const { status } = response;
  const wait = retryAfterMs(response.headers.get('retry-after'), now);
  if (status >= 500) {
    await response.body?.cancel();
    throw outage('platform_failed', request, { sent: true, status, retryAfterMs: wait });
  }
  return { status, retryAfterMs: wait, body: await readBody(response, token) };
}

/** Whatever fetch throws is an outage; its own words are left behind, because they may quote a header. */
function outageOf(error: unknown, request: Outgoing): AppError {
  if (error instanceof AppError) return error;
  // Only the time limit aborts, and fetch may be heard before it. (cockatiel 3.2.1's own test for the class is wrong.)
  const late = error instanceof TaskCancelledError || (error instanceof Error && error.name === 'AbortError');
  if (late) return outage('platform_timeout', request, { sent: true });
  return outage('platform_unreachable', request, { sent: true, reason: reasonOf(error) });
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code)) return code;
  return 'unknown';
}
