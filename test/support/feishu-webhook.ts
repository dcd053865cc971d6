import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RawRequest } from '../../src/chat/port.ts';

/** The app the fixtures in test/fixtures/feishu belong to. */
export const FIXTURE_APP = {
  appId: 'cli_a1b2c3d4e5f60718',
  appSecret: 'app-secret-of-the-tests',
  encryptKey: 'encrypt-key-of-the-tests',
  verificationToken: 'verification-token-of-the-tests',
} as const;

/** Reads a recorded payload by its event type and variant. */
export function feishuFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/feishu/${name}.json`, import.meta.url), 'utf8'));
}

/** Encrypts a payload as Feishu does: AES-256-CBC under SHA-256 of the key, the IV in front, in Base64. */
export function sealed(payload: unknown, encryptKey: string = FIXTURE_APP.encryptKey): string {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(JSON.stringify(payload)), cipher.final()]).toString('base64');
}

/** Makes a webhook request without signature from a body. */
export function unsignedRequest(body: unknown): RawRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { method: 'POST', query: {}, headers: { 'content-type': 'application/json' }, body: bytes };
}

/** Signs a webhook request over the bytes of its body. */
export function signedRequest(body: unknown, encryptKey: string = FIXTURE_APP.encryptKey): RawRequest {
  const request = unsignedRequest(body);
  const [timestamp, nonce] = ['1763800000', 'nonce-of-the-tests'];
  const signature = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(request.body)
    .digest('hex');
  return {
    ...request,
    headers: {
      ...request.headers,
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
  };
}
