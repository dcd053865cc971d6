import { describe, expect, it } from 'vitest';
import { setFocus } from '../../src/actions/set-focus.ts';
import { NO_FOCUS } from '../../src/domain/focus.ts';
import { cardsIn, newestCard } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { memberIdOf, openBrowser, ownPage, startPages } from '../support/pages.ts';
import { type Service, startService } from '../support/service.ts';
import {
  bring,
  foundSociety,
  patentNo,
  pressOwn,
  push,
  rate,
  register,
  type Society,
} from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';
import { wecomStage } from '../support/wecom-cooperation-steps.ts';

const BATTERY = { title: '一种固态电池隔膜', ipc: ['H01M50/40'], abstract: '' };
const TURBINE = { title: '一种水电站装置', ipc: ['F03B13/00'], abstract: '', sei: [], industries: [] };

/** An enterprise with one patent pushed by the platform, and two that are only in the register. */
async function staged(service: Service): Promise<Society> {
  const society = await foundSociety(service, { name: '演示企业（虚构）', dailyPushLimit: 50 });
  const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
  await bring(service, society, patentNo(1, BATTERY));
  await register(service, other, patentNo(2, TURBINE));
  await register(service, other, patentNo(3, { ...TURBINE, title: '一种储能电站' }));
  return society;
}

const focusOf = async (service: Service, { enterpriseId }: Society) =>
  (await service.app.inTransaction((tx) => tx.enterprises.get(enterpriseId))).focus;
const fill = (by: string, service: Service, form: Record<string, string | string[]>) =>
  pressOwn(service, by, 'preview', form as Record<string, string>);

describe('the focus of an enterprise', () => {
  it('is filled in, looked at, saved, followed by its library and the next push, and taken back', async () => {
    const service = await startService();
    const society = await staged(service);
    const [admin] = society.admins;
    await say(service, admin, '关注领域');
    expect(ownCard(service, admin)).toContain('还没有设置关注领域');
    await pressOwn(service, admin, 'fill');
    await fill(admin, service, { keywords: '水电站 储能', ipc: 'f03b' });
    const checked = ownCard(service, admin);
    expect(checked).toContain('资源库里现在有 2 件符合，例如：');
    expect(checked).toContain('技术分类：F03B13/00');
    expect(checked).toContain('关键词：增加 水电站、储能');
    // Nothing is in force before it is saved.
    expect(await focusOf(service, society)).toEqual(NO_FOCUS);

    expect(await pressOwn(service, admin, 'save')).toContain('已保存');
    await service.drain();
    expect(await focusOf(service, society)).toEqual({
      ...NO_FOCUS,
      keywords: ['水电站', '储能'],
      ipc: ['F03B'],
    });
    expect(ownCard(service, admin)).toContain('管理员一：技术分类 IPC：增加 F03B');
    await pressOwn(service, admin, 'library');
    expect(ownCard(service, admin)).toContain('共 2 件');
    const before = await rowsOf(service.databaseUrl, 'cards');
    await push(service, society);
    const pushed = (await rowsOf(service.databaseUrl, 'cards')).filter(({ kind }) => kind === 'patent');
    expect(pushed).toHaveLength(before.filter(({ kind }) => kind === 'patent').length + 2);

    await say(service, admin, '关注领域');
    expect(await pressOwn(service, admin, 'undo')).toContain('已恢复');
    await service.drain();
    expect(await focusOf(service, society)).toEqual(NO_FOCUS);
    // What was pushed stays.
    const matches = await rowsOf(service.databaseUrl, 'matches');
    const ours = matches.filter(({ enterprise_id: of }) => of === society.enterpriseId);
    expect(ours.map(({ library, state }) => `${library} ${state}`).toSorted()).toEqual([
      'evaluation open',
      'focus open',
      'focus open',
    ]);
    const acts = (await rowsOf(service.databaseUrl, 'audit')).map(({ act }) => act);
    expect(acts.filter((act) => act === 'set-focus')).toHaveLength(2);
  });

  it('is not saved over a change that its admin has not seen, nor from an older draft', async () => {
    const service = await startService();
    const society = await staged(service);
    const [admin] = society.admins;
    await say(service, admin, '关注领域');
    await pressOwn(service, admin, 'fill');
    await fill(admin, service, { ipc: 'H01M' });
    const other = { ...NO_FOCUS, ipc: ['G06F'] };
    const { enterpriseId } = society;
    await service.app.inTransaction((tx) => setFocus(tx, { enterpriseId, focus: other, actor: 'operator' }));
    expect(await pressOwn(service, admin, 'save')).toContain('刚刚被修改过');
    expect(await focusOf(service, society)).toEqual(other);

    await pressOwn(service, admin, 'fill');
    await fill(admin, service, { ipc: 'H01M' });
    const chat = service.feishu.privateChat(admin);
    const { messageId } = newestCard(service.feishu, chat, 'save');
    const draft = () =>
      rowsOf(service.databaseUrl, 'focus_drafts').then(([row]) => String(row?.['focus'] ?? ''));
    const stale = await service.app.inTransaction(async (tx) => {
      const [member] = await tx.members.adminsOf(enterpriseId);
      const known = member && (await tx.focus.draftOf(member.id));
      // The same admin fills in something else, on his page for example.
      if (known) await tx.focus.putDraft({ ...known, id: tx.newId(), focus: NO_FOCUS }, tx.at);
      return known;
    });
    expect(stale).not.toBeNull();
    const { toast } = await service.feishu.press({ by: admin, messageId, button: 'save' });
    expect(toast?.content).toContain('没有等待保存的修改');
    expect(await focusOf(service, society)).toEqual(other);
    expect(await draft()).toBe(JSON.stringify(NO_FOCUS));
  });

  it('is only looked at by experts', async () => {
    const service = await startService();
    const society = await staged(service);
    const [expert] = society.experts;
    await say(service, expert, '关注领域');
    const { buttons } = newestCard(service.feishu, service.feishu.privateChat(expert), 'library');
    expect(buttons).toEqual(['library']);
  });

  it('is suggested by what was liked, and stays as it is until an admin saves', async () => {
    const service = await startService();
    const society = await staged(service);
    const [admin] = society.admins;
    const [expert] = society.experts;
    const { enterpriseId } = society;
    const focus = { ...NO_FOCUS, keywords: ['潮汐'] };
    await service.app.inTransaction((tx) => setFocus(tx, { enterpriseId, focus, actor: 'operator' }));
    for (const at of [4, 5]) await bring(service, society, patentNo(at, BATTERY));
    for (const { messageId } of cardsIn(service.feishu, society.group))
      await rate(service, messageId, expert, 5);
    await say(service, admin, '关注领域');
    expect(ownCard(service, admin)).toContain('有 3 件 H01M');
    expect(ownCard(service, admin)).not.toContain('专家一');
    await pressOwn(service, admin, 'adopt_1');
    expect(ownCard(service, admin)).toContain('增加 H01M');
    expect(await focusOf(service, society)).toEqual(focus);
    await pressOwn(service, admin, 'drop');
    await pressOwn(service, admin, 'dismiss_1');
    expect(ownCard(service, admin)).not.toContain('有 3 件');
  });

  it('is filled in on its page, where what was refused is still there', async () => {
    const service = await startPages();
    const society = await staged(service);
    const [admin] = society.admins;
    await say(service, admin, '关注领域');
    const memberId = await memberIdOf(service, admin, society.enterpriseId);
    const browser = openBrowser(service);
    const address = await ownPage(service, 'focus', memberId);
    await browser.open(address);
    await browser.press(address, { act: 'turn-focus', to: 'form' });
    const refused = await browser.press(address, { act: 'preview-focus' }, { ipc: 'XYZ', keywords: '电池' });
    expect(refused.text).toContain('「技术分类 IPC」');
    expect(refused.html).toContain('value="XYZ"');
    const checked = await browser.press(address, { act: 'preview-focus' }, { sei: '5.2', keywords: '储能' });
    expect(checked.text).toContain('件符合');
    const [draft] = await rowsOf(service.databaseUrl, 'focus_drafts');
    const saved = await browser.press(address, { act: 'save-focus', draft: draft?.['id'] });
    expect(saved.text).toContain('已保存');
    expect(await focusOf(service, society)).toEqual({ ...NO_FOCUS, sei: ['5.2'], keywords: ['储能'] });
  });

  it('is filled in by words in WeCom, where what is not named stays', async () => {
    const { service, society, own } = await wecomStage('bot');
    await register(service, society, patentNo(2, TURBINE));
    const { enterpriseId } = society;
    const focus = { ...NO_FOCUS, ipc: ['F03B'] };
    await service.app.inTransaction((tx) => setFocus(tx, { enterpriseId, focus, actor: 'operator' }));
    await own.say('关注领域');
    await own.press('用文字填写');
    await own.say('关键词：水电站，储能\n地区：湖南省');
    expect(own.words()).toContain('关键词：增加 水电站、储能');
    await own.press('保存');
    expect((await service.app.inTransaction((tx) => tx.enterprises.get(enterpriseId))).focus).toEqual({
      ...focus,
      keywords: ['水电站', '储能'],
      regions: ['湖南省'],
    });
  });
});
