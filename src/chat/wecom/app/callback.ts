import { z } from 'zod';
import { malformed, unverified } from '../../../errors.ts';
import type { RawAnswer, RawRequest } from '../../port.ts';
import { type CallbackKeys, decrypt, sameText, signatureOf } from './crypto.ts';
import { readXml } from './xml.ts';

/** A request to the callback URL after proof: WeCom's question whether we can decrypt, or the fields of a message. */
export type Proven =
  | { readonly kind: 'challenge'; readonly answer: RawAnswer }
  | { readonly kind: 'message'; readonly fields: Readonly<Record<string, unknown>> };

const Sealed = z.object({ Encrypt: z.string().min(1) });

/**
 * Proves a request to the callback URL and opens it; throws `unverified` for what is not provably from WeCom and
 * `malformed` for what nobody can read. Age is not checked: WeCom posts again what was not answered, and the delivery
 * memory makes a replay harmless.
 */
export function openCallback(request: RawRequest, keys: CallbackKeys): Proven {
  switch (request.method) {
    case 'GET':
      return { kind: 'challenge', answer: plain(echo(request, keys)) };
    case 'POST':
      return { kind: 'message', fields: readXml(unsealed(request, sealedIn(request.body), keys)) };
    default:
      throw unverified('wecom_method_wrong');
  }
}

/** Builds an answer that is exactly this text; WeCom takes 200 with an empty one as heard. */
export function plain(body: string): RawAnswer {
  return { status: 200, type: 'text/plain', body };
}

// Messages are sealed and signed in the same way: whoever has recorded one must not have it opened by asking for an echo.
function echo(request: RawRequest, keys: CallbackKeys): string {
  const question = unsealed(request, request.query['echostr'] ?? '', keys);
  if (question.includes('<')) throw unverified('wecom_challenge_wrong');
  return question;
}

// Nothing beside the cipher text counts: the signature does not cover what the envelope says of its receiver.
function sealedIn(body: Buffer): string {
  const sealed = Sealed.safeParse(readXml(body.toString('utf8')));
  if (!sealed.success)
    throw malformed('wecom_not_encrypted', 'the body of a WeCom request holds no cipher text');
  return sealed.data.Encrypt;
}

function unsealed({ query }: RawRequest, encrypted: string, keys: CallbackKeys): string {
  const { timestamp = '', nonce = '', msg_signature: claimed = '' } = query;
  const expected = signatureOf(keys.token, { timestamp, nonce, encrypted });
  if (!sameText(claimed, expected)) throw unverified('wecom_signature_wrong');
  return decrypt(encrypted, keys);
}
