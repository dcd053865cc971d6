import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { malformed, outsideError } from '../errors.ts';
import type { Place } from './sealed-columns.ts';

/** Seals text for the database, so that whoever reads the database without `SECRET_KEY` reads nothing. */
export interface Seals {
  /**
   * Seals a text for one place; in any other place it does not open. Empty text stays empty, so that a row shows what
   * it lacks.
   */
  seal(text: string, place: Place): string;
  /** Opens what was sealed for this place; throws `outside` when the key is not known, or the text was changed or moved. */
  open(sealed: string, place: Place): string;
  /** True when nothing is gained by sealing anew: it is sealed with the newest key, or empty. */
  isCurrent(sealed: string): boolean;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `s1`, the fingerprint of the key, then nonce, ciphertext and tag. */
const SEALED = /^s1\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/;

interface Key {
  readonly fingerprint: string;
  readonly bytes: Buffer;
}

/** Makes seals from keys of at least 32 characters: the first one seals, all of them open. */
export function sealsOf(keys: readonly [string, ...string[]]): Seals {
  const newest = keyOf(keys[0]);
  const byFingerprint = new Map([...keys].reverse().map((key) => [keyOf(key).fingerprint, keyOf(key)]));
  return {
    seal: (text, place) => (text === '' ? '' : sealWith(newest, text, place)),
    open: (sealed, place) => {
      if (sealed === '') return '';
      const [, fingerprint = '', body = ''] = SEALED.exec(sealed) ?? [];
      if (body === '') throw broken();
      const key = byFingerprint.get(fingerprint);
      if (!key) throw keyUnknown(fingerprint);
      return openWith(key, body, place);
    },
    isCurrent: (sealed) => sealed === '' || sealed.startsWith(prefixOf(newest)),
  };
}

/**
 * Makes up a key that is gone with the process, for the sandbox: it starts on an empty database every time, so nothing
 * is lost, where a key written here would be known to everybody.
 */
export function throwawayKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/** Seals of a process that was given no key: they carry empty text and refuse the rest, saying what is missing. */
export const NO_SEALS: Seals = {
  seal: (text) => (text === '' ? '' : refuseWithoutKey()),
  open: (sealed) => (sealed === '' ? '' : refuseWithoutKey()),
  isCurrent: (sealed) => sealed === '' || refuseWithoutKey(),
};

function sealWith(key: Key, text: string, place: Place): string {
  // Nobody hands this randomness in: a nonce that comes twice under one key would give both texts away.
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return prefixOf(key) + body.toString('base64url');
}

function openWith(key: Key, body: string, place: Place): string {
  const bytes = Buffer.from(body, 'base64url');
  // Buffer passes over what it cannot read; two spellings of one seal would be one too many.
  if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== body) throw broken();
  const decipher = createDecipheriv(CIPHER, key.bytes, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const start = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([start, decipher.final()]).toString('utf8');
  } catch (error) {
    throw broken(error);
  }
}

function prefixOf({ fingerprint }: Key): string {
  return `s1.${fingerprint}.`;
}

/** The labels keep what is derived from one SECRET_KEY for different purposes apart; the fingerprint says nothing about the key. */
function keyOf(secret: string): Key {
  return {
    fingerprint: derive(secret, 'panhuo seal fingerprint', 4).toString('hex'),
    bytes: derive(secret, 'panhuo seal', KEY_BYTES),
  };
}

function derive(secret: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, bytes));
}

function keyUnknown(fingerprint: string): Error {
  const message =
    'something in the database is sealed with a key that SECRET_KEY does not hold: add the former key behind a comma and restart';
  return outsideError('seal_key_unknown', message, { reaction: 'give-up' }, { facts: { key: fingerprint } });
}

function broken(cause?: unknown): Error {
  const message =
    'a sealed value in the database was changed or moved and cannot be opened: enter it anew, or restore a backup';
  return outsideError('seal_broken', message, { reaction: 'give-up' }, { cause });
}

function refuseWithoutKey(): never {
  throw malformed('secret_key_missing', 'SECRET_KEY is missing; make one with: npm run cli -- key new');
}
