import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { feishuChannel } from '../../src/chat/feishu/feishu.ts';
import type { Address, Channel, Message } from '../../src/chat/port.ts';
import { AppError } from '../../src/errors.ts';
import { type FeishuStandIn, startFeishuStandIn } from '../../src/sandbox/feishu/stand-in.ts';
import { FIXTURE_APP } from '../support/feishu-webhook.ts';

interface Bench {
  readonly feishu: FeishuStandIn;
  readonly channel: Channel;
  readonly expert: string;
  readonly group: string;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startBench(): Promise<Bench> {
  const now = () => new Date('2026-11-22T08:00:00Z');
  const sleep = async () => {};
  const feishu = await startFeishuStandIn({ ...FIXTURE_APP, now, sleep, newId: randomUUID });
  open.push(() => feishu.close());
  const log = pino({ level: 'silent' });
  const channel = feishuChannel(
    { connection: 'default', transport: 'websocket', domain: feishu.url, ...FIXTURE_APP },
    { log, now, sleep },
  );
  const expert = feishu.addPerson('专家一');
  return { feishu, channel, expert, group: feishu.addGroup('演示企业（虚构）', [expert]) };
}

const BYTES = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);

function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'succeeded',
    (error: unknown) => (error instanceof AppError ? error.outside : error),
  );
}

it.each(['group', 'person'] as const)(
  'a file arrives at a %s byte for byte, under its name',
  async (kind) => {
    const { feishu, channel, group, expert } = await startBench();
    const to: Address = { kind, id: kind === 'group' ? group : expert };
    const sent = await channel.send(to, { kind: 'file', name: '评价"一".xlsx', bytes: BYTES }, 'file-1');
    const [message] = feishu.messages(sent.chatId);
    expect(message).toMatchObject({ messageId: sent.messageId, msgType: 'file' });
    const { file_key: key } = JSON.parse(message?.content ?? '{}') as { file_key: string };
    expect(feishu.file(key)).toMatchObject({ name: '评价"一".xlsx', type: 'stream' });
    expect(feishu.file(key)?.bytes.equals(BYTES)).toBe(true);
  },
);

it('a file that is a part of a larger buffer brings nothing of the rest along', async () => {
  const { feishu, channel, group } = await startBench();
  const part = BYTES.subarray(100, 200);
  await channel.send({ kind: 'group', id: group }, { kind: 'file', name: 'a.csv', bytes: part }, 'file-1');
  const { file_key: key } = JSON.parse(feishu.messages(group)[0]?.content ?? '{}') as { file_key: string };
  expect(feishu.file(key)?.bytes.equals(part)).toBe(true);
});

it('a file sent twice under one key is one message', async () => {
  const { feishu, channel, group } = await startBench();
  const message: Message = { kind: 'file', name: 'a.csv', bytes: BYTES };
  const send = () => channel.send({ kind: 'group', id: group }, message, 'file-1');
  expect(await send()).toEqual(await send());
  expect(feishu.messages(group)).toHaveLength(1);
});

it('an upload whose answer is lost leaves no doubt: nobody has seen the file', async () => {
  const { feishu, channel, group } = await startBench();
  const send = () =>
    channel.send({ kind: 'group', id: group }, { kind: 'file', name: 'a.csv', bytes: BYTES }, 'file-1');
  feishu.faults.dropAnswerNext('file');
  expect(await failureOf(send())).toEqual({ reaction: 'retry', ambiguous: false });
  expect(feishu.messages(group)).toEqual([]);
  await send();
  expect(feishu.messages(group)).toHaveLength(1);
});

it('what Feishu takes for no file is given up', async () => {
  const { channel, group } = await startBench();
  const bytes = new Uint8Array();
  const sent = channel.send({ kind: 'group', id: group }, { kind: 'file', name: 'a.csv', bytes }, 'file-1');
  expect(await failureOf(sent)).toMatchObject({ reaction: 'give-up' });
});

it('the title of a text stands on a line of its own before it, and neither means more than it says', async () => {
  const { feishu, channel, group } = await startBench();
  const text = { kind: 'text', title: '<at user_id="all">', text: '第一行\n第二行' } as const;
  await channel.send({ kind: 'group', id: group }, text, 'text-1');
  expect(JSON.parse(feishu.messages(group)[0]?.content ?? '')).toEqual({
    text: '＜at user_id="all">\n第一行\n第二行',
  });
});
