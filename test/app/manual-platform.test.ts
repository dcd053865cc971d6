import { expect, it } from 'vitest';
import { takeInPatents } from '../../src/actions/take-in-patents.ts';
import { NOTICES } from '../../src/chat/notices.ts';
import { cardOf, carriedBy, newestCard } from '../support/chat-cards.ts';
import { clickRaw } from '../support/envelopes.ts';
import { startService } from '../support/service.ts';
import { evaluate, foundSociety, patentNo, pressOwn, push } from '../support/society.ts';
import { recordsStored, rowsOf } from '../support/stored.ts';

it('without an interface of the platform the admin gets the text to copy and marks it as entered, once', async () => {
  const service = await startService({ platformMode: 'manual' });
  const society = await foundSociety(service);
  const { group, enterpriseId, experts } = society;
  const [admin] = society.admins;
  await service.app.inTransaction(async (tx) => {
    const enterprise = await tx.enterprises.get(enterpriseId);
    await takeInPatents(tx, [patentNo(1)], { enterprise, reason: '评价库导出文件' });
  });
  await push(service, society);
  const card = newestCard(service.feishu, group).messageId;
  const opinion = '与本企业产品方向一致，建议洽谈。';
  await evaluate(service, card, admin, { stars: '4', opinion });

  const own = newestCard(service.feishu, service.feishu.privateChat(admin));
  expect(own.plain.join('\n')).toContain('请把下面的内容填到平台');
  expect(own.plain).toContain(opinion);
  expect(own.plain).toContain(patentNo(1).applicationNumber);
  expect(own.buttons).toEqual(['platform', 'posted', 'intent']);
  expect(cardOf(service.feishu, group, card).plain.join()).toContain('企业评价已提交');

  const value = carriedBy(own, 'posted');
  const click = { chatId: service.feishu.privateChat(admin), messageId: own.messageId, value };
  expect(await clickRaw(service, { ...click, by: experts[0] })).toBe(NOTICES.card_mismatch);
  expect(await pressOwn(service, admin, 'posted')).toBe('已登记为在平台填报。');
  const before = await recordsStored(service.databaseUrl);
  expect(await clickRaw(service, { ...click, by: admin })).toBe(NOTICES.already_posted);
  expect(await recordsStored(service.databaseUrl)).toEqual(before);

  const done = newestCard(service.feishu, service.feishu.privateChat(admin));
  expect(done.plain).toContainEqual(
    expect.stringMatching(/^已由管理员一于 [-0-9]{10} [:0-9]{5} 在平台填报。$/),
  );
  expect(done.buttons).toEqual(['undo', 'intent']);
  expect(await rowsOf(service.databaseUrl, 'enterprise_evaluations')).toMatchObject([
    { state: 'posted', receipt: null },
  ]);
  expect(service.platform.books.evaluations()).toEqual([]);

  expect(await pressOwn(service, admin, 'undo')).toBe('已撤销登记，这份企业评价仍待填报。');
  const again = newestCard(service.feishu, service.feishu.privateChat(admin));
  expect(again.buttons).toEqual(['platform', 'posted', 'intent']);
  const acts = (await rowsOf(service.databaseUrl, 'audit')).map(({ act }) => act);
  expect(acts).toContain('undo-evaluation-by-hand');
});
