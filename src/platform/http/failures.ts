import { maskNationalIds } from '../../domain/national-id.ts';
import { type AppError, type OutsideFailure, outsideError } from '../../errors.ts';
import { refusalAnswer } from './answers.ts';
import type { Answer, Outgoing } from './exchange.ts';

/** The platform's words are kept this long: enough for a sentence on a card, too short to flood a log. */
const REFUSAL_CHARACTERS = 300;

const OUTAGES = {
  platform_resting: 'the platform failed repeatedly and is left alone for a while',
  platform_failed: 'the platform answered with a fault of its own',
  platform_timeout: 'the platform did not answer in time',
  platform_unreachable: 'the platform could not be reached, or broke off the connection',
} as const;

/** Makes the error for a platform that is out of order; a post that was sent may have taken effect. */
export function outage(
  code: keyof typeof OUTAGES,
  request: Outgoing,
  seen: { sent: boolean; status?: number; reason?: string; retryAfterMs?: number | undefined },
): AppError {
  const { sent, retryAfterMs, ...facts } = seen;
  const outside = retry(retryAfterMs, sent && request.method === 'POST');
  return outsideError(code, OUTAGES[code], outside, { facts: { ...facts, ...routeOf(request) } });
}

/** Makes the error for an answer that does not fit the contract; what it was stays unknown, so a post is ambiguous. */
export function unreadable(answer: Answer, request: Outgoing, why: unknown): AppError {
  return outsideError(
    'platform_answer_unreadable',
    'the platform gave an answer that does not fit the contract',
    retry(answer.retryAfterMs, request.method === 'POST'),
    { facts: { status: answer.status, why, ...routeOf(request) } },
  );
}

/** The platform's code and words, when the answer carries them as the contract says. */
export function refusalIn({ body }: Answer): { readonly code: string; readonly message: string } | null {
  return body.ok ? (refusalAnswer.safeParse(body.json).data ?? null) : null;
}

/**
 * Judges an answer that is not a success. Only a refusal in the contract's own form is final: a bare 404 comes from a
 * proxy as easily as from the platform, and must not end an evaluation.
 */
export function failureOf(answer: Answer, request: Outgoing): AppError {
  const { status } = answer;
  const facts = { status, ...routeOf(request) };
  if (status === 429) {
    const message = 'the platform asks for fewer requests';
    return outsideError('platform_rate_limited', message, retry(answer.retryAfterMs, false), { facts });
  }
  if (status === 401 || status === 403) {
    const message = 'the platform does not accept the token; check PLATFORM_TOKEN';
    return outsideError('platform_unauthorized', message, { reaction: 'give-up' }, { facts });
  }
  const refusal = refusalIn(answer);
  if (!refusal || (status !== 404 && status !== 409 && status !== 422)) {
    return unreadable(answer, request, answer.body.ok ? 'unknown_answer' : answer.body.problem);
  }
  const words = { refusal: shorten(refusal.message), platformCode: refusal.code };
  return outsideError(
    'platform_refused',
    'the platform refused the request',
    { reaction: 'give-up' },
    { facts: { ...facts, ...words } },
  );
}

function retry(retryAfterMs: number | undefined, ambiguous: boolean): OutsideFailure {
  return { reaction: 'retry', ambiguous, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Method and path without its variable end, which may be a cursor or a key. */
function routeOf({ method, path }: Outgoing): { readonly route: string } {
  return { route: `${method} ${/^\/v1\/[a-z]+/.exec(path)?.[0] ?? ''}` };
}

/** One line of the platform's words, without control characters and ID numbers that may not reach a log or a card. */
function shorten(words: string): string {
  const line = maskNationalIds(words)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return [...line].slice(0, REFUSAL_CHARACTERS).join('');
}
