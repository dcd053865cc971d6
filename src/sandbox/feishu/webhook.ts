import { encrypt, sign } from './signature.ts';
import type { PushOutcome } from './transport.ts';
import { answerWithinMs, type FeishuWorld, instant, makeId } from './world.ts';

const CHALLENGE_WITHIN_MS = 1000;

/** How a test departs from what the platform would send, to see that it is refused. */
export interface Forgery {
  /** Another key to encrypt and sign with. */
  readonly encryptKey?: string;
  /** True sends the body in clear although a key is set. */
  readonly plain?: boolean;
  /** Headers put over the right ones; an empty value takes a header away. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes the body after it was signed. */
  readonly tamper?: (body: string) => string;
}

/** Posts an envelope to the webhook, encrypted and signed when an Encrypt Key is set, and waits 3 s for the answer. */
export function postEnvelope(
  world: FeishuWorld,
  url: string,
  envelope: object,
  forgery: Forgery = {},
): Promise<PushOutcome> {
  const encryptKey = forgery.encryptKey ?? world.options.encryptKey;
  const body = seal(envelope, forgery.plain === true ? undefined : encryptKey);
  const signature = encryptKey === undefined ? {} : signatureHeaders(world, encryptKey, body);
  const headers = Object.entries({ ...signature, ...forgery.headers }).filter(([, value]) => value !== '');
  return post(url, forgery.tamper?.(body) ?? body, Object.fromEntries(headers), answerWithinMs(world));
}

/** Posts the question that proves a webhook address: never signed, encrypted when a key is set, to be answered in 1 s. */
export function postChallenge(world: FeishuWorld, url: string, challenge: string): Promise<PushOutcome> {
  const question = { challenge, token: world.options.verificationToken ?? '', type: 'url_verification' };
  return post(url, seal(question, world.options.encryptKey), {}, CHALLENGE_WITHIN_MS);
}

function seal(content: object, encryptKey: string | undefined): string {
  const plain = JSON.stringify(content);
  return encryptKey === undefined ? plain : JSON.stringify({ encrypt: encrypt(plain, encryptKey) });
}

function signatureHeaders(world: FeishuWorld, encryptKey: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(instant(world) / 1000));
  const nonce = makeId(world, '');
  return {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': sign({ timestamp, nonce, encryptKey, body }),
  };
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  withinMs: number,
): Promise<PushOutcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    return { kind: 'answered', via: 'webhook', status: answer.status, body: await answer.text() };
  } catch (error) {
    return { kind: failureKind(error) };
  }
}

function failureKind(error: unknown): 'timeout' | 'unreachable' | 'unknown-host' {
  if (!(error instanceof Error)) return 'unreachable';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'unknown-host' : 'unreachable';
}
