import { describe, expect, it } from 'vitest';
import { connect, sendCard, startBench } from './feishu-stand-in-bench.ts';
import { listen, text } from './feishu-stand-in-listener.ts';

describe('what people say', () => {
  it('reaches the app from a private chat, in the real shape', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    const chatId = bench.feishu.privateChat(bench.expert);
    const messageId = await bench.feishu.say({ by: bench.expert, chatId, text: '4 星' });
    const at = String(bench.clock.now().getTime());
    expect(heard).toMatchObject([
      {
        event_type: 'im.message.receive_v1',
        create_time: at,
        sender: {
          sender_id: { open_id: bench.expert },
          sender_type: 'user',
          tenant_key: bench.feishu.tenantKey,
        },
        message: {
          message_id: messageId,
          chat_id: chatId,
          chat_type: 'p2p',
          message_type: 'text',
          create_time: at,
        },
      },
    ]);
    expect(heard.map(text)).toEqual(['4 星']);
    expect(heard[0]?.message).not.toHaveProperty('parent_id');
  });

  it('reaches the app from a group only when the bot is mentioned', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    const card = await sendCard(bench, []);
    const saying = { by: bench.expert, chatId: bench.group, text: '很好', replyTo: card };
    await bench.feishu.say(saying);
    await bench.feishu.say({ ...saying, mentionBot: true });
    expect(heard.map(text)).toEqual(['@_user_1 很好']);
    expect(heard[0]?.message).toMatchObject({
      chat_type: 'group',
      parent_id: card,
      root_id: card,
      mentions: [{ key: '@_user_1', id: { open_id: bench.feishu.botOpenId }, mentioned_type: 'bot' }],
    });
    const seen = bench.feishu.view([bench.admin])[0]?.chats[0]?.messages.at(-1);
    expect(seen).toMatchObject({ text: '@盘活助手 很好', replyTo: { messageId: card } });
  });

  it('reaches the app from a group without a mention when it has the sensitive scope', async () => {
    const bench = await startBench({ groupMessages: true });
    const heard = await listen(bench);
    await bench.feishu.say({ by: bench.expert, chatId: bench.group, text: '很好' });
    expect(heard.map(text)).toEqual(['很好']);
  });

  it('does not reach an app whose bot has left', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    bench.feishu.faults.removeBot(bench.group);
    await bench.feishu.say({ by: bench.expert, chatId: bench.group, text: '很好', mentionBot: true });
    expect(heard).toEqual([]);
  });

  it('cannot be said in a chat one is not in', async () => {
    const bench = await startBench();
    const stranger = bench.feishu.addPerson('外人');
    const said = bench.feishu.say({ by: stranger, chatId: bench.group, text: '在吗' });
    await expect(said).rejects.toMatchObject({ code: 'not_in_chat' });
  });
});

describe('what happens to groups', () => {
  it('is told to the app: the bot joins, leaves, and a group is dissolved', async () => {
    const bench = await startBench();
    const heard: unknown[] = [];
    const keep = (data: Record<string, unknown>) => {
      heard.push([data['event_type'], data['chat_id'], data['name'], data['external'], data['operator_id']]);
    };
    await connect(bench.feishu.url, {
      'im.chat.member.bot.added_v1': keep,
      'im.chat.member.bot.deleted_v1': keep,
      'im.chat.disbanded_v1': keep,
    });
    const chat = bench.feishu.addGroup('新群', [bench.admin], { external: true });
    await bench.feishu.settled();
    bench.feishu.faults.removeBot(chat);
    await bench.feishu.settled();
    bench.feishu.faults.dissolve(chat);
    await bench.feishu.settled();
    const rest = [chat, '新群', true, expect.objectContaining({ open_id: bench.admin })];
    expect(heard).toEqual([
      ['im.chat.member.bot.added_v1', ...rest],
      ['im.chat.member.bot.deleted_v1', ...rest],
      ['im.chat.disbanded_v1', ...rest],
    ]);
    expect(bench.feishu.view([bench.admin])[0]?.chats.map(({ chatId }) => chatId)).toEqual([bench.group]);
  });
});

describe('listeners', () => {
  it('hear of every visible change until they leave', async () => {
    const bench = await startBench();
    let changes = 0;
    const leave = bench.feishu.onChange(() => {
      changes += 1;
    });
    await sendCard(bench, []);
    leave();
    await sendCard(bench, []);
    expect(changes).toBe(1);
  });
});
