import { describe, expect, it } from 'vitest';
import { encrypt, sign } from '../../src/sandbox/wecom/signature.ts';
import { xml } from '../../src/sandbox/wecom/xml.ts';
import { AES_KEY, open, TOKEN } from './wecom-stand-in-app.ts';

const CORP = 'wx5823bf96d3bd56c7';
const OWN = { timestamp: '1641002400', nonce: 'nonce1', random: Buffer.from('0123456789abcdef') };
const ECHO = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
const TEXT =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';

describe('the encryption of callbacks', () => {
  it.each([
    ['the question for an address', ECHO, '1616140317555161061'],
    ['a text', TEXT, '<Content><![CDATA[hello]]></Content>'],
  ])('makes the platform’s own sample again: %s', (_, encrypted, part) => {
    const { message, random, receiveId } = open(encrypted);
    expect(message).toContain(part);
    expect(receiveId).toBe(CORP);
    expect(encrypt(message, { encodingAesKey: AES_KEY, receiveId: CORP }, random)).toBe(encrypted);
  });

  it.each([
    [
      '{"msgtype":"text"}',
      '',
      'sKqRbbiSUnDhFHOvPjtUMXwcNQzHVFNeLGShu75XAxnlReSDiqIMxFSwaGouVQm/TLf+6IgUPvQBjguiS7rgiw==',
      'e31372145628f1f0929e6c64548682a5bdb9744e',
    ],
    [
      '<xml><Event>x</Event></xml>',
      CORP,
      'sKqRbbiSUnDhFHOvPjtUMcDt5Jomggz7Q8UQ4ZQQ5sX15HrONqcV/o/OcHFqUqgL394tQavftSJ5oODz99zcx09nDGgsduhH2NbFx3BRuDu3YuHeijc1u+7mOFsW/Hic',
      'f623592eea5d567e6ba2ca304ff334702cac037f',
    ],
  ])('encrypts and signs %s', (message, receiveId, encrypted, signature) => {
    expect(encrypt(message, { encodingAesKey: AES_KEY, receiveId }, OWN.random)).toBe(encrypted);
    expect(sign(TOKEN, OWN.timestamp, OWN.nonce, encrypted)).toBe(signature);
  });

  it.each([
    ['1409659589', '263014780', ECHO, '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3'],
    ['1409659813', '1372623149', TEXT, '477715d11cdb4164915debcba66cb864d751f3e6'],
  ])('signs the platform’s own sample of %s', (timestamp, nonce, encrypted, signature) => {
    expect(sign(TOKEN, timestamp, nonce, encrypted)).toBe(signature);
  });

  it('pads a message that ends on a block with a whole block more', () => {
    // 16 random bytes, 4 for the length and 12 of the message make one block of 32.
    const encrypted = encrypt('x'.repeat(12), { encodingAesKey: AES_KEY, receiveId: '' });
    expect(Buffer.from(encrypted, 'base64')).toHaveLength(64);
  });
});

describe('the XML of callbacks', () => {
  it('puts texts into CDATA, numbers bare, and lists one after the other', () => {
    expect(xml({ A: 'b', C: 1, D: { E: ['f', 'g'] }, H: '' })).toBe(
      '<xml><A><![CDATA[b]]></A><C>1</C><D><E><![CDATA[f]]></E><E><![CDATA[g]]></E></D><H><![CDATA[]]></H></xml>',
    );
  });

  it('lets no text end its own CDATA', () => {
    expect(xml({ Content: 'a]]></Content>' })).toBe(
      '<xml><Content><![CDATA[a]]]]><![CDATA[></Content>]]></Content></xml>',
    );
  });
});
