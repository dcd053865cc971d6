import type { Body } from './body.ts';

/** A request to the platform. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the platform answered, with any status below 500; the body is read but not yet understood. */
export interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly body: Body;
}

/** One attempt to ask the platform. */
export type Ask = (request: Outgoing) => Promise<Answer>;
