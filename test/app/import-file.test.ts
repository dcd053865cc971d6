import { expect, it } from 'vitest';
import { importBatch } from '../../src/actions/import-patents.ts';
import { promiseCardsOf } from '../../src/actions/promise-cards.ts';
import { housekeeping } from '../../src/jobs/housekeeping.ts';
import { createLog } from '../../src/log.ts';
import { newestCard, textsIn } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { csvOf, dropFile } from '../support/dropped-files.ts';
import { inventedNationalId } from '../support/patent-files.ts';
import { type Service, startService } from '../support/service.ts';
import { foundSociety, patentNo, pressOwn, push, type Society } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const ID_NUMBER = inventedNationalId();
const FILE = csvOf([
  1,
  2,
  3,
  '202399999999.1,写错的号码,示例大学（虚构）,',
  `${ID_NUMBER},一种隔膜,示例大学,`,
]);

function cardText({ feishu }: Service, society: Society): string {
  return newestCard(feishu, feishu.privateChat(society.admins[0])).plain.join('\n');
}

async function count({ databaseUrl }: Service, table: 'patents' | 'matches' | 'import_batches') {
  return (await rowsOf(databaseUrl, table)).length;
}

onEveryDatabase('a list of patents that an admin sends', (engine) => {
  it('is shown as it was understood, asked about once, taken in and reported', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await foundSociety(service);
    const [admin] = society.admins;
    await dropFile(service, admin, '评价库导出.csv', FILE);

    const asked = cardText(service, society);
    expect(asked).toContain('评价库导出.csv');
    expect(asked).toContain('共 5 行：新增 3，有更新 0，没有变化 0，不能读取 2');
    expect(asked).toContain('申请号、专利名称、申请人');
    expect(asked).toContain('联系电话');
    expect(asked).toMatch(/第 5 行（申请号 202399999999\.1）：/);
    expect(asked).toContain('第 6 行（申请号）：这一格含有身份证号');
    expect(asked).toContain('这些专利属于哪个库？');
    expect([await count(service, 'patents'), await count(service, 'matches')]).toEqual([0, 0]);

    expect(await pressOwn(service, admin, 'evaluation')).toBe('已开始导入，完成后在卡片上告诉您。');
    expect(cardText(service, society)).toContain(
      '已导入评价库：新增 3 件，更新 0 件，未变 0 件，没有读取 2 行。',
    );
    expect([await count(service, 'patents'), await count(service, 'matches')]).toEqual([3, 3]);
    expect(await push(service, society)).toBe(3);
    expect(await count(service, 'import_batches')).toBe(0);
    const [entry] = (await rowsOf(service.databaseUrl, 'audit')).filter(
      ({ act }) => act === 'import-patents',
    );
    expect(JSON.parse(String(entry?.['detail']))).toMatchObject({ library: 'evaluation', patents: 3 });
    // Neither the file nor what it must not hold is anywhere.
    for (const table of ['imports', 'patents', 'outbox', 'deliveries'] as const)
      expect(JSON.stringify(await rowsOf(service.databaseUrl, table))).not.toContain(ID_NUMBER);
    expect(service.logged.join('\n')).not.toContain(ID_NUMBER);
  });

  it('may name classes in words, of which the codes are kept', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await foundSociety(service);
    const [admin] = society.admins;
    const rows = ['制造业-电气机械,', '"铁路、船舶、航空航天和其他运输设备制造业",新能源汽车产业'].map(
      (classes, index) => `${patentNo(index + 1).applicationNumber},一种电池,${classes}`,
    );
    const file = csvOf(rows, '申请号,专利名称,国民经济行业,战略性新兴产业');
    await dropFile(service, admin, 'a.csv', file);
    await pressOwn(service, admin, 'resource');
    const stored = await rowsOf(service.databaseUrl, 'patents');
    const records = stored.map(({ record }) => JSON.parse(String(record)));
    expect(records.map(({ industries, sei }) => [industries, sei]).sort()).toEqual([
      [['C37'], ['5']],
      [['C38'], []],
    ]);
  });

  it('is harmless when it comes twice, and the second word of an admin changes nothing', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await foundSociety(service);
    const [admin] = society.admins;
    service.feishu.faults.duplicateEvents(2);
    await dropFile(service, admin, 'a.csv', csvOf([1, 2]));
    const { messageId } = newestCard(service.feishu, service.feishu.privateChat(admin), 'resource');
    const presses = ['resource', 'resource'].map((button) =>
      service.feishu.press({ by: admin, messageId, button }),
    );
    const toasts = (await Promise.all(presses)).map(({ toast }) => toast?.content);
    await service.drain();
    expect(toasts.sort()).toEqual(
      ['已开始导入，完成后在卡片上告诉您。', '这个文件已经在导入，进度和结果见卡片。'].sort(),
    );
    expect([await count(service, 'patents'), await count(service, 'matches')]).toEqual([2, 0]);
    expect(await rowsOf(service.databaseUrl, 'imports')).toMatchObject([
      { state: 'done', taken: 2, added: 2 },
    ]);

    await dropFile(service, admin, 'a.csv', csvOf([1, 2, 3]));
    expect(cardText(service, society)).toContain('共 3 行：新增 1，有更新 0，没有变化 2，不能读取 0');
    await pressOwn(service, admin, 'resource');
    expect(cardText(service, society)).toContain('已导入资源库：新增 1 件，更新 0 件，未变 2 件。');
    expect(await count(service, 'patents')).toBe(3);
  });

  it('goes on where it was broken off: no batch is taken in half', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await foundSociety(service);
    const [admin] = society.admins;
    await dropFile(service, admin, 'many.csv', csvOf(Array.from({ length: 60 }, (_, index) => index + 1)));
    expect(await count(service, 'import_batches')).toBe(2);
    const { id = '' } = (await rowsOf(service.databaseUrl, 'imports'))[0] ?? {};
    await service.app.inTransaction(async (tx) => {
      const file = await tx.imports.lock(String(id));
      await tx.imports.replace({
        ...file,
        state: 'importing',
        library: 'resource',
        decidedBy: file.memberId,
      });
    });
    expect(await service.app.inTransaction((tx) => importBatch(tx, String(id)))).toBe(true);
    await service.app.inTransaction((tx) => promiseCardsOf(tx, String(id)));
    service.app.relay.poke();
    await service.drain();
    expect(cardText(service, society)).toContain('正在导入资源库：■■■■■■■■□□ 80%，共 60 件');
    const broken = service.app.inTransaction(async (tx) => {
      await importBatch(tx, String(id));
      throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    expect([await count(service, 'patents'), await count(service, 'import_batches')]).toEqual([50, 1]);
    for (let left = true; left; ) left = await service.app.inTransaction((tx) => importBatch(tx, String(id)));
    await service.drain();
    expect([await count(service, 'patents'), await count(service, 'import_batches')]).toEqual([60, 0]);
    expect(cardText(service, society)).toContain('新增 60 件');
  });
});

it('is given up at an admin’s word, or after a day without one, and nothing of it stays', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const [admin] = society.admins;
  await dropFile(service, admin, 'a.csv', csvOf([1]));
  expect(await pressOwn(service, admin, 'cancel')).toContain('没有导入任何内容');
  expect(cardText(service, society)).toContain('已取消');
  await dropFile(service, admin, 'b.csv', csvOf([2]));
  const { messageId } = newestCard(service.feishu, service.feishu.privateChat(admin), 'resource');
  service.clock.advance(25 * 3_600_000);
  const { clock, app } = service;
  await housekeeping({ ...app, ...clock, log: createLog('silent', { write: () => {} }) });
  app.relay.poke();
  await service.drain();
  expect(cardText(service, society)).toContain('一天内没有确定');
  expect([await count(service, 'patents'), await count(service, 'import_batches')]).toEqual([0, 0]);
  const late = service.feishu.press({ by: admin, messageId, button: 'resource' });
  await expect(late).rejects.toThrow();
});

it('goes to the group where it was sent, and any admin of the enterprise may decide, but no expert', async () => {
  const service = await startService({ feishu: { groupMessages: true } });
  const society = await foundSociety(service, { admins: 2 });
  const [first, second = ''] = society.admins;
  await dropFile(service, first, '照片.png', Buffer.from('no business of ours'), society.group);
  await dropFile(service, first, '清单.csv', csvOf([1, 2]), society.group);
  const { messageId, plain } = newestCard(service.feishu, society.group, 'resource');
  expect(plain.join()).toContain('清单.csv');
  expect(textsIn(service.feishu, society.group)).toEqual([]);
  const byExpert = await service.feishu.press({ by: society.experts[0], messageId, button: 'evaluation' });
  expect(byExpert.toast?.content).toBe('此操作仅限企业管理员。');
  const { toast } = await service.feishu.press({ by: second, messageId, button: 'evaluation' });
  expect(toast?.content).toContain('已开始导入');
  await service.drain();
  expect(await count(service, 'matches')).toBe(2);
});

it('stops where its enterprise is closed, and says how far it came', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const [admin] = society.admins;
  await dropFile(service, admin, 'a.csv', csvOf(Array.from({ length: 75 }, (_, index) => index + 1)));
  const { id = '' } = (await rowsOf(service.databaseUrl, 'imports'))[0] ?? {};
  await service.app.inTransaction(async (tx) => {
    const file = await tx.imports.lock(String(id));
    await tx.imports.replace({ ...file, state: 'importing', library: 'resource' });
    await importBatch(tx, String(id));
    await tx.enterprises.replace({ ...(await tx.enterprises.get(society.enterpriseId)), state: 'closed' });
  });
  expect(await service.app.inTransaction((tx) => importBatch(tx, String(id)))).toBe(false);
  service.app.relay.poke();
  await service.drain();
  expect(cardText(service, society)).toContain('已停止，停止前导入了 50 件。');
  expect([await count(service, 'patents'), await count(service, 'import_batches')]).toEqual([50, 0]);
});

it('is refused politely from everybody else, and nothing is fetched or kept', async () => {
  const service = await startService({ feishu: { groupMessages: true } });
  const society = await foundSociety(service);
  const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
  const [expert] = society.experts;
  const answers = (by: string) => textsIn(service.feishu, service.feishu.privateChat(by)).at(-1);
  await dropFile(service, expert, '清单.csv', csvOf([1]));
  expect(answers(expert)).toBe('只有企业管理员可以导入专利清单，这个文件没有读取，也没有保存。');
  await dropFile(service, society.outsider, '清单.csv', csvOf([1]));
  expect(answers(society.outsider)).toContain('还不认识您');
  service.feishu.joinGroup(society.group, other.admins[0]);
  await dropFile(service, other.admins[0], '清单.csv', csvOf([1]), society.group);
  expect(textsIn(service.feishu, society.group).at(-1)).toContain('还不认识您');
  expect(await rowsOf(service.databaseUrl, 'imports')).toEqual([]);
  expect(service.logged.join()).not.toContain('/resources/');
});

it('belongs to an admin of today: whoever is none any more when it is read or decided gets nothing', async () => {
  const service = await startService();
  const society = await foundSociety(service, { admins: 2 });
  const [admin, second = ''] = society.admins;
  await dropFile(service, admin, '清单.csv', csvOf([1]));
  await service.app.inTransaction(async (tx) => {
    const found = await tx.members.findByAccount('default', admin, society.enterpriseId);
    if (found) await tx.members.replace({ ...found.member, isAdmin: false });
  });
  expect(await pressOwn(service, admin, 'evaluation')).toBe('此操作仅限企业管理员。');
  const { messageId } = newestCard(service.feishu, service.feishu.privateChat(admin), 'resource');
  const foreign = service.feishu.press({ by: second, messageId, button: 'resource' });
  await expect(foreign).rejects.toThrow();
  expect(await count(service, 'patents')).toBe(0);
});

it('is asked for again when Feishu has lost it', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const [admin] = society.admins;
  service.feishu.faults.failNext('resource', { status: 400, code: 234003 });
  await dropFile(service, admin, '清单.csv', csvOf([1]));
  const said = textsIn(service.feishu, service.feishu.privateChat(admin)).at(-1);
  expect(said).toBe(
    '文件「清单.csv」没有导入，没有任何改动。文件取不下来（可能已撤回，或链接已过期），请重新发送一次。',
  );
  // A failure that passes is not worth a word.
  service.feishu.faults.failNext('resource', { status: 502, code: 1, times: 2 });
  await dropFile(service, admin, '清单.csv', csvOf([1]));
  expect(cardText(service, society)).toContain('共 1 行：新增 1');
});

it('is not waited for where the app lacks the scope: the admin is told whom to ask', async () => {
  const service = await startService({ feishu: { ungranted: ['im:message:readonly'] } });
  const [admin] = (await foundSociety(service)).admins;
  await dropFile(service, admin, '清单.csv', csvOf([1]));
  const said = textsIn(service.feishu, service.feishu.privateChat(admin)).at(-1);
  expect(said).toContain('请联系系统管理员用 doctor 检查连接和权限');
});
