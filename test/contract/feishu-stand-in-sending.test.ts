import { describe, expect, it } from 'vitest';
import { type Bench, failureOf, startBench } from './feishu-stand-in-bench.ts';
import { card, type Sending, send, sentId } from './feishu-stand-in-calls.ts';

const MINUTE = 60_000;

/** Closes the group to the bot before it sends. */
function leaving({ feishu, group }: Bench, how: 'removeBot' | 'dissolve'): Sending {
  feishu.faults[how](group);
  return {};
}

describe('sending', () => {
  it('puts a card into a group and returns it as the API does', async () => {
    const bench = await startBench();
    const { data } = await send(bench, { uuid: 'u1' });
    expect(data).toMatchObject({
      msg_type: 'interactive',
      chat_id: bench.group,
      create_time: String(bench.clock.now().getTime()),
      sender: { id: 'cli_0123456789abcdef', id_type: 'app_id', sender_type: 'app' },
      body: { content: card('一') },
    });
    expect(data?.message_id).toMatch(/^om_/);
    expect(bench.feishu.messages(bench.group)).toMatchObject([
      { messageId: data?.message_id, uuid: 'u1', edits: 0 },
    ]);
  });

  it('opens a private chat when it writes to a person', async () => {
    const bench = await startBench();
    const { data } = await send(bench, { to: bench.expert });
    expect(data?.chat_id).toBe(bench.feishu.privateChat(bench.expert));
    const chats = bench.feishu.view([bench.expert])[0]?.chats.map(({ kind }) => kind);
    expect(chats).toEqual(['group', 'private']);
    expect(bench.feishu.view([bench.admin])[0]?.chats).toHaveLength(1);
  });

  it('sends once for one uuid within an hour, and again after it', async () => {
    const bench = await startBench();
    const first = await sentId(bench, { uuid: 'u1' });
    bench.clock.advance(60 * MINUTE - 1);
    expect(await sentId(bench, { uuid: 'u1' })).toBe(first);
    expect(bench.feishu.counters).toMatchObject({ sends: 1, repeatedSends: 1 });
    bench.clock.advance(1);
    expect(await sentId(bench, { uuid: 'u1' })).not.toBe(first);
    expect(bench.feishu.messages(bench.group)).toHaveLength(2);
  });

  it('answers a repeated uuid with 230049 when told to', async () => {
    const bench = await startBench();
    await send(bench, { uuid: 'u1' });
    bench.feishu.faults.duplicateUuid('230049');
    expect(await failureOf(send(bench, { uuid: 'u1' }))).toMatchObject({ status: 400, code: 230049 });
  });

  it('links a reply to the message it answers and to the first of the thread', async () => {
    const bench = await startBench();
    const root = await sentId(bench);
    const reply = (message_id: string) =>
      bench.client.im.v1.message.reply({
        path: { message_id },
        data: { msg_type: 'text', content: '{"text":"收到"}' },
      });
    const { data: first } = await reply(root);
    const { data: second } = await reply(first?.message_id ?? '');
    expect(first).toMatchObject({ parent_id: root, root_id: root });
    expect(second).toMatchObject({ parent_id: first?.message_id, root_id: root });
  });

  const refused: [name: string, code: number, fields: (bench: Bench) => Sending][] = [
    ['content that is not JSON', 230001, () => ({ content: '你好', type: 'text' })],
    ['content that is no object', 230001, () => ({ content: '"你好"', type: 'text' })],
    ['a text without words', 230001, () => ({ content: '{}', type: 'text' })],
    ['a kind of message it does not know', 230054, () => ({ content: '{}', type: 'sticker' })],
    ['a card over 30 KB', 230025, () => ({ content: card('x'.repeat(30 * 1024)) })],
    ['a text over 150 KB', 230025, () => ({ content: `{"text":"${'x'.repeat(150 * 1024)}"}`, type: 'text' })],
    [
      'a template it does not have',
      230099,
      () => ({ content: '{"type":"template","data":{"template_id":"AAq1"}}' }),
    ],
    ['a file nobody uploaded', 230017, () => ({ content: '{"file_key":"file_v3_x"}', type: 'file' })],
    ['a uuid of 51 characters', 99992402, () => ({ uuid: 'u'.repeat(51) })],
    ['a chat that does not exist', 230034, () => ({ to: 'oc_x' })],
    ['a person who does not exist', 99992352, () => ({ to: 'ou_x' })],
    ['a group without the bot', 230002, (bench) => leaving(bench, 'removeBot')],
    ['a dissolved group', 232009, (bench) => leaving(bench, 'dissolve')],
  ];
  for (const [name, code, fields] of refused) {
    it(`refuses ${name}`, async () => {
      const bench = await startBench();
      expect(await failureOf(send(bench, fields(bench)))).toMatchObject({ status: 400, code });
      expect(bench.feishu.counters.sends).toBe(0);
    });
  }

  it('refuses content that is an object instead of a string of JSON', async () => {
    const bench = await startBench();
    const content = { text: '你好' } as unknown as string;
    const failure = await failureOf(send(bench, { content, type: 'text' }));
    expect(failure).toMatchObject({ status: 400, code: 99992402 });
    expect(failure.body).toMatchObject({ error: { field_violations: [{ field: 'content' }] } });
  });

  it('wraps what is wrong with a card into 230099', async () => {
    const bench = await startBench();
    const content = JSON.stringify({ schema: '2.0', body: { elements: [{ tag: 'note', elements: [] }] } });
    const { code, msg } = await failureOf(send(bench, { content }));
    expect(code).toBe(230099);
    expect(/ErrCode:\s*(\d+);\s*ErrMsg:\s*([^;]*)/.exec(String(msg))?.slice(1)).toEqual([
      '200861',
      'card.body.elements[0]: unsupported tag note',
    ]);
  });
});
