import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openCallback } from '../../src/chat/wecom/app/callback.ts';
import {
  type CallbackKeys,
  decrypt,
  encrypt,
  keyOf,
  sameText,
  sha1,
  signatureOf,
} from '../../src/chat/wecom/app/crypto.ts';
import { readXml } from '../../src/chat/wecom/app/xml.ts';

const TOKEN = 'QDG6eK';
const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const CORP = 'wx5823bf96d3bd56c7';
const KEYS: CallbackKeys = { token: TOKEN, key: keyOf(AES_KEY), receiveId: CORP };
const RANDOM = Buffer.from('0123456789abcdef');
const OURS = { timestamp: '1641002400', nonce: 'nonce1' };

const ECHO = {
  timestamp: '1409659589',
  nonce: '263014780',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
};
const POSTED = {
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
};

/** A request as it comes from the network. */
function request(method: string, signed: typeof ECHO, body = '') {
  const { timestamp, nonce, signature: msg_signature, encrypted } = signed;
  const echo = method === 'GET' ? { echostr: encrypted } : {};
  return {
    method,
    query: { timestamp, nonce, msg_signature, ...echo },
    headers: {},
    body: Buffer.from(body),
  };
}

/** Encrypts bytes as they are, whatever their padding. */
function cipherOf(plain: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', KEYS.key, KEYS.key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

/** The plain bytes before they are padded. */
function plainOf(message: string, receiver = CORP, length = Buffer.byteLength(message)): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return Buffer.concat([RANDOM, size, Buffer.from(message), Buffer.from(receiver)]);
}

describe('the vectors of WeCom', () => {
  it('V1: the question of the console is answered with its plain text', () => {
    expect(signatureOf(TOKEN, ECHO)).toBe(ECHO.signature);
    expect(openCallback(request('GET', ECHO), KEYS)).toEqual({
      kind: 'challenge',
      answer: { status: 200, type: 'text/plain', body: '1616140317555161061' },
    });
  });

  it('V2: a posted text is proven and opened', () => {
    expect(signatureOf(TOKEN, POSTED)).toBe(POSTED.signature);
    const body = `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><AgentID>218</AgentID><Encrypt><![CDATA[${POSTED.encrypted}]]></Encrypt></xml>`;
    expect(openCallback(request('POST', POSTED, body), KEYS)).toMatchObject({
      kind: 'message',
      fields: {
        FromUserName: 'mycreate',
        Content: 'hello',
        MsgId: '4561255354251345929',
        AgentID: '218',
      },
    });
  });

  it.each([
    [
      'V3: without a receiver',
      '{"msgtype":"text"}',
      '',
      'sKqRbbiSUnDhFHOvPjtUMXwcNQzHVFNeLGShu75XAxnlReSDiqIMxFSwaGouVQm/TLf+6IgUPvQBjguiS7rgiw==',
      'e31372145628f1f0929e6c64548682a5bdb9744e',
    ],
    [
      'V4: for a corp',
      '<xml><Event>x</Event></xml>',
      CORP,
      'sKqRbbiSUnDhFHOvPjtUMcDt5Jomggz7Q8UQ4ZQQ5sX15HrONqcV/o/OcHFqUqgL394tQavftSJ5oODz99zcx09nDGgsduhH2NbFx3BRuDu3YuHeijc1u+7mOFsW/Hic',
      'f623592eea5d567e6ba2ca304ff334702cac037f',
    ],
  ])('%s', (_, message, receiveId, encrypted, signature) => {
    const keys = { ...KEYS, receiveId };
    expect(encrypt(message, keys, RANDOM)).toBe(encrypted);
    expect(decrypt(encrypted, keys)).toBe(message);
    expect(signatureOf(TOKEN, { ...OURS, encrypted })).toBe(signature);
  });

  it('V5: a page of the JS-SDK is signed with the same hash', () => {
    const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
    const page = 'noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=http://mp.weixin.qq.com?params=value';
    expect(sha1(`jsapi_ticket=${ticket}&${page}`)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });
});

describe('decrypting', () => {
  const padded = (plain: Buffer, pad = 32 - (plain.length % 32)) =>
    Buffer.concat([plain, Buffer.alloc(pad, pad)]);
  const good = padded(plainOf('hi'));
  const changed = (at: number, byte: number) => {
    const bytes = Buffer.from(good);
    bytes[at < 0 ? bytes.length + at : at] = byte;
    return bytes;
  };

  it('takes a message padded to 32 bytes, a whole block of padding included', () => {
    expect(decrypt(cipherOf(good), KEYS)).toBe('hi');
    const full = plainOf('x'.repeat(64 - 20 - CORP.length));
    expect(full.length % 32).toBe(0);
    expect(decrypt(cipherOf(padded(full)), KEYS)).toHaveLength(26);
  });

  it.each([
    ['padding of 0', cipherOf(changed(-1, 0))],
    ['padding over 32', cipherOf(changed(-1, 33))],
    ['padding of unequal bytes', cipherOf(changed(-2, 1))],
    ['padding to 16 only', cipherOf(Buffer.concat([plainOf('x'.repeat(26)), Buffer.alloc(16, 16)]))],
    ['a length beyond its end', cipherOf(padded(plainOf('hi', CORP, 1000)))],
    ['a length of 4 GB', cipherOf(padded(plainOf('hi', CORP, 0xffffffff)))],
    ['a length that eats the receiver', cipherOf(padded(plainOf('hi', CORP, 3)))],
    ['another receiver', cipherOf(padded(plainOf('hi', 'wwffffffffffffffff')))],
    ['no receiver', cipherOf(padded(plainOf('hi', '')))],
    ['nothing but padding', cipherOf(Buffer.alloc(32, 32))],
    ['half a block', cipherOf(good).slice(0, 20)],
    ['no text', ''],
    ['signs that are no base64', `${cipherOf(good)}\n`],
    ['a foreign key', encrypt('hi', { ...KEYS, key: Buffer.alloc(32, 7) }, RANDOM)],
  ])('refuses %s without a word about it', (_, encrypted) => {
    expect(() => decrypt(encrypted, KEYS)).toThrow(
      expect.objectContaining({ kind: 'unverified', code: 'wecom_not_decryptable', facts: {} }),
    );
  });
});

describe('decrypting for nobody in particular', () => {
  it('takes no length beyond the end for a message', () => {
    const keys = { ...KEYS, receiveId: '' };
    const whole = plainOf('hello world!', '', 13);
    expect(whole.length % 32).toBe(0);
    const encrypted = cipherOf(Buffer.concat([whole, Buffer.alloc(32, 32)]));
    expect(() => decrypt(encrypted, keys)).toThrow(expect.objectContaining({ kind: 'unverified' }));
  });
});

describe('proof', () => {
  it.each([
    ['a signature that is wrong', { ...ECHO, signature: ECHO.signature.replace('5', '6') }],
    ['a signature in capitals', { ...ECHO, signature: ECHO.signature.toUpperCase() }],
    ['no signature', { ...ECHO, signature: '' }],
    ['another timestamp', { ...ECHO, timestamp: '1409659590' }],
    ['another nonce', { ...ECHO, nonce: '0' }],
    ['another text', { ...ECHO, encrypted: POSTED.encrypted }],
  ])('fails for %s', (_, signed) => {
    expect(() => openCallback(request('GET', signed), KEYS)).toThrow(
      expect.objectContaining({ kind: 'unverified', code: 'wecom_signature_wrong' }),
    );
  });

  it('fails for a request with nothing in it, whatever its method', () => {
    for (const method of ['GET', 'HEAD', 'PUT'])
      expect(() => openCallback({ method, query: {}, headers: {}, body: Buffer.alloc(0) }, KEYS)).toThrow(
        expect.objectContaining({ kind: 'unverified' }),
      );
  });

  it('compares texts of any lengths', () => {
    expect(sameText('', '')).toBe(true);
    expect(sameText('a', 'ab')).toBe(false);
  });

  it('needs a key of 43 letters and digits', () => {
    for (const key of ['', AES_KEY.slice(1), `${AES_KEY}a`, AES_KEY.replace('j', '-')])
      expect(() => keyOf(key)).toThrow(expect.objectContaining({ code: 'wecom_key_malformed' }));
  });
});

describe('the XML of WeCom', () => {
  it('is read as texts, lists where one may be many, and empty where nothing is said', () => {
    const text =
      '<xml>\n<MsgId>4561255354251345929</MsgId><EventKey><![CDATA[]]></EventKey><Content><![CDATA[ <!DOCTYPE a> &lt;b> <![CDATA[ ]]></Content><OptionIds><OptionId><![CDATA[a]]></OptionId></OptionIds></xml>';
    expect(readXml(text)).toEqual({
      MsgId: '4561255354251345929',
      EventKey: '',
      Content: ' <!DOCTYPE a> &lt;b> <![CDATA[ ',
      OptionIds: { OptionId: ['a'] },
    });
  });

  const bomb =
    '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><xml><Content>&c;&c;</Content></xml>';
  it.each([
    ['a declared entity', bomb],
    ['a declared type', '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><A>1</A></xml>'],
    ['a declaration behind a comment', '<!-- <![CDATA[ --><!DOCTYPE a><!-- ]]> --><xml><A>1</A></xml>'],
    ['an instruction', '<?xml-stylesheet href="http://127.0.0.1/"?><xml><A>1</A></xml>'],
    ['depth without end', `<xml>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</xml>`],
    ['length without end', `<xml><A>${'x'.repeat(70_000)}</A></xml>`],
    ['a name that changes objects', '<xml><__proto__><A>1</A></__proto__></xml>'],
    ['a section without an end', `<xml><A>${'<![CDATA['.repeat(7000)}`],
    ['a tag without an end', '<xml><A>1</A>'],
    ['two roots', '<xml><A>1</A></xml><xml></xml>'],
    ['another root', '<html><A>1</A></html>'],
    ['no element', 'hello'],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(() => readXml(text)).toThrow(
      expect.objectContaining({ kind: 'malformed', code: 'wecom_xml_unreadable', facts: {} }),
    );
  });
});
