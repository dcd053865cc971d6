import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { bytesWithin, nameIn } from '../../src/chat/download.ts';
import type { Drop } from '../../src/chat/port.ts';
import type { ChannelBench } from './channel-benches/bench.ts';
import { CHANNELS, failureOf } from './channel-benches/every.ts';

const NAME = '评价库 2026.csv';
const BYTES = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251));

async function dropHeard(bench: ChannelBench, bytes = BYTES): Promise<Drop> {
  const before = bench.delivered.length;
  await bench.drop(bench.admin, 'private', NAME, bytes);
  await vi.waitFor(() => expect(bench.delivered.length).toBeGreaterThan(before), { timeout: 10_000 });
  const heard = bench.delivered.at(-1);
  if (heard?.kind !== 'drop') throw new Error('no file was heard of');
  return heard;
}

describe.each(CHANNELS)('files that people send over %s', (name, open) => {
  it('are told of and can be fetched byte for byte, where the channel can', async () => {
    const bench = await open();
    const { can, connection } = bench.channel;
    if (can.dropBytes === 0) {
      await bench.drop(bench.admin, 'private', NAME, BYTES);
      await bench.say(bench.admin, 'private', '帮助');
      await vi.waitFor(() => expect(bench.delivered.at(-1)?.kind).toBe('reply'), { timeout: 10_000 });
      expect(bench.delivered.map(({ kind }) => kind)).not.toContain('drop');
      await expect(bench.channel.fetchFile('')).rejects.toThrow('tells of none');
      return;
    }
    const heard = await dropHeard(bench);
    expect(heard).toMatchObject({ connection, chatKind: 'private' });
    expect(heard.person).toEqual({ userId: bench.admin, outsider: false });
    const file = await bench.channel.fetchFile(heard.source);
    expect(heard.name || file.name).toBe(NAME);
    expect(file.bytes.equals(BYTES)).toBe(true);
    // Neither the file nor the key to it reaches the log.
    expect(bench.logged()).not.toContain(String(Object.values(JSON.parse(heard.source) as object).at(-1)));
  });

  it('are refused by their size, and given up when they are gone', async () => {
    const bench = await open();
    const { can } = bench.channel;
    if (can.dropBytes === 0) return expect(name).toBe('wecom-app');
    const large = await dropHeard(bench, Buffer.alloc(can.dropBytes + 1));
    const refused = await failureOf(bench.channel.fetchFile(large.source));
    expect([refused.code, refused.facts['hint']]).toEqual([
      'file_too_large',
      '文件超过 20 MB，请分成几个文件再发送，或交给系统管理员导入。',
    ]);
    const { source } = await dropHeard(bench);
    bench.loseFiles();
    const gone = await failureOf(bench.channel.fetchFile(source));
    expect(gone.outside?.reaction).toBe('give-up');
    expect((await bench.channel.fetchFile(source)).bytes.equals(BYTES)).toBe(true);
  });

  it('are told of once, however often they are delivered', async () => {
    const bench = await open();
    if (bench.channel.can.dropBytes === 0) return expect(name).toBe('wecom-app');
    bench.twice();
    await dropHeard(bench);
    await dropHeard(bench);
    const ids = () =>
      bench.delivered.flatMap(({ kind, deliveryId }) => (kind === 'drop' ? [deliveryId] : []));
    await vi.waitFor(() => expect(ids()).toHaveLength(4), { timeout: 10_000, interval: 5 });
    expect(new Set(ids()).size).toBe(2);
  });

  it('are not heard of in groups without the right to read them all', async () => {
    const bench = await open();
    if (bench.group === null) return expect(bench.channel.can.reaches).toBe('people');
    await bench.drop(bench.admin, 'group', NAME, BYTES);
    await bench.say(bench.admin, 'group', '帮助');
    await vi.waitFor(() => expect(bench.delivered.at(-1)?.kind).toBe('reply'), { timeout: 10_000 });
    expect(bench.delivered.map(({ kind }) => kind)).not.toContain('drop');
  });
});

describe('the bytes of a file', () => {
  it('are not even begun when their length is told to be too large', async () => {
    const body = new Readable({
      read() {
        throw new Error('somebody read');
      },
    });
    await expect(bytesWithin(body, '11', 10)).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it('are read no further than the limit, whatever was told', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 1;
        yield Buffer.alloc(4);
      }
    }
    await expect(bytesWithin(endless(), '3', 10)).rejects.toMatchObject({ code: 'file_too_large' });
    expect(read).toBe(3);
  });

  it.each([
    [`attachment; filename="?.csv"; filename*=UTF-8''%E8%AF%84%E4%BB%B7.csv`, '评价.csv'],
    ['attachment; filename="a b.xlsx"', 'a b.xlsx'],
    ['attachment; filename=%E8%AF%84.csv', '评.csv'],
    ['attachment; filename="100%.csv"', '100%.csv'],
    ['inline', ''],
    [undefined, ''],
  ])('come under the name in %j', (disposition, name) => {
    expect(nameIn(disposition)).toBe(name);
  });
});
