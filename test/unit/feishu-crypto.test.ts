import { describe, expect, it } from 'vitest';
import { decrypt, sameText, signature } from '../../src/chat/feishu/crypto.ts';
import { sealed } from '../support/feishu-webhook.ts';

describe('Feishu encryption', () => {
  it('decrypts the vector of the official documentation', () => {
    expect(decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key')).toBe('hello world');
  });

  it('keeps Chinese text whole', () => {
    expect(decrypt(sealed({ text: '专利评价' }, 'k'), 'k')).toBe('{"text":"专利评价"}');
  });

  it.each([
    ['a foreign key', sealed({ a: 1 }, 'other')],
    ['an empty text', ''],
    ['half a block', Buffer.alloc(24).toString('base64')],
  ])('throws on %s', (_name, text) => {
    expect(() => decrypt(text, 'test key')).toThrow();
  });
});

describe('Feishu signature', () => {
  const body = Buffer.from('{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}');
  const signed = { timestamp: '1700000000', nonce: 'nonce', encryptKey: 'test key', body };

  it('agrees with the known vector', () => {
    expect(signature(signed)).toBe('20f0b32d8b1a0744b1608bcfcf23584190cd720f9bd706adde9047c85ffb47ee');
  });

  it('changes with every part that is signed', () => {
    const others = [
      { ...signed, timestamp: '1700000001' },
      { ...signed, nonce: 'nonce2' },
      { ...signed, encryptKey: 'test kez' },
      { ...signed, body: Buffer.concat([body, Buffer.from(' ')]) },
    ];
    expect(new Set([signed, ...others].map(signature)).size).toBe(5);
  });

  it('compares texts of unequal length without throwing', () => {
    expect([sameText('a', 'a'), sameText('a', 'b'), sameText('a', 'aa'), sameText('', '')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
