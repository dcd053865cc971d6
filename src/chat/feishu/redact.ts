import type { Logger as SdkLogger } from '@larksuiteoapi/node-sdk';
import { isAxiosError } from 'axios';
import type { Logger } from 'pino';

/**
 * What the SDK may say, by the beginning of its words. Nothing outside this list reaches our log, because the
 * SDK also hands over whole messages, connection URLs with tickets, and errors with app_secret and Authorization.
 */
const KNOWN_WORDS = [
  'Request failed with status code',
  'connect E',
  'connect failed',
  'failed to handle inbound frame',
  'failed to merge event fragments',
  'getaddrinfo E',
  'handshake timeout',
  'invalid appId',
  'invalid pong payload',
  'invoke event failed',
  'new WebSocket error',
  'no pong/inbound',
  'send data failed',
  'timeout of',
  'unable to connect to the server',
  'ws connect failed',
  'ws error',
] as const;

interface SafeFacts {
  /** Known beginnings of what was said; the rest of the words is dropped. */
  readonly said?: readonly string[];
  /** Feishu's number for a refused connection. */
  readonly feishuCode?: number;
  /** The network's own name of the failure, such as ECONNREFUSED. */
  readonly network?: string;
  readonly httpStatus?: number;
}

/** Builds the logger given to the SDK: errors and warnings as static sentences with safe facts, all else dropped. */
export function redactedLogger(log: Logger): SdkLogger {
  return {
    error: (...said: unknown[]) => log.warn(safeFacts(said), 'the Feishu SDK reported an error'),
    warn: (...said: unknown[]) => log.warn(safeFacts(said), 'the Feishu SDK gave a warning'),
    info: () => undefined,
    debug: () => undefined,
    trace: () => undefined,
  };
}

/** Picks from anything the SDK logs the few facts that cannot carry a secret or a person's words. */
export function safeFacts(said: unknown): SafeFacts {
  const parts = Array.isArray(said) ? said.flat(Number.POSITIVE_INFINITY) : [said];
  const texts = parts.filter((part) => typeof part === 'string');
  const known = KNOWN_WORDS.filter((words) => texts.some((text) => text.startsWith(words)));
  const code = texts
    .map((text) => /^code: (\d{1,12})\b/.exec(text)?.[1])
    .find((digits) => digits !== undefined);
  return {
    ...(known.length > 0 && { said: known }),
    ...(code !== undefined && { feishuCode: Number(code) }),
    ...networkFacts(parts.find((part) => isAxiosError(part))),
  };
}

function networkFacts(error: unknown): SafeFacts {
  if (!isAxiosError(error)) return {};
  return {
    ...(error.code !== undefined && { network: error.code }),
    ...(error.response !== undefined && { httpStatus: error.response.status }),
  };
}
