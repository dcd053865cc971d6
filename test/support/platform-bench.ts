import { expect, onTestFinished } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { type HttpPlatformOptions, httpPlatform } from '../../src/platform/http/http-platform.ts';
import type { Platform } from '../../src/platform/port.ts';
import {
  type PlatformStandIn,
  type PlatformStandInOptions,
  startPlatformStandIn,
} from '../../src/sandbox/platform/stand-in.ts';
import { answerProblems, type Exchange, recordingFetch, requestProblems } from './platform-contract.ts';
import { POST_KEY, samplePatent } from './platform-samples.ts';

/** The token the stand-in accepts in tests. */
export const TOKEN = 'made-up-token.0123456789';

/** The time on the stand-in's clock. */
export const NOW = new Date('2026-11-22T02:00:00Z');

/** A stand-in platform with one patent, the adapter connected to it, and what they said to each other. */
export interface PlatformBench {
  readonly standIn: PlatformStandIn;
  readonly platform: Platform;
  readonly exchanges: readonly Exchange[];
  /** Sends a request as written, with the right token unless the headers say otherwise. */
  request(path: string, init?: RequestInit): Promise<Exchange>;
  /** Posts an evaluation as written; text is sent as it is. */
  post(body: unknown, headers?: Record<string, string>): Promise<Exchange>;
  /** Where the requests and the answers did not fit the contract. */
  misfits(): string[];
}

/** Sets up a bench of its own for the running test, and takes it down afterwards. */
export async function platformBench(
  options: Partial<PlatformStandInOptions & Pick<HttpPlatformOptions, 'timeoutMs'>> = {},
): Promise<PlatformBench> {
  let ids = 0;
  const { timeoutMs, ...standInOptions } = options;
  const standIn = await startPlatformStandIn({
    token: TOKEN,
    now: () => NOW,
    newId: () => `made-up-${++ids}`,
    patents: [samplePatent(1)],
    ...standInOptions,
  });
  onTestFinished(() => standIn.close());
  const { fetch, exchanges } = recordingFetch();
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  const request = async (path: string, init: RequestInit = {}): Promise<Exchange> => {
    const headers = { authorization: `Bearer ${TOKEN}`, ...init.headers };
    await fetch(standIn.url + path, { ...init, headers });
    const last = exchanges.at(-1);
    if (!last) throw new Error('nothing was said');
    return last;
  };
  return {
    standIn,
    platform: httpPlatform({ url: standIn.url, token: TOKEN, fetch, now: () => NOW, ...limit }),
    exchanges,
    request,
    post: (body, headers) => request('/v1/evaluations', posting(body, headers)),
    misfits: () => exchanges.flatMap((each) => [...requestProblems(each), ...answerProblems(each)]),
  };
}

function posting(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const all = { 'content-type': 'application/json', 'idempotency-key': POST_KEY, ...headers };
  return { method: 'POST', headers: all, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** What an exchange looks like that ended with this error of the contract. */
export function refusal(status: number, code: string): unknown {
  return expect.objectContaining({ status, body: expect.objectContaining({ code }) });
}

/** The error a call ends with; a call that succeeds fails the test. */
export async function errorOf(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => new Error('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw error;
}
