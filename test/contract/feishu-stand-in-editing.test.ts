import { describe, expect, it } from 'vitest';
import { createClient, failureOf, startBench } from './feishu-stand-in-bench.ts';
import { card, patch, sentId } from './feishu-stand-in-calls.ts';

const DAY = 24 * 60 * 60_000;

describe('editing a card', () => {
  it('replaces it for everybody and counts the edit', async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    bench.clock.advance(5);
    await patch(bench, id, card('二'));
    expect(bench.feishu.messages(bench.group)).toMatchObject([{ edits: 1, content: card('二') }]);
    const seen = bench.feishu.view().map(({ chats }) => chats[0]?.messages[0]);
    expect(seen).toMatchObject([{ card: JSON.parse(card('二')) }, { editedAt: bench.clock.now().getTime() }]);
  });

  it('is possible for 14 days', async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    bench.clock.advance(14 * DAY);
    // The SDK keeps its token by the real clock, so a client of two weeks ago would bring a stale one.
    const later = { ...bench, client: createClient(bench.feishu.url) };
    await expect(patch(later, id, card('二'))).resolves.toMatchObject({ code: 0 });
    bench.clock.advance(1);
    expect(await failureOf(patch(later, id, card('三')))).toMatchObject({ status: 400, code: 230031 });
  });

  it('needs update_multi in the old card and in the new one', async () => {
    const bench = await startBench();
    const closed = await sentId(bench, { content: card('一', {}) });
    const shared = await sentId(bench);
    expect((await failureOf(patch(bench, closed, card('二')))).msg).toContain('ErrCode: 300302');
    expect((await failureOf(patch(bench, shared, card('二', {})))).msg).toContain('ErrCode: 300302');
  });

  it("is refused for what is no card, not the app's, unknown, recalled, or no message id", async () => {
    const bench = await startBench();
    const text = await sentId(bench, { content: '{"text":"一"}', type: 'text' });
    const said = await bench.feishu.say({ by: bench.expert, chatId: bench.group, text: '好' });
    const gone = await sentId(bench);
    await bench.client.im.v1.message.delete({ path: { message_id: gone } });
    const codes = [];
    for (const id of [text, said, 'om_x', gone, 'c-token'])
      codes.push((await failureOf(patch(bench, id, card('二')))).code);
    expect(codes).toEqual([230054, 200310, 230001, 230011, 99992354]);
  });

  it('is refused when the bot has left the group', async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    bench.feishu.faults.removeBot(bench.group);
    expect(await failureOf(patch(bench, id, card('二')))).toMatchObject({ code: 230002 });
  });
});

describe('reading and recalling', () => {
  it('reads a card back converted, or as sent when asked to', async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    const path = { message_id: id };
    const converted = await bench.client.im.v1.message.get({ path });
    const params = { card_msg_content_type: 'user_card_content' } as object;
    const original = await bench.client.im.v1.message.get({ path, params });
    const expected = { title: '', elements: [[{ tag: 'text', text: '一' }]] };
    expect(JSON.parse(converted.data?.items?.[0]?.body?.content ?? '')).toEqual(expected);
    expect(original.data?.items?.[0]?.body?.content).toBe(card('一'));
  });

  it("takes a recalled message away from everybody, and only the app's own", async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    const said = await bench.feishu.say({ by: bench.expert, chatId: bench.group, text: '好' });
    await bench.client.im.v1.message.delete({ path: { message_id: id } });
    const seen = bench.feishu.view([bench.expert])[0]?.chats[0]?.messages.map(({ messageId }) => messageId);
    expect(seen).toEqual([said]);
    const refused = bench.client.im.v1.message.delete({ path: { message_id: said } });
    expect(await failureOf(refused)).toMatchObject({ code: 230026 });
  });
});
