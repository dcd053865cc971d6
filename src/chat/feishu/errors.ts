import { maskNationalIds } from '../../domain/national-id.ts';
import type { AppError, Facts, OutsideFailure, Reaction } from '../../errors.ts';
import { outsideError } from '../../errors.ts';

/** What came back from Feishu over HTTP, before anybody looked whether it is an answer at all. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Feishu's code for a card it cannot build; the real reason is a sub-code inside the message. */
const CARD_REFUSED = 230099;
/** Sub-code 11310 stands for several reasons; this one means that a click on the card is still unanswered. */
const CARD_LOCKED = /card action is lock/i;

/** The codes that say our tenant token is no good although we thought it fresh; a new token may cure the call. */
const TOKEN_CODES: ReadonlySet<number> = new Set([99991663, 99991664, 99991668]);

const RULES: readonly (readonly [Reaction, readonly number[]])[] = [
  // Limits (per chat, per app, per robot), a send with the same uuid still in flight, and a lost token.
  ['retry', [230020, 99991400, 11232, 230049, ...TOKEN_CODES]],
  // The bot is out, the chat is dissolved, muted or forbidden to it, or the person is unreachable for it.
  ['chat-lost', [230002, 232009, 232011, 230013, 230018, 230029, 230035, 230038, 230053, 230075]],
  // Recalled, deleted, its topic is gone, its id is unknown, or it belongs to another app.
  ['message-lost', [230011, 230110, 231003, 230019, 99992354, 200310]],
  // Sent more than 14 days ago.
  ['message-expired', [230031]],
  // Too long, sensitive words, data-loss prevention, a type not allowed here, or a card that cannot be built.
  ['content-refused', [230025, 230022, 230028, 230054, CARD_REFUSED]],
  // Our own mistakes: the same call will never succeed.
  ['give-up', [230001, 230015, 230017, 230027, 230034, 230055, 99992361, 99992402]],
];

const REACTIONS: ReadonlyMap<number, Reaction> = new Map(
  RULES.flatMap(([reaction, codes]) => codes.map((code) => [code, reaction] as const)),
);

/** A scope is missing, the bot is not enabled or published, the secret is wrong: somebody mends the console or the settings. */
const SETUP_CODES: ReadonlySet<number> = new Set([230006, 99991672, 10003, 10014]);
const SETUP_WAIT_MS = 600_000;

/** The per-chat limit names no waiting time; its window is one second. */
const CHAT_LIMIT = 230020;
const CHAT_LIMIT_WAIT_MS = 1000;
/** No limit of Feishu lasts longer than its minute; a larger number is a slip and must not park a chat for years. */
const MAX_WAIT_MS = 600_000;

/** Network failures in which not one byte of the request left, so the call cannot have taken effect. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Bounded, so that no message however long takes time to search. */
const MAIL = /[^\s,;:<>()[\]"']{1,64}@[^\s,;:<>()[\]"']{1,255}/g;
const MOBILE = /(?<!\w)\+?\d{7,}(?!\w)/g;

/** Says whether an answer's code means that the token must be fetched anew. */
export function isTokenRefused(answer: HttpAnswer): boolean {
  const code = codeOf(answer.body);
  return code !== null && TOKEN_CODES.has(code);
}

/** Says whether Feishu did what was asked: HTTP 2xx and code 0; HTTP 200 with another code is a refusal. */
export function isSuccess(answer: HttpAnswer): boolean {
  return answer.status >= 200 && answer.status < 300 && codeOf(answer.body) === 0;
}

/** Turns an answer that is not a success into an outside error; an unreadable answer may hide a success. */
export function refusal(answer: HttpAnswer): AppError {
  const code = codeOf(answer.body);
  // Code 0 comes here with an HTTP error or without what was asked for: it says nothing about the reason.
  const failure = code === null || code === 0 ? unreadable(answer) : classified(code, answer);
  const waitMs = retryAfterMs(answer, code);
  return outsideError(
    'feishu_call_failed',
    'Feishu did not do what was asked',
    { ...failure, ...(failure.reaction === 'retry' && waitMs !== null && { retryAfterMs: waitMs }) },
    {
      facts: {
        httpStatus: answer.status,
        ...(code !== null && { feishuCode: code }),
        ...explain(answer.body),
      },
    },
  );
}

/** Turns a failed connection or a timeout into an outside error; the raw error carries secrets and is dropped. */
export function networkFailure(networkCode: string): AppError {
  const ambiguous = !NEVER_SENT.has(networkCode);
  return outsideError(
    'feishu_unreachable',
    'Feishu could not be reached or did not answer in time',
    { reaction: 'retry', ambiguous },
    { facts: { network: networkCode } },
  );
}

/** Marks an error as surely without effect, for a call that failed before its request proper was made. */
export function withoutEffect(error: AppError): AppError {
  const outside: OutsideFailure = { ...(error.outside ?? { reaction: 'retry' }), ambiguous: false };
  return outsideError(error.code, error.message, outside, { facts: error.facts });
}

function classified(code: number, answer: HttpAnswer): OutsideFailure {
  if (code === CARD_REFUSED && CARD_LOCKED.test(messageOf(answer.body))) return { reaction: 'retry' };
  if (SETUP_CODES.has(code)) return { reaction: 'retry', retryAfterMs: SETUP_WAIT_MS };
  const reaction = REACTIONS.get(code);
  if (reaction !== undefined) return { reaction };
  return answer.status >= 500 || answer.status === 429 ? unreadable(answer) : { reaction: 'give-up' };
}

function unreadable(answer: HttpAnswer): OutsideFailure {
  if (answer.status === 429) return { reaction: 'retry' };
  const mayHaveWorked = answer.status >= 500 || (answer.status >= 200 && answer.status < 300);
  return mayHaveWorked ? { reaction: 'retry', ambiguous: true } : { reaction: 'give-up' };
}

function retryAfterMs(answer: HttpAnswer, code: number | null): number | null {
  for (const name of ['x-ogw-ratelimit-reset', 'retry-after']) {
    const seconds = Number(answer.headers[name]);
    if (Number.isFinite(seconds) && seconds > 0) return Math.min(seconds * 1000, MAX_WAIT_MS);
  }
  return code === CHAT_LIMIT ? CHAT_LIMIT_WAIT_MS : null;
}

function explain(body: unknown): Facts {
  const message = messageOf(body);
  const card = /ErrCode:\s*(\d+);\s*ErrMsg:\s*([^;]*)/.exec(message);
  const logId = field(field(body, 'error'), 'log_id');
  return {
    ...(card === null
      ? { reason: readable(message) }
      : { subCode: Number(card[1]), reason: readable(card[2] ?? '') }),
    ...(typeof logId === 'string' && { logId: logId.slice(0, 64) }),
  };
}

// Feishu repeats in some messages what it was asked; the log gets the sentence without people's ids and contacts.
function readable(message: string): string {
  return maskNationalIds(message)
    .replace(/\b(ou|on)_\w+/g, '$1_…')
    .replace(MAIL, '…')
    .replace(MOBILE, '…')
    .slice(0, 300);
}

function codeOf(body: unknown): number | null {
  const code = field(body, 'code');
  return typeof code === 'number' ? code : null;
}

function messageOf(body: unknown): string {
  const message = field(body, 'msg');
  return typeof message === 'string' ? message : '';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
