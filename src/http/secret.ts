import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares fingerprints, which are equally long, so that the time it takes tells nothing about the secret. */
export function isSameSecret(shown: string, expected: string): boolean {
  const fingerprint = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(fingerprint(shown), fingerprint(expected));
}
