import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { asAppError, type ErrorKind } from '../errors.ts';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  refused: 409,
  malformed: 400,
  unverified: 401,
  outside: 502,
  bug: 500,
};

/** Answers every error with its kind's status and its code; details go to the log alone. */
export function answerErrors(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const failure = asAppError(error);
      const { kind, code, facts } = failure;
      if (kind === 'unverified' || kind === 'malformed')
        log.warn({ kind, code, facts, path: ctx.path }, 'a request was not accepted');
      else if (kind !== 'refused') log.error({ err: failure, path: ctx.path }, 'a request failed');
      ctx.status = STATUS[kind];
      ctx.body = { error: kind === 'unverified' ? 'unverified' : code };
    }
  };
}
