import { type DestinationStream, type Logger, pino } from 'pino';
import { AppError } from './errors.ts';

/** Values that must not stand in a log even if somebody logs the object around them. */
const SECRETS = ['appSecret', 'encryptKey', 'verificationToken', 'token', 'authorization', 'password'];

/** The longest error message that is logged, in characters. */
const MESSAGE_LIMIT = 300;

/** Makes the service's log. Errors are reduced to what cannot carry secrets or what people wrote. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: SECRETS.flatMap((name) => [name, `*.${name}`]),
    serializers: { err: (error: unknown) => describe(error, 3) },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Driver errors carry the statement with its values as properties: only named parts of an error are taken. */
function describe(error: unknown, depth: number): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  const plain = {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof errno === 'number' ? { errno } : {}),
    message: withoutValues(error.message),
    at: framesOf(error),
  };
  const ours = error instanceof AppError ? { kind: error.kind, facts: error.facts } : {};
  const cause = error.cause !== undefined && depth > 0 ? { cause: describe(error.cause, depth - 1) } : {};
  return { ...plain, ...ours, ...cause };
}

/** Databases quote the offending value, for example in «Duplicate entry '…'». */
function withoutValues(message: string): string {
  return message.slice(0, MESSAGE_LIMIT).replace(/'[^']*'?/g, "'…'");
}

/** The stack without its first lines, which repeat the message. */
function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 8);
}
