import { createCipheriv, createHash, randomBytes } from 'node:crypto';

const IV_BYTES = 16;

/** Encrypts a body with the Encrypt Key: AES-256-CBC under its SHA-256, the iv in front, all in base64. */
export function encrypt(plain: string, encryptKey: string, iv: Buffer = randomBytes(IV_BYTES)): string {
  const key = createHash('sha256').update(encryptKey).digest();
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

/** What a signature covers. */
export interface Signed {
  readonly timestamp: string;
  readonly nonce: string;
  readonly encryptKey: string;
  readonly body: string;
}

/** Signs a request: hex of the plain SHA-256 over timestamp, nonce, Encrypt Key and body, one after the other. */
export function sign({ timestamp, nonce, encryptKey, body }: Signed): string {
  return createHash('sha256').update(`${timestamp}${nonce}${encryptKey}${body}`).digest('hex');
}
