import { describe, expect, it } from 'vitest';
import { BOT, startBench } from './wecom-stand-in-bench.ts';
import { addressed, cardMessage, markdown, sendToGroup, starCard, startBot } from './wecom-stand-in-bot.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('what the bot hears', () => {
  it('is of a group only what mentions it, with its name still in the text', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '大家好' });
    const frame = await addressed(bench, bot);
    expect(frame.cmd).toBe('aibot_msg_callback');
    expect(frame.body).toEqual({
      msgid: expect.stringMatching(/^CAI/),
      create_time: bench.clock.now().getTime() / 1000,
      aibotid: BOT.botId,
      chatid: bench.group,
      chattype: 'group',
      from: { userid: bench.expert },
      msgtype: 'text',
      text: { content: '@盘活助手 绑定' },
    });
    expect(bot.waiting()).toBe(0);
  });

  it('is everything in a private chat, which has no chatid', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const chatId = bench.wecom.privateChat(bench.expert, 'bot');
    await bench.wecom.say({ by: bench.expert, chatId, text: '帮助' });
    const { body } = await bot.heard();
    expect(body).toMatchObject({ chattype: 'single', text: { content: '帮助' } });
    expect(body).not.toHaveProperty('chatid');
  });

  it('is the words of a quoted message, without its id', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    await addressed(bench, bot);
    await sendToGroup(bench, bot, markdown('〔P-1〕电池'));
    const quote = bench.wecom.messages(bench.group).at(-1)?.messageId ?? '';
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '5 星', mentionBot: true, quote });
    const { body } = await bot.heard();
    expect(body['quote']).toEqual({ msgtype: 'text', text: { content: '〔P-1〕电池' } });
    expect(JSON.stringify(body)).not.toContain(quote);
    expect(bench.wecom.view([bench.admin])[0]?.chats[0]?.messages.at(-1)).toMatchObject({
      text: '@盘活助手 5 星',
      replyTo: { messageId: quote, excerpt: '〔P-1〕电池' },
    });
  });

  it('is nothing where it is not', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    const chatId = bench.wecom.addGroup('别的群', [bench.expert], { bot: false });
    await bench.wecom.say({ by: bench.expert, chatId, text: '在吗', mentionBot: true });
    await bot.call('ping');
    expect(bot.waiting()).toBe(0);
    const ack = await bot.call('aibot_send_msg', { chatid: chatId, ...markdown('一') });
    expect(ack).toMatchObject({ errcode: 93008 });
  });

  it('is that somebody enters, the first time of each day in China', async () => {
    // The bench begins at four in the afternoon there.
    const bench = await startBench();
    const bot = await startBot(bench);
    const entered = async () => {
      await bench.wecom.enter(bench.expert, 'bot');
      await bot.call('ping');
      return bot.waiting();
    };
    expect(await entered()).toBe(1);
    expect((await bot.heard()).body).toMatchObject({
      chattype: 'single',
      event: { eventtype: 'enter_chat' },
    });
    expect(await entered()).toBe(0);
    bench.clock.advance(8 * (DAY / 24) - 1);
    const again = await startBot(bench);
    await bench.wecom.enter(bench.expert, 'bot');
    await again.call('ping');
    expect(again.waiting()).toBe(0);
    bench.clock.advance(1);
    await bench.wecom.enter(bench.expert, 'bot');
    expect((await again.heard()).body['event']).toEqual({ eventtype: 'enter_chat' });
  });

  it('names people by encrypted ids when no super admin made it, and reaches them so', async () => {
    const bench = await startBench({ bot: { ...BOT, plainUserIds: false } });
    const bot = await startBot(bench);
    const chatId = bench.wecom.privateChat(bench.expert, 'bot');
    await bench.wecom.say({ by: bench.expert, chatId, text: '在' });
    const { userid } = (await bot.heard()).body['from'] as { userid: string };
    expect(userid).toMatch(/^wo/);
    const send = (chatid: string) => bot.call('aibot_send_msg', { chatid, chat_type: 1, ...markdown('一') });
    expect(await send(bench.expert)).toMatchObject({ errcode: 93006 });
    expect(await send(userid)).toMatchObject({ errcode: 0 });
  });
});

describe('what people see', () => {
  it('is their own chats, with the card as it is for each', async () => {
    const bench = await startBench();
    const bot = await startBot(bench);
    await addressed(bench, bot);
    await sendToGroup(bench, bot, cardMessage(starCard('t1')));
    const chatId = await bench.wecom.enter(bench.expert, 'bot');
    const [admin, expert] = bench.wecom.view();
    expect(admin).toMatchObject({ openId: bench.admin, name: '管理员', chats: [{ chatId: bench.group }] });
    expect(expert?.chats.map(({ name, kind }) => [name, kind])).toEqual([
      ['演示企业（虚构）', 'group'],
      ['盘活助手', 'private'],
    ]);
    expect(expert?.chats[1]?.chatId).toBe(chatId);
    expect(admin?.chats[0]).toMatchObject({
      members: [
        { openId: bench.admin, name: '管理员' },
        { openId: bench.expert, name: '专家一' },
      ],
      messages: [
        { sender: { kind: 'person', name: '专家一' }, kind: 'text', text: '@盘活助手 绑定', card: null },
        { sender: { kind: 'bot', name: '盘活助手' }, kind: 'card', card: starCard('t1'), editedAt: null },
      ],
    });
  });

  it('is told to a listener until he leaves', async () => {
    const bench = await startBench();
    let changes = 0;
    const leave = bench.wecom.onChange(() => {
      changes += 1;
    });
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '一' });
    leave();
    await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '二' });
    expect(changes).toBe(1);
  });

  it('is a group from when they join it until they leave it', async () => {
    const { wecom, group } = await startBench();
    const third = wecom.addPerson('专家二');
    const groups = () => wecom.view([third])[0]?.chats.map(({ members }) => members.length);
    wecom.joinGroup(group, third);
    wecom.joinGroup(group, third);
    expect(groups()).toEqual([3]);
    wecom.leaveGroup(group, third);
    expect(groups()).toEqual([]);
  });

  it('is nothing any more for who has left the corp, and what was recalled for nobody', async () => {
    const bench = await startBench();
    const said = await bench.wecom.say({ by: bench.expert, chatId: bench.group, text: '一' });
    bench.wecom.faults.recall(said);
    expect(bench.wecom.view([bench.admin])[0]?.chats[0]?.messages).toEqual([]);
    bench.wecom.resign(bench.expert);
    expect(bench.wecom.view([bench.expert])[0]?.chats).toEqual([]);
    expect(bench.wecom.view([bench.admin])[0]?.chats[0]?.members).toHaveLength(1);
    const saying = { by: bench.expert, chatId: bench.group, text: '二' };
    await expect(bench.wecom.say(saying)).rejects.toMatchObject({ code: 'person_departed' });
  });

  it.each([
    ['a chat he is not in', 'not_in_chat', {}],
    ['a card, which may not be quotable', 'not_quotable', { quote: 'card' }],
    ['a message that is not there', 'message_gone', { quote: 'm0' }],
  ])('keeps a person from speaking of %s', async (_, code, more: { quote?: string }) => {
    const bench = await startBench();
    const bot = await startBot(bench);
    await addressed(bench, bot);
    await sendToGroup(bench, bot, cardMessage(starCard('t1')));
    const card = bench.wecom.messages(bench.group).at(-1)?.messageId ?? '';
    const by = code === 'not_in_chat' ? bench.wecom.addPerson('专家二') : bench.expert;
    const quote = more.quote === 'card' ? { quote: card } : more;
    const saying = { by, chatId: bench.group, text: '一', ...quote };
    await expect(bench.wecom.say(saying)).rejects.toMatchObject({ code });
  });
});
