import { describe, expect, it } from 'vitest';
import { type Bench, createClient, failureOf, startBench } from './feishu-stand-in-bench.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const card = (text: string, config: object = { update_multi: true }) =>
  JSON.stringify({ schema: '2.0', config, body: { elements: [{ tag: 'markdown', content: text }] } });

function send(
  { client, group }: Bench,
  fields: { content?: string; type?: string; uuid?: string; to?: string } = {},
) {
  const { content = card('一'), type = 'interactive', uuid, to = group } = fields;
  const receive_id_type = to.startsWith('ou_') ? 'open_id' : 'chat_id';
  const data = { receive_id: to, msg_type: type, content, ...(uuid === undefined ? {} : { uuid }) };
  return client.im.v1.message.create({ params: { receive_id_type }, data });
}

async function sentId(bench: Bench, fields: Parameters<typeof send>[1] = {}): Promise<string> {
  return (await send(bench, fields)).data?.message_id ?? '';
}

function patch({ client }: Bench, message_id: string, content: string) {
  return client.im.v1.message.patch({ path: { message_id }, data: { content } });
}

function fetchToken(bench: Bench, app_secret = 'not-a-secret') {
  const url = `${bench.feishu.url}/open-apis/auth/v3/tenant_access_token/internal`;
  const body = JSON.stringify({ app_id: 'cli_0123456789abcdef', app_secret });
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body }).then(async (answer) => ({
    status: answer.status,
    body: (await answer.json()) as { code: number; tenant_access_token: string; expire: number },
  }));
}

function askBot(bench: Bench, authorization?: string) {
  const headers = authorization === undefined ? {} : { authorization };
  return fetch(`${bench.feishu.url}/open-apis/bot/v3/info`, { headers });
}

describe('access to the API', () => {
  it('gives the same token while it lasts half an hour, then a new one beside the old', async () => {
    const bench = await startBench();
    const first = (await fetchToken(bench)).body;
    bench.clock.advance(90 * MINUTE);
    const second = (await fetchToken(bench)).body;
    expect([second.tenant_access_token, first.expire, second.expire]).toEqual([
      first.tenant_access_token,
      7200,
      1800,
    ]);

    bench.clock.advance(1);
    const third = (await fetchToken(bench)).body;
    expect(third.tenant_access_token).not.toBe(first.tenant_access_token);
    expect((await askBot(bench, `Bearer ${first.tenant_access_token}`)).status).toBe(200);

    bench.clock.advance(30 * MINUTE);
    const late = await askBot(bench, `Bearer ${first.tenant_access_token}`);
    expect(await late.json()).toMatchObject({ code: 99991663 });
    expect((await askBot(bench, `Bearer ${third.tenant_access_token}`)).status).toBe(200);
  });

  it('refuses a wrong secret with HTTP 200 and 10014', async () => {
    const bench = await startBench();
    expect(await fetchToken(bench, 'wrong')).toMatchObject({ status: 200, body: { code: 10014 } });
  });

  it('refuses a request without a token, with a malformed and with an unknown one, and says its log id', async () => {
    const bench = await startBench();
    const missing = await askBot(bench);
    const body = (await missing.json()) as { code: number; error: { log_id: string } };
    expect([missing.status, body.code]).toEqual([400, 99991661]);
    expect(body.error.log_id).toBe(missing.headers.get('x-tt-logid'));
    expect(await (await askBot(bench, 'Bearer x')).json()).toMatchObject({ code: 99991671 });
    expect(await (await askBot(bench, 'Bearer t-x')).json()).toMatchObject({ code: 99991663 });
  });

  it('puts the bot at the top of its own description', async () => {
    const bench = await startBench();
    const info = await bench.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' });
    expect(info).toMatchObject({ code: 0, bot: { open_id: bench.feishu.botOpenId } });
  });

  it('accepts a domain that ends in a slash', async () => {
    const bench = await startBench();
    const client = createClient(`${bench.feishu.url}/`);
    await expect(client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })).resolves.toMatchObject({
      code: 0,
    });
  });
});

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

  const refused: [name: string, code: number, fields: (bench: Bench) => Parameters<typeof send>[1]][] = [
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
    ['a group without the bot', 230002, ({ feishu, group }) => void feishu.faults.removeBot(group)],
    ['a dissolved group', 232009, ({ feishu, group }) => void feishu.faults.dissolve(group)],
  ];
  for (const [name, code, fields] of refused) {
    it(`refuses ${name}`, async () => {
      const bench = await startBench();
      const given = fields(bench) ?? {};
      expect(await failureOf(send(bench, given))).toMatchObject({ status: 400, code });
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

describe('limits', () => {
  it('lets five messages a second into a group, in any stretch of a second', async () => {
    const bench = await startBench();
    for (let sent = 0; sent < 4; sent += 1) await send(bench);
    bench.clock.advance(999);
    await send(bench);
    const failure = await failureOf(send(bench));
    expect(failure).toMatchObject({ status: 400, code: 230020 });
    expect(failure.msg).toContain('ext=chat rate limit');
    bench.clock.advance(1);
    for (let sent = 0; sent < 4; sent += 1) await send(bench);
    expect((await failureOf(send(bench))).code).toBe(230020);
    expect(bench.feishu.counters).toMatchObject({ sends: 9, rejectedByLimit: 2 });
  });

  it('counts each person and each group on its own', async () => {
    const bench = await startBench();
    for (let sent = 0; sent < 5; sent += 1) await send(bench, { to: bench.expert });
    expect((await failureOf(send(bench, { to: bench.expert }))).code).toBe(230020);
    await expect(send(bench, { to: bench.admin })).resolves.toMatchObject({ code: 0 });
    await expect(send(bench)).resolves.toMatchObject({ code: 0 });
  });

  it('lets a card be edited five times a second', async () => {
    const bench = await startBench();
    const id = await sentId(bench);
    for (let edits = 0; edits < 5; edits += 1) await patch(bench, id, card(String(edits)));
    expect((await failureOf(patch(bench, id, card('六')))).code).toBe(230020);
  });

  it('answers the 51st call of an API in a second with 429 and says how long to wait', async () => {
    const bench = await startBench();
    const ask = () => bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
    for (let calls = 0; calls < 50; calls += 1) await ask();
    expect(await failureOf(ask())).toMatchObject({
      status: 429,
      code: 99991400,
      headers: { 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': '1' },
    });
    await expect(bench.client.im.v1.chat.list()).resolves.toMatchObject({ code: 0 });
    bench.clock.advance(SECOND);
    await expect(ask()).resolves.toMatchObject({ code: 0 });
  });

  it('answers the 1001st call of an API in a minute with 429', async () => {
    const bench = await startBench();
    const ask = () => bench.client.im.v1.chat.get({ path: { chat_id: bench.group } });
    for (let second = 0; second < 20; second += 1) {
      await Promise.all(Array.from({ length: 50 }, ask));
      bench.clock.advance(2 * SECOND);
    }
    expect(await failureOf(ask())).toMatchObject({
      status: 429,
      headers: { 'x-ogw-ratelimit-limit': '1000', 'x-ogw-ratelimit-reset': '20' },
    });
  });

  it('can be switched off', async () => {
    const bench = await startBench({ limits: false });
    for (let sent = 0; sent < 6; sent += 1) await send(bench);
    expect(bench.feishu.counters.sends).toBe(6);
  });
});

describe('chats, people and files', () => {
  it('describes a group, and refuses to when the bot is out, the group is gone or unknown', async () => {
    const bench = await startBench();
    const outside = bench.feishu.addGroup('外部群', [bench.admin], { external: true });
    const ask = (chat_id: string) => bench.client.im.v1.chat.get({ path: { chat_id } });
    expect((await ask(bench.group)).data).toMatchObject({
      name: '演示企业（虚构）',
      external: false,
      user_count: '2',
    });
    expect((await ask(outside)).data).toMatchObject({ external: true });
    bench.feishu.faults.removeBot(bench.group);
    bench.feishu.faults.dissolve(outside);
    const codes = [];
    for (const id of [bench.group, outside, 'oc_x']) codes.push((await failureOf(ask(id))).code);
    expect(codes).toEqual([232011, 232009, 232006]);
  });

  it('lists groups and members page by page', async () => {
    const bench = await startBench();
    bench.feishu.privateChat(bench.admin);
    const second = bench.feishu.addGroup('二群', [bench.admin]);
    const { data: first } = await bench.client.im.v1.chat.list({ params: { page_size: 1 } });
    expect(first).toMatchObject({ items: [{ chat_id: bench.group }], has_more: true });
    const params = { page_size: 1, page_token: first?.page_token ?? '' };
    expect((await bench.client.im.v1.chat.list({ params })).data).toMatchObject({
      items: [{ chat_id: second }],
      has_more: false,
    });
    const members = await bench.client.im.v1.chatMembers.get({ path: { chat_id: bench.group } });
    expect(members.data?.items?.map(({ member_id }) => member_id)).toEqual([bench.admin, bench.expert]);
  });

  it('finds people by mobile and email, and leaves out the id of whom it does not find', async () => {
    const bench = await startBench();
    const person = bench.feishu.addPerson('专家二', { mobile: '13800000000', email: 'expert@example.com' });
    const data = { mobiles: ['13800000000', '13900000000'], emails: ['expert@example.com'] };
    const found = await bench.client.contact.v3.user.batchGetId({
      params: { user_id_type: 'open_id' },
      data,
    });
    expect(found.data?.user_list).toEqual([
      { mobile: '13800000000', user_id: person },
      { mobile: '13900000000' },
      { email: 'expert@example.com', user_id: person },
    ]);
  });

  it('keeps an uploaded file byte for byte and shows its name in the chat', async () => {
    const bench = await startBench();
    const file = Buffer.from([0, 255, 13, 10, 45, 45, 200, 13, 10]);
    const data = { file_type: 'xls', file_name: '评价.xlsx', file } as const;
    const uploaded = await bench.client.im.v1.file.create({ data });
    expect(bench.feishu.file(uploaded?.file_key ?? '')).toMatchObject({ name: '评价.xlsx', bytes: file });
    await send(bench, { type: 'file', content: JSON.stringify({ file_key: uploaded?.file_key }) });
    expect(bench.feishu.view([bench.admin])[0]?.chats[0]?.messages).toMatchObject([
      { kind: 'file', text: '评价.xlsx' },
    ]);
  });

  it('refuses an empty file, an unknown type, and a video sent as a file', async () => {
    const bench = await startBench();
    const upload = (file_type: 'mp4' | 'xls', bytes: string) =>
      bench.client.im.v1.file.create({ data: { file_type, file_name: 'a', file: Buffer.from(bytes) } });
    expect((await failureOf(upload('xls', ''))).code).toBe(234010);
    expect((await failureOf(upload('exe' as 'xls', 'x'))).code).toBe(234001);
    const video = await upload('mp4', 'x');
    const content = JSON.stringify({ file_key: video?.file_key });
    expect((await failureOf(send(bench, { type: 'file', content }))).code).toBe(230055);
  });
});
