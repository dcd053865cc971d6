import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { readSecrets } from '../../src/cli/secrets.ts';

const NAMES = ['FEISHU_APP_SECRET', 'FEISHU_ENCRYPT_KEY'] as const;
const missing = (names: string) =>
  expect.objectContaining({ code: 'secret_missing', message: expect.stringContaining(`${names} missing`) });

describe('secrets from a pipe', () => {
  const read = (text: string) => readSecrets(Readable.from(text === '' ? [] : [text]), NAMES);

  it('are lines NAME=value, in any order, among others', async () => {
    const text = '# settings\nPORT=3000\nFEISHU_ENCRYPT_KEY=b=b \r\n\nexport FEISHU_APP_SECRET="a a"\n';
    expect(await read(text)).toEqual({ FEISHU_APP_SECRET: 'a a', FEISHU_ENCRYPT_KEY: 'b=b' });
  });

  it('may come in pieces', async () => {
    const pieces = Readable.from(['FEISHU_APP_', 'SECRET=a\nFEISHU_ENC', 'RYPT_KEY=b']);
    expect(await readSecrets(pieces, NAMES)).toEqual({ FEISHU_APP_SECRET: 'a', FEISHU_ENCRYPT_KEY: 'b' });
  });

  it.each([
    ['nothing', '', 'FEISHU_APP_SECRET and FEISHU_ENCRYPT_KEY'],
    ['one of two', 'FEISHU_APP_SECRET=a', 'FEISHU_ENCRYPT_KEY'],
    ['an empty one', 'FEISHU_APP_SECRET=a\nFEISHU_ENCRYPT_KEY=', 'FEISHU_ENCRYPT_KEY'],
    ['one that was commented out', 'FEISHU_APP_SECRET=a\n#FEISHU_ENCRYPT_KEY=b', 'FEISHU_ENCRYPT_KEY'],
  ])('are asked for when the pipe holds %s', async (_what, text, names) => {
    await expect(read(text)).rejects.toEqual(missing(names));
  });
});

describe('secrets from a terminal', () => {
  /** A terminal at which somebody types. */
  function typing(keys: string) {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const shown: string[] = [];
    const keep = (text: string | Uint8Array) => shown.push(String(text)) > 0;
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    const given = readSecrets(input, NAMES).finally(() => vi.restoreAllMocks());
    input.write(keys);
    return { given, shown };
  }

  it('are asked for by name and not shown', async () => {
    const { given, shown } = typing('first-secret\nsecond-secret\n');
    expect(await given).toEqual({ FEISHU_APP_SECRET: 'first-secret', FEISHU_ENCRYPT_KEY: 'second-secret' });
    expect(shown.join('')).toBe('FEISHU_APP_SECRET: \nFEISHU_ENCRYPT_KEY: \n');
  });

  it('can be broken off', async () => {
    await expect(typing('first-secret\n\u0003').given).rejects.toEqual(missing('FEISHU_ENCRYPT_KEY'));
  });
});
