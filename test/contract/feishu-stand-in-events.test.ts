import { describe, expect, it } from 'vitest';
import { type Bench, button, connect, failureOf, sendCard, startBench } from './feishu-stand-in-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUICK = { PingInterval: 1, ReconnectInterval: 1, ReconnectNonce: 0 };

type Heard = Record<string, unknown> & { event_id: string; message: { message_id: string; content: string } };

/** Connects an app that keeps every message it hears; `fail` says how many it fails to handle first. */
async function listen(bench: Bench, fail = 0, more: Parameters<typeof connect>[2] = {}): Promise<Heard[]> {
  const heard: Heard[] = [];
  let failures = fail;
  const handlers = {
    'im.message.receive_v1': (data: Heard) => {
      heard.push(data);
      failures -= 1;
      if (failures >= 0) throw new Error('not now');
    },
  };
  await connect(bench.feishu.url, handlers, more);
  return heard;
}

const text = ({ message }: Heard): string => (JSON.parse(message.content) as { text: string }).text;

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

describe('the long connection', () => {
  it('refuses wrong credentials for good', async () => {
    const bench = await startBench();
    const connecting = connect(bench.feishu.url, {}, { appSecret: 'wrong' });
    await expect(connecting).rejects.toThrow('code=514');
  });

  it('refuses the 51st connection for good', async () => {
    const bench = await startBench();
    await Promise.all(Array.from({ length: 50 }, () => connect(bench.feishu.url, {})));
    expect(bench.feishu.connections()).toBe(50);
    await expect(connect(bench.feishu.url, {})).rejects.toThrow('code=1000040350');
  });

  it('hands each event to one of the connections only', async () => {
    const bench = await startBench();
    const both = [await listen(bench), await listen(bench)];
    const chatId = bench.feishu.privateChat(bench.expert);
    for (let said = 0; said < 30; said += 1)
      await bench.feishu.say({ by: bench.expert, chatId, text: String(said) });
    const ids = both.flat().map(({ event_id }) => event_id);
    expect(new Set(ids).size).toBe(30);
    expect(ids).toHaveLength(30);
    // Thirty tosses of a coin that all fall on one side happen once in 500 million runs.
    expect(Math.min(...both.map(({ length }) => length))).toBeGreaterThan(0);
  });

  it('sends what is too long for one frame in several', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    const long = '专利'.repeat(3000);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: long });
    expect(heard.map(text)).toEqual([long]);
  });

  it('sends an event again after 15 s, 5 min, 1 h and 6 h until it is handled, then never again', async () => {
    const bench = await startBench();
    const heard = await listen(bench, 4);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    const groupJoined = await bench.feishu.retryDue();
    expect(groupJoined).toBe(0);
    for (const wait of [15_000, 5 * MINUTE, HOUR, 6 * HOUR]) {
      bench.clock.advance(wait - 1);
      const before = heard.length;
      await bench.feishu.retryDue();
      expect(heard).toHaveLength(before);
      bench.clock.advance(1);
      await bench.feishu.retryDue();
      expect(heard).toHaveLength(before + 1);
    }
    expect(new Set(heard.map(({ event_id }) => event_id)).size).toBe(1);
    bench.clock.advance(24 * HOUR);
    expect(await bench.feishu.retryDue()).toBe(0);
  });

  it('gives an event up after the fourth retry', async () => {
    const bench = await startBench();
    const heard = await listen(bench, 9);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    for (let tries = 0; tries < 6; tries += 1) {
      bench.clock.advance(6 * HOUR);
      await bench.feishu.retryDue();
    }
    expect(heard).toHaveLength(5);
  });

  it('delivers any envelope as it is and returns the decoded answer', async () => {
    const bench = await startBench();
    await connect(bench.feishu.url, {
      'card.action.trigger': (data: { app_id: string }) => ({ echo: data.app_id }),
    });
    const header = {
      event_id: 'e1',
      event_type: 'card.action.trigger',
      create_time: '1',
      token: '',
      app_id: 'cli_ffffffffffffffff',
      tenant_key: 't',
    };
    const outcome = await bench.feishu.deliverRaw({ schema: '2.0', header, event: {} });
    expect(outcome).toEqual({
      kind: 'answered',
      via: 'websocket',
      status: 200,
      body: '{"echo":"cli_ffffffffffffffff"}',
    });
  });
});

describe('a fault on the way to the app', () => {
  it('delivers events and clicks several times with one id', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    bench.feishu.faults.duplicateEvents(3);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    expect(heard).toHaveLength(3);
    expect(new Set(heard.map(({ event_id }) => event_id)).size).toBe(1);
  });

  it('delivers events in reverse', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    bench.feishu.faults.reorderEvents(2);
    const chatId = bench.feishu.privateChat(bench.expert);
    for (const word of ['一', '二', '三']) await bench.feishu.say({ by: bench.expert, chatId, text: word });
    expect(heard.map(text)).toEqual(['二', '一', '三']);
  });

  it('sends clicks in card frames, which the plain SDK drops', async () => {
    const bench = await startBench({ answerWithinMs: 300 });
    await connect(bench.feishu.url, { 'card.action.trigger': () => ({}) });
    const messageId = await sendCard(bench, [button('yes')]);
    const press = () => bench.feishu.press({ by: bench.expert, messageId, button: 'yes' });
    bench.feishu.faults.cardFrames(true);
    expect((await press()).clientError).toBe(200341);
    bench.feishu.faults.cardFrames(false);
    expect((await press()).clientError).toBeNull();
  });

  it('cuts connections, and the client comes back', async () => {
    const bench = await startBench({ connectionConfig: QUICK });
    const back = new Promise<void>((resolve) => {
      void listen(bench, 0, { onReconnected: resolve }).then(() => bench.feishu.faults.kickConnections());
    });
    await back;
    expect(bench.feishu.connections()).toBe(1);
  });

  it('leaves a socket half open, and the client that watches for pongs comes back', async () => {
    const bench = await startBench({ connectionConfig: QUICK });
    let heard: Heard[] = [];
    await new Promise<void>((back) => {
      const watchful = { onReconnected: back, wsConfig: { pingTimeout: 1 } };
      void listen(bench, 0, watchful).then((list) => {
        heard = list;
        bench.feishu.faults.halfOpen(true);
      });
    });
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    expect(heard.map(text)).toEqual(['在']);
  });

  it('loses what is sent into a half-open socket until it is sent again', async () => {
    const bench = await startBench({ answerWithinMs: 100 });
    const heard = await listen(bench);
    bench.feishu.faults.halfOpen(true);
    await bench.feishu.say({ by: bench.expert, chatId: bench.feishu.privateChat(bench.expert), text: '在' });
    bench.feishu.faults.halfOpen(false);
    expect(heard).toEqual([]);
    bench.clock.advance(15_000);
    await bench.feishu.retryDue();
    expect(heard.map(text)).toContain('在');
  });
});

describe('a fault on the way from the app', () => {
  const send = ({ client, group }: Bench, uuid: string) =>
    client.im.v1.message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: group, msg_type: 'text', content: '{"text":"一"}', uuid },
    });

  it('fails as many requests as it is told to, without effect', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('send', { status: 503, code: 1, msg: 'busy', times: 2 });
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await failureOf(send(bench, 'u1'))).toMatchObject({ status: 503, code: 1, msg: 'busy' });
    }
    expect(bench.feishu.messages(bench.group)).toEqual([]);
    await expect(send(bench, 'u1')).resolves.toMatchObject({ code: 0 });
  });

  it('fails with HTTP 200 when told to, which the SDK does not throw', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('chat', { status: 200, code: 99991663 });
    const asked = bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
    await expect(asked).resolves.toMatchObject({ code: 99991663 });
  });

  it('answers with an HTML page, without effect', async () => {
    const bench = await startBench();
    bench.feishu.faults.htmlNext('send');
    expect(await failureOf(send(bench, 'u1'))).toMatchObject({
      status: 502,
      body: expect.stringContaining('<html>'),
    });
    expect(bench.feishu.messages(bench.group)).toEqual([]);
  });

  it('closes the socket before the effect, or after it', async () => {
    const bench = await startBench();
    bench.feishu.faults.dropNext('send');
    expect(await failureOf(send(bench, 'u1'))).toMatchObject({ status: undefined, code: 'ECONNRESET' });
    expect(bench.feishu.messages(bench.group)).toHaveLength(0);
    bench.feishu.faults.dropAnswerNext('send');
    expect(await failureOf(send(bench, 'u1'))).toMatchObject({ status: undefined, code: 'ECONNRESET' });
    expect(bench.feishu.messages(bench.group)).toHaveLength(1);
    await send(bench, 'u1');
    expect(bench.feishu.messages(bench.group)).toHaveLength(1);
  });

  it('takes effect and never answers', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench, []);
    const content = '{"schema":"2.0","config":{"update_multi":true},"body":{"elements":[{"tag":"hr"}]}}';
    bench.feishu.faults.hangNext('update');
    const edited = bench.client.im.v1.message.patch({ path: { message_id: messageId }, data: { content } });
    expect(await failureOf(edited)).toMatchObject({ status: undefined, code: 'ECONNABORTED' });
    expect(bench.feishu.messages(bench.group)).toMatchObject([{ content }]);
  });

  it('waits on the injected clock', async () => {
    const bench = await startBench();
    const before = bench.clock.now().getTime();
    bench.feishu.faults.slowNext('send', 4000);
    await send(bench, 'u1');
    expect(bench.clock.now().getTime() - before).toBe(4000);
  });

  it('fails the token endpoint and a reply', async () => {
    const bench = await startBench();
    bench.feishu.faults.failNext('token', { status: 500, code: 1 });
    await expect(send(bench, 'u1')).rejects.toThrow();
    const messageId = await sendCard(bench, []);
    bench.feishu.faults.failNext('reply', { status: 400, code: 230020 });
    const data = { msg_type: 'text', content: '{"text":"收到"}' };
    const reply = bench.client.im.v1.message.reply({ path: { message_id: messageId }, data });
    expect(await failureOf(reply)).toMatchObject({ status: 400, code: 230020 });
  });

  it('revokes the token that the SDK goes on using', async () => {
    const bench = await startBench();
    await send(bench, 'u1');
    bench.feishu.faults.revokeTokens();
    expect(await failureOf(send(bench, 'u2'))).toMatchObject({ status: 400, code: 99991663 });
  });

  it('makes the app meet a card of an older release', async () => {
    const bench = await startBench();
    const messageId = await sendCard(bench, []);
    bench.feishu.faults.replaceCard(messageId, { schema: '2.0', body: { elements: [button('old')] } });
    const outcome = await bench.feishu.press({ by: bench.expert, messageId, button: 'old' });
    expect(outcome.clientError).toBe(200340);
  });
});
