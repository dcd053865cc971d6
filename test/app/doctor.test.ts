import { describe, expect, it } from 'vitest';
import { allCardsIn } from '../support/chat-cards.ts';
import { examine, settingsOf } from '../support/doctor-visit.ts';
import { operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { FEISHU_APP, freshFile, startService } from '../support/service.ts';
import { foundSociety } from '../support/society.ts';

async function healthy() {
  const service = await startService();
  return { service, society: await foundSociety(service) };
}

describe('doctor', () => {
  it('finds nothing wrong with a healthy service, and disturbs nothing', async () => {
    const { service } = await healthy();
    const { ok, findings, told } = await examine(service, {});
    expect([ok, findings.filter((each) => !each.ok)]).toEqual([true, []]);
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        '设置',
        'SECRET_KEY',
        '数据库',
        'BASE_URL',
        '服务',
        '应用凭证',
        '权限',
        '长连接',
      ]),
    );
    expect(service.feishu.connections()).toBe(1);
    for (const secret of [FEISHU_APP.appSecret, TEST_KEY]) expect(told.join('\n')).not.toContain(secret);
  });

  it('says where to find the secret when it is wrong', async () => {
    const { service } = await healthy();
    const settings = { ...settingsOf(service), FEISHU_APP_SECRET: 'another-secret' };
    const { wrong } = await examine(service, { settings });
    expect(wrong).toEqual([expect.objectContaining({ about: 'default', what: '应用凭证' })]);
    expect(wrong[0]?.say).toContain('凭证与基础信息');
    expect(wrong[0]?.say).not.toContain('another-secret');
  });

  it('says how a group is bound when none is', async () => {
    const service = await startService();
    service.feishu.addGroup('研发评审群', [service.feishu.addPerson('专家一')]);
    await service.feishu.settled();
    const { wrong } = await examine(service, {});
    expect(wrong.map(({ what, say }) => [what, say.includes('code issue')])).toEqual([['绑定的群', true]]);
  });

  it('names wrong settings, a database that cannot be opened, and a service that does not run', async () => {
    const { service, society } = await healthy();
    const good = settingsOf(service);
    const { SECRET_KEY: _, ...keyless } = good;
    const noKey = await examine(service, { settings: keyless });
    expect(noKey.wrong[0]).toMatchObject({ what: '设置', say: expect.stringContaining('SECRET_KEY') });
    const nowhere = { ...good, DATABASE_URL: 'sqlite:/dev/null/no-such-folder/panhuo.db' };
    expect((await examine(service, { settings: nowhere })).wrong.map(({ what }) => what)).toEqual(['数据库']);
    const silent = { ...good, PORT: '1', BASE_URL: 'http://127.0.0.1:1' };
    expect((await examine(service, { settings: silent })).wrong.map(({ what }) => what)).toEqual([
      'BASE_URL',
      '服务',
    ]);
    const stopped = await examine(service, { settings: { ...good, PORT: '1' } }, '--chat', society.group);
    expect(stopped.wrong.map(({ what }) => what)).toEqual(['服务', '检查卡片']);
    expect((await service.app.inTransaction((tx) => tx.outbox.list('waiting', 10))).length).toBe(0);
    const sandbox = { DATABASE_URL: await freshFile(), PORT: good.PORT };
    expect((await examine(service, { settings: sandbox })).wrong.map(({ what }) => what)).toEqual([
      '设置',
      'SECRET_KEY',
    ]);
  });

  it('names groups that are lost or where outsiders read', async () => {
    const { service, society } = await healthy();
    const change = (over: object) =>
      service.app.inTransaction(async (tx) => {
        const chat = await tx.chats.findByAddress('default', society.group);
        if (chat) await tx.chats.replace({ ...chat, lost: false, external: false, ...over });
      });
    await change({ lost: true });
    expect((await examine(service, {})).wrong.map(({ say }) => say)).toEqual([
      expect.stringContaining('重新加入'),
    ]);
    await change({ external: true });
    expect((await examine(service, {})).wrong.map(({ say }) => say)).toEqual([
      expect.stringContaining('外部人员'),
    ]);
  });

  it('lets no name of a group write lines of its own', async () => {
    const { service, society } = await healthy();
    await service.app.inTransaction(async (tx) => {
      const chat = await tx.chats.findByAddress('default', society.group);
      if (chat) await tx.chats.replace({ ...chat, name: '群\u001b[2J\n✗ 本机' });
    });
    const { told } = await examine(service, {});
    expect(told.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
  });

  it('names a connection of the database that cannot be used, and looks at the others', async () => {
    const { service } = await healthy();
    const good = settingsOf(service);
    const desk = { settings: good, piped: 'FEISHU_APP_SECRET=secret-of-the-north' };
    await operate(desk, 'connection', 'add', 'north', '--app-id', 'cli_1111111111111111');
    const settings = { ...good, SECRET_KEY: 'another-key-of-at-least-thirty-two-characters' };
    const all = await examine(service, { settings });
    expect(all.wrong.map(({ about, say }) => [about, say.includes('seal_key_unknown')])).toEqual([
      ['feishu:north', true],
    ]);
    const north = await examine(service, { settings }, '--connection', 'north');
    expect(north.wrong.map(({ about }) => about)).toEqual(['feishu:north']);
  });

  it('sends a check card through the running service and sees it pressed', async () => {
    const { service, society } = await healthy();
    const { group, outsider } = society;
    const meanwhile = async () => {
      await service.drain();
      const card = allCardsIn(service.feishu, group).find(({ buttons }) => buttons.includes('confirm_check'));
      if (!card) return;
      await service.feishu.press({ by: outsider, messageId: card.messageId, button: 'confirm_check' });
    };
    const { wrong, findings, told } = await examine(service, { meanwhile }, '--chat', group);
    expect(wrong).toEqual([]);
    expect(findings.slice(-2).map(({ what }) => what)).toEqual(['检查卡片', '点击']);
    expect(told.filter((line) => line.startsWith('…'))).toHaveLength(2);
  });

  it('says what to look at when nobody presses, and takes the same card the next time', async () => {
    const { service, society } = await healthy();
    const visit = { meanwhile: () => service.drain() };
    const first = await examine(service, visit, '--chat', society.group, '--wait', '5');
    expect(first.wrong.map(({ what }) => what)).toEqual(['点击']);
    expect(first.wrong[0]?.say).toContain('card.action.trigger');
    const before = service.feishu.messages(society.group).length;
    const second = await examine(service, visit, '--chat', society.group, '--wait', '5');
    expect(second.findings.find(({ what }) => what === '检查卡片')?.say).toContain('没有再发');
    expect(service.feishu.messages(society.group)).toHaveLength(before);
  });

  it('refuses a connection it does not know, and says so of a chat', async () => {
    const { service } = await healthy();
    await expect(examine(service, {}, '--connection', 'north')).rejects.toMatchObject({
      code: 'connection_unknown',
    });
    const { wrong } = await examine(service, {}, '--chat', 'oc_nowhere');
    expect(wrong.map(({ say }) => say)).toEqual([expect.stringContaining('不认识会话')]);
  });
});
