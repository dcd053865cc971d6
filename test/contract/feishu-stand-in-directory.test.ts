import { describe, expect, it } from 'vitest';
import { failureOf, startBench } from './feishu-stand-in-bench.ts';
import { send } from './feishu-stand-in-calls.ts';

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
