import type { Logger } from 'pino';
import { z } from 'zod';
import { malformed, unverified } from '../../errors.ts';
import type { RawAnswer, RawRequest } from '../port.ts';
import { decrypt, sameText, signature } from './crypto.ts';
import type { Envelope } from './envelope.ts';
import { parseEnvelope } from './envelope.ts';

/** What a webhook request is checked against. */
export interface CallbackKeys {
  readonly appId: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
}

/** A webhook request after proof: Feishu's test of the address, or a delivery. */
export type Proven =
  | { readonly kind: 'challenge'; readonly answer: RawAnswer }
  | { readonly kind: 'envelope'; readonly envelope: Envelope };

const sealed = z.object({ encrypt: z.string().min(1) });
const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string(), token: z.string() });

/**
 * Proves a webhook request and opens it; throws `unverified` for what is not provably from Feishu and `malformed`
 * for what nobody can read. Age is not checked: a retry comes up to seven hours later, and the delivery memory
 * makes a replay harmless.
 */
export function openCallback(request: RawRequest, keys: CallbackKeys, log: Logger): Proven {
  const signed = checkSignature(request, keys.encryptKey);
  const body = parseJson(request.body.toString('utf8'));
  const envelope = sealed.safeParse(body);
  // Only what was encrypted counts: keys beside `encrypt` could otherwise overrule it.
  const content = envelope.success ? unseal(envelope.data.encrypt, keys.encryptKey) : body;

  const test = challenge.safeParse(content);
  // Feishu never signs the challenge, so its token is the proof.
  if (test.success) {
    if (!envelope.success)
      log.warn('Feishu sent its challenge in plain text: set the Encrypt Key in its console');
    return answerChallenge(test.data, keys.verificationToken);
  }

  if (!envelope.success) throw unverified('feishu_not_encrypted');
  if (!signed) throw unverified('feishu_not_signed');
  return { kind: 'envelope', envelope: ownEnvelope(content, keys) };
}

/** Builds the one kind of answer Feishu reads: status 200 and JSON; anything else shows people an error code. */
export function jsonAnswer(value: object): RawAnswer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

// True when the signature is right, false when there is none; a wrong one is refused at once.
function checkSignature(request: RawRequest, encryptKey: string): boolean {
  const claimed = request.headers['x-lark-signature'];
  if (claimed === undefined) return false;
  const timestamp = request.headers['x-lark-request-timestamp'] ?? '';
  const nonce = request.headers['x-lark-request-nonce'] ?? '';
  const expected = signature({ timestamp, nonce, encryptKey, body: request.body });
  if (!sameText(claimed, expected)) throw unverified('feishu_signature_wrong');
  return true;
}

function unseal(encrypted: string, encryptKey: string): unknown {
  try {
    return parseJson(decrypt(encrypted, encryptKey));
  } catch {
    // Damage and a foreign key look alike on purpose: the difference would help to forge.
    throw unverified('feishu_not_decryptable');
  }
}

function answerChallenge(test: z.infer<typeof challenge>, verificationToken: string): Proven {
  if (!sameText(test.token, verificationToken)) throw unverified('feishu_token_wrong');
  return { kind: 'challenge', answer: jsonAnswer({ challenge: test.challenge }) };
}

function ownEnvelope(content: unknown, keys: CallbackKeys): Envelope {
  const envelope = parseEnvelope(content);
  if (!sameText(envelope.header.token ?? '', keys.verificationToken)) throw unverified('feishu_token_wrong');
  if (envelope.header.app_id !== keys.appId) throw unverified('feishu_app_wrong');
  return envelope;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('feishu_body_unreadable', 'the body of a Feishu request is not JSON');
  }
}
