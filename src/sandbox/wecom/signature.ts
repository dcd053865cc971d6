import { createCipheriv, createHash, randomBytes } from 'node:crypto';

const RANDOM_BYTES = 16;
const IV_BYTES = 16;
/** The padding goes up to 32 bytes, twice the block of the cipher. */
const PAD_BLOCK = 32;

/** What a message is encrypted with: the key as the console shows it, and for whom the message is. */
export interface Envelope {
  readonly encodingAesKey: string;
  readonly receiveId: string;
}

/** Encrypts a message: 16 random bytes, its length, itself and the receiver, AES-256-CBC, in base64. */
export function encrypt(
  message: string,
  { encodingAesKey, receiveId }: Envelope,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(receiveId)]);
  const pad = PAD_BLOCK - (plain.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(pad, pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Signs what is encrypted: hex of the SHA-1 over four texts in the order of their characters. */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  const sorted = [token, timestamp, nonce, encrypted].sort().join('');
  return createHash('sha1').update(sorted).digest('hex');
}
