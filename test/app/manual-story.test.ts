import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { setPlatformMode } from '../../src/actions/set-platform-mode.ts';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { waitingForPlatform } from '../../src/reads/platform-waiting.ts';
import { carriedBy, newestCard } from '../support/chat-cards.ts';
import { INTENT_FORM, ownCard, publishDemand, say, sendIntent } from '../support/cooperation-steps.ts';
import { clickRaw } from '../support/envelopes.ts';
import { type Service, startService } from '../support/service.ts';
import { evaluate, foundSociety, patentNo, pressOwn, push, rate, type Society } from '../support/society.ts';
import { rowsOf } from '../support/stored.ts';

const RATED = '已记录您的评价，等待企业管理员审核。';

/** An enterprise in manual mode: a patent from a file is pushed, rated and reviewed, and all that follows confirmed. */
async function confirmed(): Promise<{ service: Service; society: Society; admin: string }> {
  const service = await startService({ platformMode: 'manual' });
  const society = await foundSociety(service, { admins: 2 });
  const [admin] = society.admins;
  await service.app.inTransaction(async (tx) => {
    const enterprise = await tx.enterprises.get(society.enterpriseId);
    await takeInPatents(tx, [patentNo(1)], { enterprise, reason: '评价库导出文件' });
  });
  // The platform knows the patent, and nobody there has told us of it.
  service.platform.books.addPatent(patentNo(1));
  expect(await push(service, society)).toBe(1);
  const card = newestCard(service.feishu, society.group).messageId;
  expect(await rate(service, card, society.experts[0], 4, '工艺成熟')).toBe(RATED);
  expect(await pressOwn(service, admin, 'accepted_0')).toBe('已通过这条专家评价。');
  await evaluate(service, card, admin, { stars: '4', opinion: '=1+1 建议洽谈。' });
  await sendIntent(service, card, admin);
  await publishDemand(service, admin);
  return { service, society, admin };
}

const listOf = (service: Service, admin: string) =>
  newestCard(service.feishu, service.feishu.privateChat(admin), 'export');

it('an admin goes through what is to be entered by hand, item by item, until nothing is left', async () => {
  const { service, admin } = await confirmed();
  await say(service, admin, '待填报');
  const first = listOf(service, admin);
  expect(first.plain).toEqual(
    expect.arrayContaining(['企业评价', '第 1 / 3 条', '专利转化评价库', '=1+1 建议洽谈。']),
  );
  expect(first.plain.join()).toContain('平台待接收 0 件 · 待人工填报 3 件');
  expect(await pressOwn(service, admin, 'mark')).toBe('已登记为在平台填报。');
  expect(ownCard(service, admin)).toContain('第 1 / 2 条');
  expect(ownCard(service, admin)).toContain(INTENT_FORM.need);
  expect(await pressOwn(service, admin, 'undo')).toBe('已撤销登记，这份企业评价仍待填报。');
  expect(ownCard(service, admin)).toContain('第 1 / 3 条');
  for (const left of [2, 1]) {
    expect(await pressOwn(service, admin, 'mark')).toBe('已登记为在平台填报。');
    expect(ownCard(service, admin)).toContain(`第 1 / ${left} 条`);
  }
  expect(await pressOwn(service, admin, 'mark')).toBe('已登记为在平台填报。');
  expect(ownCard(service, admin)).toContain('没有待填报的内容。');
  const { books } = service.platform;
  expect([books.evaluations(), books.intents(), books.demands()]).toEqual([[], [], []]);

  await service.app.inTransaction((tx) => setHttp(tx));
  await service.drain();
  expect([books.evaluations(), books.intents(), books.demands()]).toEqual([[], [], []]);

  async function setHttp(tx: Parameters<typeof setPlatformMode>[0]) {
    const [enterprise] = await tx.enterprises.all();
    const enterpriseId = enterprise?.id ?? '';
    return setPlatformMode(tx, { enterpriseId, mode: 'http', standard: 'manual' });
  }
});

it('what another admin has entered meanwhile, a double click and an expert’s click change nothing', async () => {
  const { service, society, admin } = await confirmed();
  const [, other = ''] = society.admins;
  await say(service, admin, '待填报');
  await say(service, other, '填报清单');
  const { messageId } = listOf(service, admin);
  const value = carriedBy(listOf(service, admin), 'mark');
  const click = { chatId: service.feishu.privateChat(admin), messageId, value };
  expect(await pressOwn(service, other, 'mark')).toBe('已登记为在平台填报。');
  expect(await clickRaw(service, { ...click, by: admin })).toBe(NOTICES.already_posted);
  expect(await clickRaw(service, { ...click, by: society.experts[0] })).toBe(NOTICES.card_mismatch);
  await service.drain();
  expect(ownCard(service, admin)).toContain('第 1 / 2 条');
});

it('from by hand to posting everything that no admin has marked is posted once', async () => {
  const { service, society, admin } = await confirmed();
  await say(service, admin, '待填报');
  await pressOwn(service, admin, 'mark');
  const { enterpriseId } = society;
  for (const mode of ['http', 'http'] as const) {
    await service.app.inTransaction((tx) => setPlatformMode(tx, { enterpriseId, mode, standard: 'manual' }));
    await service.drain();
  }
  const { books } = service.platform;
  expect(books.evaluations()).toEqual([]);
  expect(books.intents()).toHaveLength(1);
  expect(books.demands()).toHaveLength(1);
  expect(ownCard(service, admin)).toContain('没有待填报的内容。');
});

it('the whole list comes as a spreadsheet into the private chat, without formulas', async () => {
  const { service, admin } = await confirmed();
  await say(service, admin, '待填报');
  expect(await pressOwn(service, admin, 'export')).toBe('清单正在生成，将发到您与机器人的私聊。');
  const sent = service.feishu
    .messages(service.feishu.privateChat(admin))
    .filter(({ msgType }) => msgType === 'file');
  expect(sent).toHaveLength(1);
  const { file_key: fileKey } = JSON.parse(sent[0]?.content ?? '{}') as { file_key: string };
  const file = service.feishu.file(fileKey);
  expect(file?.name).toMatch(/^待填报清单 \d{4}-\d{2}-\d{2}\.xlsx$/);
  const rows = await readSheet(Buffer.from(file?.bytes ?? []), 1);
  expect(rows[0]).toEqual(expect.arrayContaining(['类型', '名称', '填到平台', '评价意见', '需求描述']));
  expect(rows).toHaveLength(4);
  expect(rows[1]).toEqual(expect.arrayContaining(['企业评价', '=1+1 建议洽谈。']));
  const acts = (await rowsOf(service.databaseUrl, 'audit')).map(({ act }) => act);
  expect(acts).toContain('export');
});

it('a post whose outcome nobody learned is looked up before an admin is asked to enter it', async () => {
  const { service, society, admin } = await confirmed();
  const { app, platform } = service;
  const id = String((await rowsOf(service.databaseUrl, 'intents'))[0]?.['id']);
  // The platform had recorded it, and the service died before it learned so.
  const { enterpriseId } = society;
  const set = (mode: 'http' | 'manual') =>
    app.inTransaction((tx) => setPlatformMode(tx, { enterpriseId, mode, standard: 'manual' }));
  await set('http');
  await service.drain();
  const [recorded] = platform.books.intents();
  await app.inTransaction(async (tx) => {
    const intent = await tx.intents.get(id);
    await tx.intents.replace({ ...intent, state: 'submitted', receipt: null, postedAt: null });
    await tx.enterprises.replace({ ...(await tx.enterprises.get(enterpriseId)), platformMode: 'manual' });
    const payload = { intent: id };
    await tx.outbox.promise(
      { topic: 'intent', key: `intent:${id}`, lane: `platform:${id}`, connection: '', payload },
      tx.newId(),
      tx.at,
    );
    const job = (await tx.outbox.list('waiting', 10)).find(({ key }) => key === `intent:${id}`);
    if (job) await tx.outbox.postpone(job, tx.at, tx.at, 'platform_timeout');
  });
  await service.drain();
  expect(platform.books.intents()).toHaveLength(1);
  expect(await app.inTransaction((tx) => tx.intents.get(id))).toMatchObject({
    state: 'posted',
    receipt: recorded?.receipt,
    postedBy: null,
  });
  await say(service, admin, '待填报');
  expect(ownCard(service, admin)).toContain('没有待填报的内容。');
});

it('what waits is counted by kind and by who brings it to the platform', async () => {
  const { service } = await confirmed();
  const waiting = await service.app.inTransaction((tx) => waitingForPlatform(tx, 'manual'));
  expect(waiting.filter(({ number }) => number > 0)).toEqual([
    { kind: 'evaluation', mode: 'manual', number: 1 },
    { kind: 'intent', mode: 'manual', number: 1 },
    { kind: 'demand', mode: 'manual', number: 1 },
  ]);
});
