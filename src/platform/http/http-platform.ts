import type { z } from 'zod';
import { malformed } from '../../errors.ts';
import type { Page, Platform, Posted, Receipt } from '../port.ts';
import { answerPage, patentPage, pushPage, receiptAnswer } from './answers.ts';
import { demandBody, evaluationBody, intentBody } from './bodies.ts';
import type { Answer, Ask, Outgoing } from './exchange.ts';
import { failureOf, refusalIn, unreadable } from './failures.ts';
import { askThrough } from './transport.ts';

/** Records a page: with abstracts at the contract's limit some 4 MB of Chinese text, half of what an answer may have. */
const PAGE_SIZE = 200;

/** Posting is a transaction on the other side; ten seconds are patient for that and still free the lane soon. */
const TIMEOUT_MS = 10_000;

/** How to reach a platform that speaks `docs/platform-api.yaml`. */
export interface HttpPlatformOptions {
  /** The address without `/v1`; https, or http on this machine. */
  readonly url: string;
  readonly token: string;
  readonly fetch?: typeof fetch;
  readonly now: () => Date;
  readonly timeoutMs?: number;
}

/**
 * The platform over `docs/platform-api.yaml`. Every call is one attempt; its failures are classified for the relay and
 * never contain the token. Throws `malformed` at once for an address or a token that cannot work.
 */
export function httpPlatform(options: HttpPlatformOptions): Platform {
  const ask = askThrough({
    base: baseOf(options.url),
    token: tokenOf(options.token),
    fetch: options.fetch ?? fetch,
    now: options.now,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  });
  return {
    mode: 'http',
    pullPatents: (cursor) => pull(ask, '/v1/patents', cursor, patentPage),
    pullPushes: (cursor) => pull(ask, '/v1/pushes', cursor, pushPage),
    pullAnswers: (cursor) => pull(ask, '/v1/answers', cursor, answerPage),
    postEvaluation: (evaluation, key) => post(ask, '/v1/evaluations', evaluationBody(evaluation), key),
    postIntent: (intent, key) => post(ask, '/v1/intents', intentBody(intent), key),
    postDemand: (demand, key) => post(ask, '/v1/demands', demandBody(demand), key),
    // What ends has a key of its own, made of that under which it began.
    withdraw: (kind, key, at) =>
      post(ask, '/v1/withdrawals', { kind, key: keyOf(key), withdrawn_at: at.toISOString() }, `end:${key}`),
    receiptOf: (key) => receiptOf(ask, key),
  };
}

async function pull<T>(
  ask: Ask,
  feed: string,
  cursor: string | null,
  page: z.ZodType<Page<T>>,
): Promise<Page<T>> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  // The manual mode leaves an empty cursor behind; it means the beginning, too.
  if (cursor) query.set('since', cursor);
  const request: Outgoing = { method: 'GET', path: `${feed}?${query}` };
  const answer = await ask(request);
  // The platform has forgotten the place, for example after a restore: the contract says to start again.
  if (cursor && answer.status === 422 && refusalIn(answer)?.code === 'cursor_unknown')
    return await pull(ask, feed, null, page);

  const found = understood(answer, request, [200], page);
  if (found.more && found.next === cursor) throw unreadable(answer, request, 'cursor_stands_still');
  return found;
}

async function post(ask: Ask, path: string, body: object, key: string): Promise<Posted> {
  const request: Outgoing = {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', 'idempotency-key': keyOf(key) },
    body: JSON.stringify(body),
  };
  const receipt = understood(await ask(request), request, [200, 201], receiptAnswer);
  return { kind: 'recorded', receipt };
}

async function receiptOf(ask: Ask, key: string): Promise<Receipt | null> {
  const request: Outgoing = { method: 'GET', path: `/v1/receipts/${encodeURIComponent(keyOf(key))}` };
  const answer = await ask(request);
  if (answer.status === 404 && refusalIn(answer)?.code === 'receipt_unknown') return null;
  return understood(answer, request, [200], receiptAnswer);
}

function understood<T>(
  answer: Answer,
  request: Outgoing,
  successes: readonly number[],
  schema: z.ZodType<T>,
): T {
  if (!successes.includes(answer.status)) throw failureOf(answer, request);
  if (!answer.body.ok) throw unreadable(answer, request, answer.body.problem);
  const parsed = schema.safeParse(answer.body.json);
  if (parsed.success) return parsed.data;
  // Where it does not fit and why, but never what stood there.
  throw unreadable(
    answer,
    request,
    parsed.error.issues.slice(0, 5).map(({ path, code }) => `${path.join('.')}: ${code}`),
  );
}

function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const plain =
    parsed !== null && `${parsed.username}${parsed.password}${parsed.search}${parsed.hash}` === '';
  const here = parsed !== null && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  if (!parsed || !plain || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && here))) {
    // The address itself is not repeated: it may hold credentials.
    throw malformed(
      'platform_url_unusable',
      'the platform address must be https without user, query or fragment; http only on this machine',
    );
  }
  return parsed.href.replace(/\/+$/, '');
}

function tokenOf(token: string): string {
  if (/^[\x21-\x7e]{8,}$/.test(token)) return token;
  throw malformed(
    'platform_token_unusable',
    'the platform token must be at least 8 printable ASCII characters without spaces',
  );
}

function keyOf(key: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._:-]{0,159}$/.test(key)) return key;
  throw malformed(
    'platform_key_unusable',
    'an idempotency key must be 1 to 160 letters, digits, dots, colons, underscores or hyphens',
  );
}
