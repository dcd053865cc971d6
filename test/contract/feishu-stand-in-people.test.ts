import { describe, expect, it } from 'vitest';
import { type Bench, button, connect, failureOf, sendCard, startBench } from './feishu-stand-in-bench.ts';
import { send } from './feishu-stand-in-calls.ts';
import { listen, text } from './feishu-stand-in-listener.ts';

const TEXT = { type: 'text', content: '{"text":"你好"}' };

/** Connects an app that keeps what it hears of private chats that are opened and of departures. */
async function listenToPeople({ feishu }: Bench): Promise<Record<string, unknown>[]> {
  const heard: Record<string, unknown>[] = [];
  const keep = (data: Record<string, unknown>) => void heard.push(data);
  await connect(feishu.url, {
    'im.chat.access_event.bot_p2p_chat_entered_v1': keep,
    'contact.user.deleted_v3': keep,
  });
  return heard;
}

function chatsOf({ feishu }: Bench, person: string): string[] | undefined {
  return feishu.view([person])[0]?.chats.map(({ chatId }) => chatId);
}

function find({ client }: Bench, data: { mobiles?: string[]; emails?: string[] }) {
  return client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data });
}

describe('a mention of people', () => {
  it('stands behind a placeholder each, the bot’s before the text and the people’s after it', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    const saying = { by: bench.admin, chatId: bench.group, text: '推荐', mentionBot: true };
    await bench.feishu.say({ ...saying, mentions: [bench.expert, bench.admin] });
    expect(heard.map(text)).toEqual(['@_user_1 推荐 @_user_2 @_user_3']);
    const tenant_key = bench.feishu.tenantKey;
    expect(heard[0]?.message).toHaveProperty('mentions', [
      expect.objectContaining({ key: '@_user_1', mentioned_type: 'bot', tenant_key }),
      {
        key: '@_user_2',
        id: { union_id: '', user_id: null, open_id: bench.expert },
        mentioned_type: 'user',
        name: '专家一',
        tenant_key,
      },
      expect.objectContaining({ key: '@_user_3', name: '管理员' }),
    ]);
    const seen = bench.feishu.view([bench.expert])[0]?.chats[0]?.messages;
    expect(seen).toMatchObject([{ text: '@盘活助手 推荐 @专家一 @管理员' }]);
  });

  it('shows the right names when there are more than nine', async () => {
    const bench = await startBench({ groupMessages: true });
    const people = Array.from({ length: 11 }, (_, at) => bench.feishu.addPerson(`专家${at + 1}`));
    const chatId = bench.feishu.addGroup('大群', people);
    await bench.feishu.say({ by: people[0] ?? '', chatId, text: '大家好', mentions: people });
    const names = people.map((_, at) => `@专家${at + 1}`).join(' ');
    expect(bench.feishu.view(people.slice(0, 1))[0]?.chats[0]?.messages[0]?.text).toBe(`大家好 ${names}`);
  });

  it('does not make the app hear a group message without the bot', async () => {
    const bench = await startBench();
    const heard = await listen(bench);
    await bench.feishu.say({ by: bench.admin, chatId: bench.group, text: '你看', mentions: [bench.expert] });
    expect(heard).toEqual([]);
  });

  it('is not possible of somebody who is not in the group', async () => {
    const bench = await startBench();
    const stranger = bench.feishu.addPerson('外人');
    const said = bench.feishu.say({ by: bench.admin, chatId: bench.group, text: '', mentions: [stranger] });
    await expect(said).rejects.toMatchObject({ code: 'not_in_chat' });
    expect(bench.feishu.messages(bench.group)).toEqual([]);
  });
});

describe('a private chat', () => {
  it('is told to the app every time its person opens it, with the last message if there is one', async () => {
    const bench = await startBench();
    const heard = await listenToPeople(bench);
    const chatId = await bench.feishu.enter(bench.expert);
    expect(chatId).toBe(bench.feishu.privateChat(bench.expert));
    const last = (await send(bench, { ...TEXT, to: bench.expert })).data?.message_id;
    await bench.feishu.enter(bench.expert);
    const opened = {
      event_type: 'im.chat.access_event.bot_p2p_chat_entered_v1',
      chat_id: chatId,
      operator_id: expect.objectContaining({ open_id: bench.expert }),
    };
    expect(heard).toMatchObject([opened, { ...opened, last_message_id: last }]);
    expect(heard[0]).not.toHaveProperty('last_message_id');
    expect(heard[0]?.['event_id']).not.toBe(heard[1]?.['event_id']);
  });
});

describe('somebody who leaves his organisation', () => {
  it('is told to the app, once, by his open_id', async () => {
    const bench = await startBench();
    const heard = await listenToPeople(bench);
    await bench.feishu.resign(bench.expert);
    await expect(bench.feishu.resign(bench.expert)).rejects.toMatchObject({ code: 'person_departed' });
    const object = { open_id: bench.expert, name: '专家一', status: { is_resigned: true } };
    expect(heard).toMatchObject([{ event_type: 'contact.user.deleted_v3', object }]);
  });

  it('sees no chat, says nothing, presses nothing and opens nothing', async () => {
    const bench = await startBench();
    const { feishu, expert: by, group: chatId } = bench;
    const messageId = await sendCard(bench, [button('yes')]);
    const own = feishu.privateChat(by);
    await feishu.resign(by);
    expect(chatsOf(bench, by)).toEqual([]);
    for (const act of [
      () => feishu.say({ by, chatId, text: '在吗' }),
      () => feishu.say({ by, chatId: own, text: '在吗' }),
      () => feishu.press({ by, messageId, button: 'yes' }),
      () => feishu.enter(by),
      () => feishu.say({ by: bench.admin, chatId, text: '在吗', mentions: [by] }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'person_departed' });
    expect(() => feishu.joinGroup(chatId, by)).toThrow(expect.objectContaining({ code: 'person_departed' }));
  });

  it('is sent nothing, and is neither found nor listed', async () => {
    const bench = await startBench();
    const person = bench.feishu.addPerson('专家二', { mobile: '13800000000' });
    bench.feishu.joinGroup(bench.group, person);
    const own = bench.feishu.privateChat(person);
    await bench.feishu.say({ by: person, chatId: own, text: '再见' });
    await bench.feishu.resign(person);
    const codes = [];
    for (const to of [person, own]) codes.push((await failureOf(send(bench, { ...TEXT, to }))).code);
    expect(codes).toEqual([230029, 230029]);
    expect(bench.feishu.messages(own)).toHaveLength(1);
    expect((await find(bench, { mobiles: ['13800000000'] })).data?.user_list).toEqual([
      { mobile: '13800000000' },
    ]);
    const members = await bench.client.im.v1.chatMembers.get({ path: { chat_id: bench.group } });
    expect(members.data?.items?.map(({ member_id }) => member_id)).toEqual([bench.admin, bench.expert]);
  });
});

describe('a group', () => {
  it('gains and loses people, who see it only while they are in it', async () => {
    const bench = await startBench();
    const person = bench.feishu.addPerson('专家二');
    bench.feishu.joinGroup(bench.group, person);
    expect(chatsOf(bench, person)).toEqual([bench.group]);
    bench.feishu.leaveGroup(bench.group, person);
    expect(chatsOf(bench, person)).toEqual([]);
    const again = () => bench.feishu.leaveGroup(bench.group, person);
    expect(again).toThrow(expect.objectContaining({ code: 'not_in_chat' }));
  });

  it('that is internal takes nobody of another organisation', async () => {
    const { feishu, group } = await startBench();
    const outsider = feishu.addPerson('外部人员', {}, { outsider: true });
    const refused = expect.objectContaining({ code: 'group_internal' });
    expect(() => feishu.joinGroup(group, outsider)).toThrow(refused);
    expect(() => feishu.addGroup('内部群', [outsider])).toThrow(refused);
  });

  it('is a group: a private chat takes nobody else', async () => {
    const { feishu, admin, expert } = await startBench();
    const join = () => feishu.joinGroup(feishu.privateChat(admin), expert);
    expect(join).toThrow(expect.objectContaining({ code: 'not_a_group' }));
  });
});

describe('somebody of another organisation', () => {
  it('carries its key wherever he speaks, presses or is mentioned', async () => {
    const app = await startBench();
    const heard: unknown[] = [];
    const clicks: unknown[] = [];
    await connect(app.feishu.url, {
      'im.message.receive_v1': (data: unknown) => void heard.push(data),
      'card.action.trigger': (data: unknown) => void clicks.push(data),
    });
    const outsider = app.feishu.addPerson('外部人员', {}, { outsider: true });
    const chatId = app.feishu.addGroup('外部群', [app.admin, outsider], { external: true });
    const at = { chatId, text: '你好', mentionBot: true };
    await app.feishu.say({ ...at, by: outsider });
    await app.feishu.say({ ...at, by: app.admin, mentions: [outsider] });
    const messageId = await sendCard({ ...app, group: chatId }, [button('yes')]);
    await app.feishu.press({ by: outsider, messageId, button: 'yes' });
    const members = await app.client.im.v1.chatMembers.get({ path: { chat_id: chatId } });

    const foreign = members.data?.items?.at(1)?.tenant_key;
    expect(foreign).toMatch(/^[0-9a-f]{16}$/);
    expect(foreign).not.toBe(app.feishu.tenantKey);
    expect(heard).toMatchObject([
      { tenant_key: app.feishu.tenantKey, sender: { tenant_key: foreign } },
      {
        sender: { tenant_key: app.feishu.tenantKey },
        message: { mentions: [{}, { tenant_key: foreign, mentioned_type: 'user' }] },
      },
    ]);
    expect(clicks).toMatchObject([{ operator: { tenant_key: foreign } }]);
  });

  it('is not found by his contacts, is sent nothing in private, and leaves unheard', async () => {
    const bench = await startBench();
    const heard = await listenToPeople(bench);
    const mobile = '13800000000';
    const outsider = bench.feishu.addPerson('外部人员', { mobile }, { outsider: true });
    expect((await find(bench, { mobiles: [mobile] })).data?.user_list).toEqual([{ mobile }]);
    expect((await failureOf(send(bench, { ...TEXT, to: outsider }))).code).toBe(230038);
    await bench.feishu.resign(outsider);
    expect(heard).toEqual([]);
  });
});

describe('a look-up of contacts', () => {
  it('takes a number with or without China’s code and a mail in any case, and repeats them as asked', async () => {
    const bench = await startBench();
    const contact = { mobile: '13800000000', email: 'expert@example.com' };
    const user_id = bench.feishu.addPerson('专家二', contact);
    const [mobile, email] = ['+8613800000000', 'Expert@Example.com'];
    expect((await find(bench, { mobiles: [mobile], emails: [email] })).data?.user_list).toEqual([
      { mobile, user_id },
      { email, user_id },
    ]);
  });

  it('takes fifty of a kind and no more', async () => {
    const bench = await startBench();
    const mobiles = Array.from({ length: 51 }, (_, at) => String(13800000000 + at));
    expect((await find(bench, { mobiles: mobiles.slice(1) })).data?.user_list).toHaveLength(50);
    expect((await failureOf(find(bench, { mobiles }))).code).toBe(99992402);
  });
});
