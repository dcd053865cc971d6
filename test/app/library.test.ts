import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { patentSheet } from '../../src/reads/patent-sheet.ts';
import { newestCard } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { clickRaw } from '../support/envelopes.ts';
import { memberIdOf, openBrowser, ownPage, startPages } from '../support/pages.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, register, type Society } from '../support/society.ts';

/** A society with patents: two pushed, and five more that are only registered. */
async function library(service: Service): Promise<Society> {
  const society = await foundSociety(service, { dailyPushLimit: 50 });
  await bring(service, society, patentNo(1, { title: '一种固态电池隔膜' }));
  await bring(service, society, patentNo(2, { title: '一种锂离子电池' }));
  const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
  for (const at of [3, 4, 5, 6, 7])
    await register(service, other, patentNo(at, { title: `一种水电站装置 ${at}`, ipc: ['F03B13/00'] }));
  return society;
}

const titlesOf = (service: Service, by: string) =>
  newestCard(service.feishu, service.feishu.privateChat(by), 'narrow').plain.filter((text) =>
    /^\d+\. /.test(text),
  );

describe('the three libraries', () => {
  it('are never mixed up: what was pushed is in one, all that is registered in another', async () => {
    const service = await startService();
    const society = await library(service);
    const [expert] = society.experts;
    await say(service, expert, '评价库');
    expect(titlesOf(service, expert)).toHaveLength(2);
    expect(ownCard(service, expert)).toContain('评价中，还没有专家评价');
    await say(service, expert, '关注库');
    expect(titlesOf(service, expert)).toEqual([]);
    await say(service, expert, '资源库');
    expect(ownCard(service, expert)).toContain('共 7 件');
    expect(titlesOf(service, expert)).toHaveLength(5);
    await pressOwn(service, expert, 'after');
    expect(titlesOf(service, expert)).toHaveLength(2);
    await pressOwn(service, expert, 'to_evaluation');
    expect(ownCard(service, expert)).toContain('专利转化评价库');
  });

  it('are searched in words, and each hit leads to its details', async () => {
    const service = await startService();
    const society = await library(service);
    const [admin] = society.admins;
    await say(service, admin, '搜索 电池');
    expect(ownCard(service, admin)).toContain('检索：「电池」；按相关度排序');
    expect(titlesOf(service, admin)).toHaveLength(2);
    await pressOwn(service, admin, 'search', { words: '电池 隔膜' });
    expect(titlesOf(service, admin)).toEqual(['1. 一种固态电池隔膜']);
    await pressOwn(service, admin, 'detail_1');
    expect(ownCard(service, admin)).toContain(patentNo(1).applicationNumber);
    await say(service, admin, '搜索 潮汐发电');
    expect(ownCard(service, admin)).toContain('没有找到');
  });

  it('lead from a row to its rating and to an intent, each for whoever may', async () => {
    const service = await startService();
    const society = await library(service);
    const [[admin], [expert]] = [society.admins, society.experts];
    const rowsOf = async (by: string) => {
      await say(service, by, '资源库');
      await pressOwn(service, by, 'search', { words: '固态电池' });
      const { buttons } = newestCard(service.feishu, service.feishu.privateChat(by), 'narrow');
      return buttons.filter((name) => name.endsWith('_1'));
    };
    expect(await rowsOf(expert)).toEqual(['detail_1', 'rate_1']);
    await pressOwn(service, expert, 'rate_1');
    expect(await pressOwn(service, expert, 'stars_4')).toContain('评价');
    expect(await rowsOf(admin)).toEqual(['detail_1', 'intent_1']);
    await pressOwn(service, admin, 'intent_1');
    expect(ownCard(service, admin)).toContain('合作意向');
    await say(service, expert, '搜索 水电站');
    expect(newestCard(service.feishu, service.feishu.privateChat(expert), 'narrow').buttons).toContain(
      'detail_1',
    );
  });

  it('are narrowed by the form, which keeps what was chosen and refuses what is no code', async () => {
    const service = await startService();
    const society = await library(service);
    const [admin] = society.admins;
    await say(service, admin, '资源库');
    await pressOwn(service, admin, 'narrow');
    await pressOwn(service, admin, 'search', { words: '水电站', ipc: 'f03b13', sort: 'applied' });
    expect(ownCard(service, admin)).toContain(
      '检索：「水电站」，技术分类 IPC F03B13（液力机械或液力发动机）；按申请日排序',
    );
    expect(ownCard(service, admin)).toContain('共 5 件');
    const before = titlesOf(service, admin);
    await pressOwn(service, admin, 'narrow');
    const refused = await pressOwn(service, admin, 'search', { ipc: 'XYZ' });
    expect(refused).toContain('这个检索条件无法识别');
    await pressOwn(service, admin, 'narrow');
    expect(titlesOf(service, admin)).toEqual(before);
  });

  it('are searched and narrowed on their page, too', async () => {
    const service = await startPages();
    const society = await library(service);
    const [admin] = society.admins;
    await say(service, admin, '资源库');
    const memberId = await memberIdOf(service, admin, society.enterpriseId);
    const browser = openBrowser(service);
    const address = await ownPage(service, 'library', memberId);
    expect((await browser.open(address)).text).toContain('共 7 件');
    const found = await browser.press(address, { act: 'search-library' }, { words: '电池' });
    expect(found.text).toContain('共 2 件');
    const narrowed = await browser.press(
      address,
      { act: 'search-library' },
      { words: '', ipc: 'F03B', sort: 'applied', kind: '0' },
    );
    expect(narrowed.text).toContain('共 5 件');
    const named = await browser.press(address, { act: 'search-library' }, { wipo: '电机', words: '' });
    expect(named.text).toContain('技术领域 1（电机、电气装置、电能）');
    expect(named.text).toContain('共 2 件');
    const form = `${address}?to=form-evaluation:1`;
    const pushed = await browser.press(form, { act: 'search-library' }, { words: '水电站' });
    expect(pushed.text).toContain('专利转化评价库 检索：「水电站」');
    expect(pushed.text).toContain('没有找到');
    const refused = await browser.press(address, { act: 'search-library' }, { sei: '不存在的产业' });
    expect(refused.text).toContain('这个检索条件无法识别');
  });

  it('are exported for admins: the very list that is shown, as text that no spreadsheet calculates', async () => {
    const service = await startService();
    const society = await library(service);
    const [[admin], [expert]] = [society.admins, society.experts];
    await bring(service, society, patentNo(8, { title: '=1+1 一种水电站', abstract: '@SUM(A1)' }));
    await say(service, expert, '搜索 水电站');
    const { buttons } = newestCard(service.feishu, service.feishu.privateChat(expert), 'narrow');
    expect(buttons).not.toContain('export');
    await say(service, admin, '搜索 水电站');
    expect(await pressOwn(service, admin, 'export')).toContain('清单正在生成');
    const { feishu } = service;
    const sent = feishu.messages(feishu.privateChat(admin)).find(({ msgType }) => msgType === 'file');
    const { file_key: key } = JSON.parse(sent?.content ?? '{}') as { file_key: string };
    const rows = await readSheet(Buffer.from(feishu.file(key)?.bytes ?? []), 1);
    expect(rows).toHaveLength(1 + 6);
    expect(rows[0]).toEqual(expect.arrayContaining(['申请号', '名称', '登记入库时间', '所在库', '本企业']));
    const pushed = rows.find((row) => row.includes('转化评价库'));
    expect(pushed).toEqual(expect.arrayContaining(['=1+1 一种水电站', '@SUM(A1)', '评价中，还没有专家评价']));
  });

  it('say in an export that is cut how much was left out', async () => {
    const service = await startService();
    const society = await library(service);
    await say(service, society.admins[0], '资源库');
    const sheet = await service.app.inTransaction(async (tx) => {
      const card = (await tx.cards.ofSubject(society.enterpriseId)).find(({ kind }) => kind === 'library');
      return card && patentSheet(tx, card, { timeZone: 'Asia/Shanghai', most: 4 });
    });
    expect(sheet?.rows).toHaveLength(4);
    expect(sheet?.rows[3]).toEqual(['还有 4 件没有列出，请缩小检索范围后再次导出。']);
  });

  it('show nothing to whoever is no member of the enterprise, and no search of another one', async () => {
    const service = await startService();
    const society = await library(service);
    const other = await foundSociety(service, { name: '第三企业（虚构）', platformId: 'demo-3' });
    await say(service, society.admins[0], '搜索 只有甲知道的词');
    const search = await service.app.inTransaction(async (tx) => {
      const cards = await tx.cards.ofSubject(society.enterpriseId);
      return cards.find(({ kind }) => kind === 'library')?.turnedTo ?? '';
    });
    await say(service, other.admins[0], '资源库');
    const { messageId, card } = newestCard(
      service.feishu,
      service.feishu.privateChat(other.admins[0]),
      'narrow',
    );
    const value = {
      card: String(JSON.stringify(card).match(/"card":"([^"]+)"/)?.[1]),
      act: 'turn-library',
      to: search,
    };
    await clickRaw(service, {
      by: other.admins[0],
      chatId: service.feishu.privateChat(other.admins[0]),
      messageId,
      value,
      form: {},
    });
    await service.drain();
    expect(ownCard(service, other.admins[0])).not.toContain('只有甲知道的词');
    await say(service, other.admins[0], '评价库');
    expect(titlesOf(service, other.admins[0])).toEqual([]);
  });
});
