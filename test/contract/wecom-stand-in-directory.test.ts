import { describe, expect, it } from 'vitest';
import { callApi, post, sendAsApp, tokenOf } from './wecom-stand-in-app.ts';
import { APP, type Bench, startBench } from './wecom-stand-in-bench.ts';

const DAY = 24 * 60 * 60 * 1000;

async function get(bench: Bench, path: string, query: Record<string, string>) {
  return callApi(bench, path, { access_token: await tokenOf(bench), ...query });
}

describe('the directory', () => {
  it('finds people by mobile and mail, as far as the app may see them', async () => {
    const bench = await startBench();
    const contact = { mobile: '13800000001', email: 'two@example.com' };
    const known = bench.wecom.addPerson('专家二', contact);
    bench.wecom.addPerson('专家三', { mobile: '13800000003', visible: false });
    const byMobile = (mobile: string) => post(bench, 'user/getuserid', { mobile });
    expect(await byMobile('13800000001')).toMatchObject({ errcode: 0, userid: known });
    expect(await byMobile('13800000003')).toMatchObject({ errcode: 46004 });
    expect(await byMobile('13800000009')).toMatchObject({ errcode: 46004 });
    expect(await byMobile('1')).toMatchObject({ errcode: 40058 });
    const byMail = (email: string) => post(bench, 'user/get_userid_by_email', { email });
    expect(await byMail('two@example.com')).toMatchObject({ errcode: 0, userid: known });
    bench.wecom.resign(known);
    expect(await byMail('two@example.com')).toMatchObject({ errcode: 46004 });
  });

  it('describes people without what new apps may not read', async () => {
    const bench = await startBench();
    const userId = bench.wecom.addPerson('专家二', { mobile: '13800000001', email: 'two@example.com' });
    const hidden = bench.wecom.addPerson('专家三', { visible: false });
    const described = await get(bench, 'user/get', { userid: userId.toLowerCase() });
    expect(described).toMatchObject({ errcode: 0, userid: userId, name: '专家二', department: [1] });
    expect(JSON.stringify(described)).not.toMatch(/13800000001|example\.com/);
    expect(await get(bench, 'user/get', { userid: hidden })).toMatchObject({ errcode: 60011 });
    expect(await get(bench, 'user/get', { userid: 'nobody' })).toMatchObject({ errcode: 60111 });
    const { userlist } = await get(bench, 'user/simplelist', { department_id: '1' });
    const names = (userlist as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['管理员', '专家一', '专家二']);
    expect(await get(bench, 'user/simplelist', { department_id: '2' })).toMatchObject({ errcode: 60003 });
  });

  it('turns encrypted ids into plain ones, which it does not know as encrypted', async () => {
    const bench = await startBench();
    const { userlist } = await get(bench, 'user/simplelist', { department_id: '1' });
    const [first] = userlist as { open_userid: string }[];
    const asked = [first?.open_userid, bench.expert];
    expect(await post(bench, 'batch/openuserid_to_userid', { open_userid_list: asked })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      userid_list: [{ open_userid: first?.open_userid, userid: bench.admin }],
      invalid_open_userid_list: [bench.expert],
    });
  });

  it('describes the app itself and no other', async () => {
    const bench = await startBench({ app: { ...APP, name: '盘活助手' } });
    const own = await get(bench, 'agent/get', { agentid: String(APP.agentId) });
    expect(own).toMatchObject({ errcode: 0, agentid: APP.agentId, name: '盘活助手', close: 0 });
    expect(await get(bench, 'agent/get', { agentid: '1' })).toMatchObject({ errcode: 301002 });
  });

  it('has every userid once, whatever the case', async () => {
    const { wecom } = await startBench();
    expect(() => wecom.addPerson('专家二', { userId: 'zhuanjiayi' })).toThrow('userid is taken');
  });
});

describe('the media of the app', () => {
  async function upload(bench: Bench, bytes: Buffer, type = 'file', name = '专利清单.xlsx') {
    const form = new FormData();
    form.append('media', new File([new Uint8Array(bytes)], name));
    const query = { access_token: await tokenOf(bench), type };
    return callApi(bench, 'media/upload', query, { method: 'POST', body: form });
  }

  it('can be sent and fetched for three days', async () => {
    const bench = await startBench();
    const bytes = Buffer.from([0, 13, 10, 255, 45, 45]);
    const uploaded = await upload(bench, bytes);
    const created_at = String(bench.clock.now().getTime() / 1000);
    expect(uploaded).toMatchObject({ errcode: 0, type: 'file', created_at });
    const media_id = String(uploaded['media_id']);
    bench.clock.advance(3 * DAY);
    const file = { msgtype: 'file', file: { media_id } };
    expect(await sendAsApp(bench, file)).toMatchObject({ errcode: 0 });
    const chat = bench.wecom.view([bench.expert])[0]?.chats.at(-1);
    expect(chat?.messages).toMatchObject([{ kind: 'file', text: '专利清单.xlsx' }]);
    const query = new URLSearchParams({ access_token: await tokenOf(bench), media_id });
    const fetched = await fetch(`${bench.wecom.url}/cgi-bin/media/get?${query}`);
    expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
    expect(fetched.headers.get('content-disposition')).toContain('attachment');
    bench.clock.advance(1);
    expect(await get(bench, 'media/get', { media_id })).toMatchObject({ errcode: 40007 });
    expect(await sendAsApp(bench, file)).toMatchObject({ errcode: 40007 });
  });

  it.each([
    ['four bytes', 40006, 4, 'file'],
    ['a voice over 2 MB', 40006, 2 * 1024 * 1024 + 1, 'voice'],
    ['a file over 20 MB', 40006, 20 * 1024 * 1024 + 1, 'file'],
    ['a type that is none', 40008, 10, 'sheet'],
  ])('takes no %s', async (_, code, size, type) => {
    const bench = await startBench();
    expect(await upload(bench, Buffer.alloc(size), type)).toMatchObject({ errcode: code });
  });

  it('is missing in what is no form, and in a form without the field', async () => {
    const bench = await startBench();
    const query = { access_token: await tokenOf(bench), type: 'file' };
    const form = new FormData();
    form.append('file', new File(['123456'], 'a.txt'));
    for (const body of ['nothing', form]) {
      const answer = await callApi(bench, 'media/upload', query, { method: 'POST', body });
      expect(answer).toMatchObject({ errcode: 41005 });
    }
  });

  it('is not sent as another kind of message than it was uploaded for', async () => {
    const bench = await startBench();
    const { media_id } = await upload(bench, Buffer.alloc(10), 'image');
    const sent = await sendAsApp(bench, { msgtype: 'file', file: { media_id } });
    expect(sent).toMatchObject({ errcode: 40007 });
  });
});
