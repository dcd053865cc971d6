import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

const IV_BYTES = 16;

/** Compares two texts in a time that tells nothing about where they differ. */
export function sameText(one: string, other: string): boolean {
  // Equal-length digests: timingSafeEqual throws on unequal lengths, which would itself tell something.
  return timingSafeEqual(sha256(one), sha256(other));
}

/**
 * Computes Feishu's request signature: hex of SHA-256 over timestamp, nonce, Encrypt Key and the body.
 * It is a plain hash, not an HMAC, and it covers the bytes as received, not re-serialised JSON.
 */
export function signature(signed: {
  timestamp: string;
  nonce: string;
  encryptKey: string;
  body: Buffer;
}): string {
  return createHash('sha256')
    .update(signed.timestamp + signed.nonce + signed.encryptKey)
    .update(signed.body)
    .digest('hex');
}

/** Decrypts Feishu's `encrypt` field (AES-256-CBC, key = SHA-256 of the Encrypt Key, IV in front); throws on damage. */
export function decrypt(encrypted: string, encryptKey: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', sha256(encryptKey), bytes.subarray(0, IV_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]).toString('utf8');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
