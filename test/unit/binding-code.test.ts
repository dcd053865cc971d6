import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BindingCode,
  codeFrom,
  normalCode,
  revokeCode,
  useCode,
} from '../../src/domain/binding-code.ts';
import { AT, later, refusal } from '../support/builders.ts';

const fresh: BindingCode = {
  id: 'c1',
  memberId: null,
  enterpriseId: 'e1',
  fingerprint: 'f',
  expiresAt: later(1000),
  usedAt: null,
  revokedAt: null,
};

describe('a binding code', () => {
  it('is three groups of four signs that nobody mixes up', () => {
    expect(codeFrom(new Uint8Array(12).map((_, index) => index * 3))).toMatch(
      /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/,
    );
  });

  it('is read in every spelling people use', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        const code = codeFrom(bytes);
        const normal = code.replaceAll('-', '');
        expect(normalCode(code)).toBe(normal);
        expect(normalCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(normal);
        expect(normalCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(normal);
      }),
    );
    expect(normalCode('７QK２—XR9A—40BM')).toBe('7QK2XR9A40BM');
  });

  it.each(['', '7QK2', '7QK2-XR9A-40BMX', '绑定码在哪里领取呢请问谢谢', 'U'.repeat(12)])(
    'is not «%s»',
    (text) => {
      expect(normalCode(text)).toBeNull();
    },
  );

  it('is used once, and only before it runs out or is taken back', () => {
    const used = useCode(fresh, AT);
    expect(used.usedAt).toEqual(AT);
    expect(() => useCode(used, AT)).toThrow(refusal('code_used'));
    expect(() => useCode(fresh, later(1000))).toThrow(refusal('code_expired'));
    expect(() => useCode(revokeCode(fresh, AT), AT)).toThrow(refusal('code_expired'));
  });

  it('stays used when it is taken back', () => {
    const used = useCode(fresh, AT);
    expect(revokeCode(used, later(1))).toBe(used);
  });
});
