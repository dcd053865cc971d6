import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_SEALS, sealsOf } from '../../src/stores/seal.ts';

const OLD = 'the-old-key-of-these-tests-0123456789';
const NEW = 'the-new-key-of-these-tests-0123456789';
const PLACE = 'admin_profiles.mobile:id-1';
const MOBILE = '13800000000';

const broken = expect.objectContaining({
  kind: 'outside',
  code: 'seal_broken',
  outside: { reaction: 'give-up' },
});

describe('seals', () => {
  const seals = sealsOf([OLD]);

  it('give every text back in its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, id) => {
        const place = `admin_profiles.mobile:${id}` as const;
        expect(seals.open(seals.seal(text, place), place)).toBe(text);
      }),
    );
  });

  it('show nothing of the text, and look different every time', () => {
    const [first, second] = [seals.seal(MOBILE, PLACE), seals.seal(MOBILE, PLACE)];
    expect(first).toMatch(/^s1\.[0-9a-f]{8}\.[A-Za-z0-9_-]{52}$/);
    expect(first).not.toBe(second);
    for (const encoding of ['utf8', 'base64', 'base64url', 'hex'] as const)
      expect(first).not.toContain(Buffer.from(MOBILE).toString(encoding).slice(0, 8));
  });

  it('do not open in another place', () => {
    const sealed = seals.seal(MOBILE, PLACE);
    expect(() => seals.open(sealed, 'admin_profiles.mobile:id-2')).toThrow(broken);
    expect(() => seals.open(sealed, 'admin_profiles.mail:id-1')).toThrow(broken);
  });

  it('notice every change of a byte, and every cut', () => {
    const sealed = seals.seal(MOBILE, PLACE);
    const [version, key, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const cut = bytes.subarray(0, at);
      for (const each of [changed, cut]) {
        const forged = `${version}.${key}.${each.toString('base64url')}`;
        expect(() => seals.open(forged, PLACE)).toThrow(broken);
      }
    }
  });

  it.each(['13800000000', 's1.', 's2.00000000.AAAA', 's1.xyz.AAAA', 's1.00000000.', ' '])(
    'take %j for damage, not for text',
    (text) => expect(() => seals.open(text, PLACE)).toThrow(broken),
  );

  it('leave empty text empty', () => {
    expect(seals.seal('', PLACE)).toBe('');
    expect(seals.open('', PLACE)).toBe('');
    expect(seals.isCurrent('')).toBe(true);
  });

  it('never repeat the value or the key in an error', () => {
    const sealed = seals.seal(MOBILE, PLACE);
    for (const [other, text] of [
      [sealsOf([NEW]), sealed],
      [seals, `${sealed}A`],
      [seals, MOBILE],
    ] as const) {
      const said = JSON.stringify(errorOf(() => other.open(text, PLACE)));
      for (const secret of [MOBILE, OLD, NEW, sealed]) expect(said).not.toContain(secret);
    }
  });
});

describe('a change of the key', () => {
  const sealed = sealsOf([OLD]).seal(MOBILE, PLACE);

  it('opens the old seals and makes new ones', () => {
    const both = sealsOf([NEW, OLD]);
    expect(both.open(sealed, PLACE)).toBe(MOBILE);
    expect(both.isCurrent(sealed)).toBe(false);
    const anew = both.seal(MOBILE, PLACE);
    expect(both.isCurrent(anew)).toBe(true);
    expect(sealsOf([NEW]).open(anew, PLACE)).toBe(MOBILE);
  });

  it('says what to do when the old key was taken away too early', () => {
    expect(errorOf(() => sealsOf([NEW]).open(sealed, PLACE))).toMatchObject({
      code: 'seal_key_unknown',
      message: expect.stringContaining('add the former key behind a comma'),
      facts: { key: sealed.split('.')[1] },
    });
  });

  it('finds a key that is named twice', () => {
    expect(sealsOf([OLD, NEW, OLD]).open(sealed, PLACE)).toBe(MOBILE);
  });
});

describe('a process without a key', () => {
  it('carries empty text and refuses the rest', () => {
    const missing = expect.objectContaining({ kind: 'malformed', code: 'secret_key_missing' });
    const sealed = sealsOf([OLD]).seal(MOBILE, PLACE);
    expect([NO_SEALS.seal('', PLACE), NO_SEALS.open('', PLACE), NO_SEALS.isCurrent('')]).toEqual([
      '',
      '',
      true,
    ]);
    expect(() => NO_SEALS.seal(MOBILE, PLACE)).toThrow(missing);
    expect(() => NO_SEALS.open(sealed, PLACE)).toThrow(missing);
    expect(() => NO_SEALS.isCurrent(sealed)).toThrow(missing);
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? { ...error, message: error.message, stack: error.stack } : error;
  }
}
