import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { malformed, unverified } from '../../../errors.ts';

/** What callbacks are proven and opened with: the Token, the key that EncodingAESKey stands for, and our own corpid. */
export interface CallbackKeys {
  readonly token: string;
  readonly key: Buffer;
  readonly receiveId: string;
}

/** What a signature covers besides the Token, as it stands in the request. */
export interface Signed {
  readonly timestamp: string;
  readonly nonce: string;
  readonly encrypted: string;
}

const KEY_BYTES = 32;
const IV_BYTES = 16;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
/** WeCom pads to twice the block of the cipher, which the cipher's own padding would refuse. */
const PAD_BLOCK = 32;
const BASE64 = /^[0-9A-Za-z+/]+={0,2}$/;

/** Reads the key that an EncodingAESKey of 43 characters stands for; throws `malformed` for any other. */
export function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (/^[0-9A-Za-z]{43}$/.test(encodingAesKey) && key.length === KEY_BYTES) return key;
  throw malformed('wecom_key_malformed', 'an EncodingAESKey has 43 letters and digits');
}

/** Hashes a text with SHA-1, in hex, as all signatures of WeCom are made. */
export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

/** Signs what is encrypted: SHA-1 over the Token, timestamp, nonce and cipher text, in the order of their bytes. */
export function signatureOf(token: string, { timestamp, nonce, encrypted }: Signed): string {
  return sha1([token, timestamp, nonce, encrypted].sort().join(''));
}

/** Compares two texts in a time that tells nothing about where they differ. */
export function sameText(one: string, other: string): boolean {
  // Equal-length digests: timingSafeEqual throws on unequal lengths, which would itself tell something.
  return timingSafeEqual(sha256(one), sha256(other));
}

/** Encrypts a message for `receiveId` behind 16 random bytes, as WeCom does. */
export function encrypt(message: string, { key, receiveId }: CallbackKeys, random: Buffer): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random, length, text, Buffer.from(receiveId)]);
  const pad = PAD_BLOCK - (plain.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(pad, pad)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/**
 * Opens what WeCom encrypted for us. Damage, a foreign key and a foreign receiver look alike on purpose: the difference
 * would help to forge.
 */
export function decrypt(encrypted: string, { key, receiveId }: CallbackKeys): string {
  const opened = BASE64.test(encrypted) ? openedBy(key, Buffer.from(encrypted, 'base64')) : null;
  if (opened === null || !sameText(opened.receiveId, receiveId)) throw unverified('wecom_not_decryptable');
  return opened.message;
}

function openedBy(key: Buffer, bytes: Buffer): { message: string; receiveId: string } | null {
  if (bytes.length === 0 || bytes.length % PAD_BLOCK !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  const plain = unpadded(Buffer.concat([decipher.update(bytes), decipher.final()]));
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (plain === null || plain.length < start) return null;
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) return null;
  return { message: plain.toString('utf8', start, end), receiveId: plain.toString('utf8', end) };
}

function unpadded(padded: Buffer): Buffer | null {
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > PAD_BLOCK) return null;
  const end = padded.length - pad;
  return padded.subarray(end).every((byte) => byte === pad) ? padded.subarray(0, end) : null;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
