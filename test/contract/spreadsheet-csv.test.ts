import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readPatentFile } from '../../src/platform/spreadsheet/patent-file.ts';
import { collect, readBytes } from '../support/patent-files.ts';

const TEXT = '申请号,名称,摘要\r\nCN201710117081.7,一种电池,"含逗号,引号""和\r\n换行"\r\n';
const FOUND = [
  {
    row: 2,
    ok: true,
    record: { applicationNumber: 'CN201710117081.7', title: '一种电池', abstract: '含逗号,引号"和\n换行' },
  },
];
const PATENT = Buffer.from([0xd7, 0xa8, 0xc0, 0xfb]);
const NUMBER = Buffer.from([0xc9, 0xea, 0xc7, 0xeb, 0xba, 0xc5]);
const NAME = Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]);

/** A stream that counts what was taken from it and knows whether it was closed. */
function countedStream(chunks: Iterable<string>): { stream: Readable; taken: () => number } {
  let taken = 0;
  const counted = function* (): Generator<Buffer> {
    for (const chunk of chunks) {
      taken += 1;
      yield Buffer.from(chunk);
    }
  };
  return { stream: Readable.from(counted()), taken: () => taken };
}

/** For tests that move megabytes, on a busy machine. */
const SLOW = { timeout: 30_000 };

const BLOCK = 500;

/** A header and then as many patents, in blocks of 500 lines. */
function* lines(count: number): Generator<string> {
  yield '公开号,名称\n';
  for (let from = 0; from < count; from += BLOCK) {
    yield Array.from({ length: BLOCK }, (_, n) => `CN${100_000_000 + from + n}A,题目\n`).join('');
  }
}

describe('a CSV file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16 of the other byte order', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
  ])('is read in %s', async (_, bytes) => {
    expect(await readBytes('专利.csv', bytes)).toMatchObject(FOUND);
  });

  it('is read in GBK, as Chinese Excel saves it', async () => {
    const bytes = Buffer.concat([NUMBER, Buffer.from(','), NAME, Buffer.from('\n201710117081.7,'), PATENT]);
    expect(await readBytes('a.csv', bytes)).toMatchObject([{ record: { title: '专利' } }]);
  });

  it('is read when characters are cut anywhere between two chunks', async () => {
    const bytes = Buffer.from(TEXT);
    const stream = Readable.from([...bytes].map((byte) => Buffer.from([byte])));
    expect(await collect(readPatentFile({ name: 'a.csv', stream }))).toMatchObject(FOUND);
  });

  it.each([
    ['tabs', '\t'],
    ['semicolons', ';'],
  ])('is read with %s between the cells', async (_, mark) => {
    const text = `公开号${mark}名称（中,文）${mark}标题\nCN117151122A${mark}甲,乙${mark}题目`;
    expect(await readBytes('a.csv', text)).toMatchObject([{ record: { title: '题目' } }]);
  });

  it('counts empty lines, so that a row number is the one a spreadsheet shows', async () => {
    const results = await readBytes('a.csv', '公开号,名称\n\n\nCN117151122A,题目\n,,\nCN117151123A,\n');
    expect(results).toMatchObject([
      { row: 4, ok: true },
      { row: 6, ok: false },
    ]);
  });

  it('is read from its path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'panhuo-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, '专利.CSV');
    await writeFile(path, TEXT);
    expect(await collect(readPatentFile(path))).toMatchObject(FOUND);
  });

  it('is closed, and not read to its end, when the reader has seen enough', async () => {
    const { stream, taken } = countedStream(lines(200_000));
    for await (const result of readPatentFile({ name: 'a.csv', stream })) if (result.row === 3) break;
    expect(stream.destroyed).toBe(true);
    expect(taken() * BLOCK).toBeLessThan(50_000);
  });

  it('gives its rows while the file is still arriving', SLOW, async () => {
    const { stream, taken } = countedStream(lines(50_000));
    let most = 0;
    let rows = 0;
    for await (const _ of readPatentFile({ name: 'a.csv', stream })) {
      rows += 1;
      most = Math.max(most, taken() * BLOCK - rows);
    }
    expect(rows).toBe(50_000);
    expect(most).toBeLessThan(20_000);
  });
});

describe('a broken CSV file', () => {
  const hinted = (code: string) => ({
    kind: 'malformed',
    code,
    facts: { hint: expect.stringMatching(/。$/) },
  });

  it('is refused when its text is in no known encoding', async () => {
    await expect(readBytes('a.csv', Buffer.from([0x2c, 0xff, 0xff, 0x2c]))).rejects.toMatchObject(
      hinted('encoding_unknown'),
    );
    await expect(readBytes('a.csv', Buffer.from('a,b\0\n'))).rejects.toMatchObject(
      hinted('encoding_unknown'),
    );
  });

  it('is refused at the place where its encoding changes', async () => {
    const head = `公开号,名称\n${'CN117151122A,题目\n'.repeat(5000)}`;
    const bytes = Buffer.concat([Buffer.from(head), PATENT, Buffer.from('\n')]);
    await expect(readBytes('a.csv', bytes)).rejects.toMatchObject(hinted('encoding_unknown'));
  });

  it('is refused when an open quote swallows the rest', async () => {
    const text = `公开号,名称\nCN117151122A,"题目\n${'CN117151123A,题目\n'.repeat(60_000)}`;
    await expect(readBytes('a.csv', text)).rejects.toMatchObject({
      ...hinted('row_too_long'),
      facts: { row: 2 },
    });
  });

  it('is refused when a quote is still open at its end', async () => {
    await expect(readBytes('a.csv', '公开号,名称\nCN117151122A,"题目')).rejects.toMatchObject(
      hinted('csv_broken'),
    );
  });

  it('is refused when its header has a million columns', SLOW, async () => {
    await expect(readBytes('a.csv', '列,'.repeat(1_000_000))).rejects.toMatchObject(hinted('row_too_long'));
    await expect(readBytes('a.csv', '列,'.repeat(501))).rejects.toMatchObject(hinted('too_many_columns'));
  });

  it.each([
    ['file_empty', 'a.csv', ''],
    ['file_empty', 'a.csv', '\uFEFF\n\n'],
    ['number_column_missing', 'a.csv', '一,二\n三,四'],
    ['format_unknown', 'a.pdf', '%PDF-1.7'],
    ['format_unknown', 'a', TEXT],
    ['format_unknown', 'a.xlsx', '<html><table></table></html>'],
  ])('is refused as %s (%s, case %#)', async (code, name, text) => {
    await expect(readBytes(name, text)).rejects.toMatchObject(hinted(code));
  });

  it('ends a run that is longer than an import may be', SLOW, async () => {
    const stream = Readable.from(lines(200_000));
    let rows = 0;
    const read = async () => {
      for await (const _ of readPatentFile({ name: 'a.csv', stream })) rows += 1;
    };
    await expect(read()).rejects.toMatchObject(hinted('too_many_rows'));
    expect(rows).toBe(199_999);
  });

  it('is an outside failure when the file cannot be had', async () => {
    const missing = collect(readPatentFile(join(tmpdir(), 'panhuo-no-such-file.csv')));
    await expect(missing).rejects.toMatchObject({ kind: 'outside', code: 'file_unreadable' });
    const dropped = (async function* () {
      yield Buffer.from(`公开号,名称\n${'CN117151122A,题目\n'.repeat(5000)}`);
      throw new Error('connection lost');
    })();
    const cut = collect(readPatentFile({ name: 'a.csv', stream: Readable.from(dropped) }));
    await expect(cut).rejects.toMatchObject({ kind: 'outside', code: 'file_unreadable' });
  });
});
