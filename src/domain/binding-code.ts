import { refuse } from './refusals.ts';

/**
 * A one-time code. One of an enterprise makes its bearer the admin and his group the enterprise's group; one of a
 * member makes the account that brings it his own beside those he has.
 */
export interface BindingCode {
  readonly id: string;
  readonly enterpriseId: string;
  /** The member who asked for it to change accounts; null for the code of an enterprise. */
  readonly memberId: string | null;
  /** Fingerprint of the code; the code itself is shown once and kept nowhere. */
  readonly fingerprint: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Letters and digits that nobody takes for one another when he types them off a screen. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Twelve signs of five bits each: at ten guesses an hour, not to be found in the age of the universe. */
export const CODE_LENGTH = 12;

/** How many wrong codes one person may try within an hour. */
export const TRIES_AN_HOUR = 10;

/** Writes random bytes, one for each sign, as a code in groups of four. */
export function codeFrom(bytes: Uint8Array): string {
  const signs = [...bytes.subarray(0, CODE_LENGTH)]
    .map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
    .join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** Reads a code as people type it: any case, any separators, O for 0, I and L for 1; null when it cannot be one. */
export function normalCode(text: string): string | null {
  const signs = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s_–—-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const known = signs.length === CODE_LENGTH && [...signs].every((sign) => ALPHABET.includes(sign));
  return known ? signs : null;
}

/** Uses a code up; refuses one that was used, taken back, or has run out. */
export function useCode(code: BindingCode, at: Date): BindingCode {
  if (code.usedAt !== null) refuse('code_used');
  if (code.revokedAt !== null || at >= code.expiresAt) refuse('code_expired');
  return { ...code, usedAt: at };
}

/** Takes a code back; one that was used stays used. */
export function revokeCode(code: BindingCode, at: Date): BindingCode {
  return code.usedAt !== null || code.revokedAt !== null ? code : { ...code, revokedAt: at };
}
