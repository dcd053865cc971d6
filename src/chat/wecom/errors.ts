import { type AppError, type Facts, type OutsideFailure, outsideError } from '../../errors.ts';
import { faultOf } from './faults.ts';

/** Network failures in which not one byte of the request left, so the call cannot have taken effect. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Turns a refusal of WeCom into an outside error. `call` is our own word for what was asked. The words of WeCom stay
 * out of it: they differ from answer to answer, and may repeat what was sent.
 */
export function wecomError(errcode: number, call: string, more: Facts = {}): AppError {
  const { code, advice, ...outside } = faultOf(errcode);
  const facts = { wecomCode: errcode, call, advice, ...more };
  return outsideError(code, 'WeCom did not do what was asked', outside, { facts });
}

/** Turns a broken connection or a timeout into an outside error; the raw error may carry secrets and is dropped. */
export function wecomUnreachable(network: string, call: string): AppError {
  const message = 'WeCom could not be reached or did not answer in time';
  const outside = { reaction: 'retry', ambiguous: !NEVER_SENT.has(network) } as const;
  return outsideError('wecom_unreachable', message, outside, { facts: { network, call } });
}

/** Turns an answer that is none into an outside error; a server that fails may have done its work before. */
export function wecomUnreadable(httpStatus: number, call: string): AppError {
  const message = 'WeCom gave an answer that nobody can read';
  const mayHaveWorked = httpStatus >= 500 || (httpStatus >= 200 && httpStatus < 300);
  const outside: OutsideFailure =
    mayHaveWorked || httpStatus === 429
      ? { reaction: 'retry', ambiguous: mayHaveWorked }
      : { reaction: 'give-up' };
  return outsideError('wecom_answer_unreadable', message, outside, { facts: { httpStatus, call } });
}

/** Marks an error as surely without effect, for a call that failed before its request proper was made. */
export function withoutEffect(error: AppError): AppError {
  const outside: OutsideFailure = { ...(error.outside ?? { reaction: 'retry' }), ambiguous: false };
  return outsideError(error.code, error.message, outside, { facts: error.facts });
}
