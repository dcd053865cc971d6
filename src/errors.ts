/**
 * What kind of failure this is, and with it who hears of it:
 * - `refused`: a rule says no; the person hears it in Chinese.
 * - `malformed`: input nobody can read; the caller hears it.
 * - `unverified`: not provably from the channel; nobody hears details.
 * - `outside`: a channel, the platform or a file failed; the relay retries or the operator acts.
 * - `bug`: cannot happen; we hear of it.
 */
export type ErrorKind = 'refused' | 'malformed' | 'unverified' | 'outside' | 'bug';

/** What the caller of a failed outward call should do next. */
export type Reaction =
  /** Try again later with the same key. */
  | 'retry'
  /** The chat is gone or closed to us: mark it lost and tell the admin. */
  | 'chat-lost'
  /** The message is gone (recalled, deleted): forget the card. */
  | 'message-lost'
  /** The message is too old to be edited: send a new one. */
  | 'message-expired'
  /** The ticket for this edit is used up or too old: take the next one. */
  | 'ticket-spent'
  /** Nobody has written to us in this chat yet, or we wrote too much: wait, and say where a word is needed. */
  | 'not-addressed'
  /** The content was refused: send the plain-text fallback instead. */
  | 'content-refused'
  /** Nothing will make this call succeed: show it to the operator. */
  | 'give-up';

/** How an outward call failed, in terms the relay can act on. */
export interface OutsideFailure {
  readonly reaction: Reaction;
  /** Milliseconds the other side asked us to wait, if it said so. */
  readonly retryAfterMs?: number;
  /** True when the call may have taken effect although it failed (timeout, dropped connection, 5xx). */
  readonly ambiguous?: boolean;
}

/** Values that explain an error in a log line; never secrets, never personal data. */
export type Facts = Readonly<Record<string, unknown>>;

interface Details {
  readonly facts?: Facts;
  readonly cause?: unknown;
  readonly outside?: OutsideFailure;
}

/** The one error class of the service: a kind, a stable code for machines and an English sentence for logs. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly facts: Facts;
  readonly outside: OutsideFailure | undefined;

  constructor(kind: ErrorKind, code: string, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.facts = details.facts ?? {};
    this.outside = details.outside;
  }
}

/** Makes the error for input that cannot be read; `message` says what was expected. */
export function malformed(code: string, message: string, facts: Facts = {}): AppError {
  return new AppError('malformed', code, message, { facts });
}

/** Makes the error for a request that is not provably from the channel; say nothing an attacker could use. */
export function unverified(code: string, facts: Facts = {}): AppError {
  return new AppError('unverified', code, 'the request could not be verified', { facts });
}

/** Makes the error for a failed outward call, classified for the relay. */
export function outsideError(
  code: string,
  message: string,
  outside: OutsideFailure,
  details: { facts?: Facts; cause?: unknown } = {},
): AppError {
  return new AppError('outside', code, message, { ...details, outside });
}

/** Turns anything thrown into an AppError: ours stay as they are, the rest are bugs with their cause kept. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('bug', 'unexpected', message, { cause: error });
}

/** Marks a branch the types say cannot be reached; throws if it is reached all the same. */
export function assertNever(value: never): never {
  throw new AppError('bug', 'unreachable', 'an impossible value was met', { facts: { value } });
}
