import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Bench, startBench } from './wecom-stand-in-bench.ts';
import { addressed, type BotProgram, sendToGroup, startBot } from './wecom-stand-in-bot.ts';

const CHUNK = 512 * 1024;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BYTES = Buffer.alloc(CHUNK + 1000, '专');

const announce = (more: object = {}) => ({
  type: 'file',
  filename: '专利清单.xlsx',
  total_size: BYTES.length,
  total_chunks: 2,
  md5: createHash('md5').update(BYTES).digest('hex'),
  ...more,
});
const chunkOf = (index: number) => BYTES.subarray(index * CHUNK, (index + 1) * CHUNK).toString('base64');

async function ready(): Promise<{ bench: Bench; bot: BotProgram }> {
  const bench = await startBench();
  const bot = await startBot(bench);
  await addressed(bench, bot);
  return { bench, bot };
}

async function opened(bot: BotProgram, more: object = {}): Promise<string> {
  const { body } = await bot.call('aibot_upload_media_init', announce(more));
  return String(body['upload_id']);
}

const chunk = (bot: BotProgram, upload_id: string, chunk_index: number, base64_data = chunkOf(chunk_index)) =>
  bot.call('aibot_upload_media_chunk', { upload_id, chunk_index, base64_data });
const finish = (bot: BotProgram, upload_id: string) => bot.call('aibot_upload_media_finish', { upload_id });

/** Lets the clock go on without losing the connection. */
async function pass({ clock }: Bench, bot: BotProgram, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= MINUTE) {
    clock.advance(Math.min(MINUTE, left));
    await bot.call('ping');
  }
}

describe('an upload of the bot', () => {
  it('takes chunks in any order and repeatedly, and the file can be sent for three days', async () => {
    const { bench, bot } = await ready();
    const id = await opened(bot);
    for (const index of [1, 0, 1]) expect(await chunk(bot, id, index)).toMatchObject({ errcode: 0 });
    const { body } = await finish(bot, id);
    expect(body).toEqual({
      type: 'file',
      media_id: body['media_id'],
      created_at: String(bench.clock.now().getTime() / 1000),
    });
    const mediaId = String(body['media_id']);
    expect(bench.wecom.media(mediaId)?.bytes.equals(BYTES)).toBe(true);
    const send = () => sendToGroup(bench, bot, { msgtype: 'file', file: { media_id: mediaId } });
    expect(await send()).toMatchObject({ errcode: 0 });
    const shown = bench.wecom.view([bench.admin])[0]?.chats[0]?.messages.at(-1);
    expect(shown).toMatchObject({ kind: 'file', text: '专利清单.xlsx' });
    await pass(bench, bot, 3 * DAY);
    expect(await send()).toMatchObject({ errcode: 0 });
    bench.clock.advance(1);
    expect(await send()).toMatchObject({ errcode: 40007 });
  });

  it.each([
    ['a type that is none', 846610, { type: 'sheet' }],
    ['nothing to speak of', 40006, { total_size: 4 }],
    ['more than 20 MB', 40006, { total_size: 20 * 1024 * 1024 + 1 }],
    ['more than a hundred chunks', 40058, { total_chunks: 101 }],
    ['no name', 40058, { filename: '' }],
  ])('is not begun: %s', async (_, code, more) => {
    const { bot } = await ready();
    expect(await bot.call('aibot_upload_media_init', announce(more))).toMatchObject({ errcode: code });
  });

  it('refuses chunks of no upload, past the end, or too big', async () => {
    const { bot } = await ready();
    const id = await opened(bot);
    expect(await chunk(bot, 'up0', 0)).toMatchObject({ errcode: 846611 });
    expect(await chunk(bot, id, 2)).toMatchObject({ errcode: 846612 });
    const big = Buffer.alloc(CHUNK + 1).toString('base64');
    expect(await chunk(bot, id, 0, big)).toMatchObject({ errcode: 846613 });
  });

  it('is incomplete without a chunk, or with other bytes than were announced', async () => {
    const { bot } = await ready();
    const id = await opened(bot);
    await chunk(bot, id, 0);
    expect(await finish(bot, id)).toMatchObject({ errcode: 846616 });
    await chunk(bot, id, 1, Buffer.alloc(1000).toString('base64'));
    expect(await finish(bot, id)).toMatchObject({ errcode: 846616 });
    await chunk(bot, id, 1);
    expect(await finish(bot, id)).toMatchObject({ errcode: 0 });
    expect(await finish(bot, id)).toMatchObject({ errcode: 846611 });
  });

  it('ends after half an hour', async () => {
    const { bench, bot } = await ready();
    const id = await opened(bot);
    await pass(bench, bot, 30 * MINUTE);
    expect(await chunk(bot, id, 0)).toMatchObject({ errcode: 0 });
    bench.clock.advance(1);
    expect(await chunk(bot, id, 1)).toMatchObject({ errcode: 846611 });
  });

  it('is begun thirty times a minute', async () => {
    const { bot } = await ready();
    for (let left = 30; left > 0; left -= 1) await opened(bot);
    expect(await bot.call('aibot_upload_media_init', announce())).toMatchObject({ errcode: 45009 });
  });
});
