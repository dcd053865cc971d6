import { describe, expect, it } from 'vitest';
import { endService } from '../../src/actions/close-enterprise.ts';
import { erasePerson } from '../../src/actions/erase-person.ts';
import { removeMember } from '../../src/actions/remove-member.ts';
import { personData } from '../../src/reads/person-data.ts';
import { newestCard } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { memberIdOf, openBrowser, ownPage, startPages } from '../support/pages.ts';
import { type Service, startService } from '../support/service.ts';
import { foundSociety, patentNo, pressOwn, register } from '../support/society.ts';

const titled = (at: number, title: string) => patentNo(at, { title, abstract: '', ipc: [] });
const save = async (service: Service, by: string, words: string, name = '') => {
  await say(service, by, `搜索 ${words}`);
  return pressOwn(service, by, 'keep', name === '' ? {} : { name });
};

describe('the saved searches of a member', () => {
  it('tell what has come since he looked, are opened, renamed, let go of and saved again', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    const [expert] = society.experts;
    await register(service, society, titled(1, '一种潮汐发电机'));
    expect(await save(service, expert, '潮汐', '看潮汐')).toContain('已收藏「看潮汐」');
    expect(ownCard(service, expert)).toContain('已收藏：看潮汐');
    expect(await save(service, expert, '波浪')).toContain('已收藏「波浪」');
    service.clock.advance(1000);
    await register(service, society, titled(2, '一种潮汐闸门'));
    await say(service, expert, '我的检索');
    const list = ownCard(service, expert);
    expect(list).toContain('1. 看潮汐');
    expect(list).toContain('资源库，「潮汐」；按相关度排序');
    expect(list).toContain('2 件，新增 1 件');
    expect(list).toContain('2. 波浪');
    service.clock.advance(1000);
    await pressOwn(service, expert, 'open-saved_1');
    expect(ownCard(service, expert)).toContain('共 2 件');
    await say(service, expert, '我的检索');
    expect(ownCard(service, expert)).not.toContain('新增');
    await pressOwn(service, expert, 'rename_2');
    expect(await pressOwn(service, expert, 'rename', { name: '浪' })).toContain('已改名为「浪」');
    expect(ownCard(service, expert)).toContain('2. 浪');
    expect(await pressOwn(service, expert, 'drop-saved_1')).toContain('已删除「看潮汐」');
    expect(ownCard(service, expert)).toContain('1. 浪');
    expect(await save(service, expert, '潮汐')).toContain('已收藏「潮汐」');
  });

  it('are at most 20; the same search twice is one, and a whole library is none', async () => {
    const service = await startService();
    const society = await foundSociety(service);
    const [[admin], [expert]] = [society.admins, society.experts];
    for (const at of Array.from({ length: 20 }).keys()) await save(service, admin, `电池${at + 10}`);
    expect(await save(service, admin, '电池99')).toContain('最多收藏 20 个');
    expect(await save(service, expert, '潮汐', '甲')).toContain('已收藏「甲」');
    await say(service, expert, '搜索 潮汐');
    expect(ownCard(service, expert)).toContain('已收藏：甲');
    const [mine, his] = [await savedBy(service, society.enterpriseId, expert), admin];
    expect(mine).toEqual(['甲']);
    expect(await savedBy(service, society.enterpriseId, his)).toHaveLength(20);
    await say(service, expert, '资源库');
    const { buttons } = newestCard(service.feishu, service.feishu.privateChat(expert), 'mine');
    expect(buttons).not.toContain('keep');
    await say(service, admin, '我的检索');
    await pressOwn(service, admin, 'after');
    await pressOwn(service, admin, 'rename_8');
    await pressOwn(service, admin, 'rename', { name: '第八' });
    expect(ownCard(service, admin)).toContain('8. 第八');
  });

  it('are kept under a name and renamed on pages, where a refused name stays in its field', async () => {
    const service = await startPages();
    const society = await foundSociety(service);
    const [admin] = society.admins;
    const memberId = await memberIdOf(service, admin, society.enterpriseId);
    await say(service, admin, '搜索 潮汐');
    const browser = openBrowser(service);
    const library = await ownPage(service, 'library', memberId);
    expect((await browser.open(library)).text).toContain('收藏这次检索');
    const saved = await browser.press(library, { act: 'save-search' }, { name: '看潮汐' });
    expect(saved.text).toContain('已收藏：看潮汐');
    await say(service, admin, '我的检索');
    const list = await ownPage(service, 'saved-searches', memberId);
    const [search] = await service.app.inTransaction((tx) => tx.searches.savedBy(memberId));
    await browser.open(list);
    const rename = { act: 'rename-saved', which: `search:${search?.id}` };
    const at = `${list}?to=rename:${search?.id}`;
    const refused = await browser.press(at, rename, { name: '长'.repeat(61) });
    expect(refused.text).toContain('最多 60 个字');
    expect((await browser.press(at, rename, { name: '每周潮汐' })).text).toContain('1. 每周潮汐');
  });

  it('are shown to him with his data, and die with his membership, his data or the service for his enterprise', async () => {
    const service = await startService();
    const society = await foundSociety(service, { experts: 2 });
    const [one, two = ''] = society.experts;
    const people = [...society.admins.slice(0, 1), one, two];
    for (const each of people) await save(service, each, `只有${each}搜过`);
    const ids = [];
    for (const each of people) ids.push(await memberIdOf(service, each, society.enterpriseId));
    const [admin = '', removed = '', erased = ''] = ids;
    const { inTransaction } = service.app;
    const data = await inTransaction((tx) => personData(tx, removed));
    expect(data.searches.map(({ query }) => query.words)).toEqual([`只有${one}搜过`]);
    const left = async () => {
      const all = await inTransaction((tx) => tx.searches.savers());
      return all.filter(({ enterpriseId }) => enterpriseId === society.enterpriseId);
    };
    await inTransaction((tx) => removeMember(tx, { memberId: removed, actor: 'operator' }));
    await inTransaction((tx) => erasePerson(tx, { memberId: erased, actor: 'operator' }));
    expect((await left()).map(({ memberId }) => memberId)).toEqual([admin]);
    await inTransaction((tx) => endService(tx, society.enterpriseId));
    expect(await left()).toEqual([]);
  });
});

async function savedBy(service: Service, enterpriseId: string, userId: string): Promise<string[]> {
  const memberId = await memberIdOf(service, userId, enterpriseId);
  const saved = await service.app.inTransaction((tx) => tx.searches.savedBy(memberId));
  return saved.map(({ name }) => name);
}
