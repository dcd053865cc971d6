import { AppError, outsideError } from '../../../errors.ts';

/** WeCom's one code for two things: too many messages in a conversation, and nobody there has ever written to the bot. */
const LIMIT_OR_SILENCE = 846607;
/** The longer of the two windows in which WeCom counts, in ms. */
const WINDOW_MS = 60 * 60_000;
/** The shorter one, after which it is worth another try, in ms. */
const WAIT_MS = 60_000;

/**
 * Makes what tells the two meanings of a refusal apart: a conversation that has taken a message within the hour is no
 * silent one, so there it was the limit, and the message is tried again.
 */
export function limitTeller(now: () => Date): <T>(chat: string, send: () => Promise<T>) => Promise<T> {
  const taken = new Map<string, number>();
  return async (chat, send) => {
    try {
      const sent = await send();
      taken.set(chat, now().getTime());
      return sent;
    } catch (error) {
      const since = now().getTime() - (taken.get(chat) ?? Number.NEGATIVE_INFINITY);
      throw since <= WINDOW_MS && isDoubtful(error) ? limitReached() : error;
    }
  };
}

function isDoubtful(error: unknown): boolean {
  return error instanceof AppError && error.facts['wecomCode'] === LIMIT_OR_SILENCE;
}

function limitReached(): AppError {
  const outside = { reaction: 'retry', retryAfterMs: WAIT_MS } as const;
  const facts = { wecomCode: LIMIT_OR_SILENCE };
  return outsideError('wecom_limit_reached', 'this conversation takes no more at the moment', outside, {
    facts,
  });
}
