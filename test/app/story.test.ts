import { expect, it } from 'vitest';
import { cardOf, newestCard } from '../support/chat-cards.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Service, startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, rate } from '../support/society.ts';

/** From the platform's push to the platform's receipt; what everybody sees at each step is asserted on the way. */
async function story(service: Service): Promise<void> {
  const { feishu, platform } = service;
  const society = await foundSociety(service);
  const { group, admins, experts } = society;
  const [admin] = admins;

  const patent = patentNo(1);
  const card = await bring(service, society, patent);
  expect(cardOf(feishu, group, card)).toMatchObject({ title: patent.title });
  expect(cardOf(feishu, group, card).buttons).toContain('stars_4');

  expect(await rate(service, card, experts[0], 4, '工艺成熟，可中试')).toBe(
    '已记录您的评价，等待企业管理员审核。',
  );
  expect(cardOf(feishu, group, card).plain).toContain('已有 1 位专家评价');

  expect(await pressOwn(service, admin, 'accepted_0')).toBe('已通过这条专家评价。');
  expect(await pressOwn(service, admin, 'evaluate')).toBe('企业评价卡片已发到您与机器人的私聊。');
  const opinion = '与本企业产品方向一致，建议洽谈。';
  expect(await pressOwn(service, admin, 'draft', { stars: '5', opinion })).toBe(
    '请核对内容，确认无误后提交。',
  );
  expect(newestCard(feishu, feishu.privateChat(admin)).plain).toContain(opinion);
  expect(platform.books.evaluations()).toEqual([]);
  expect(await pressOwn(service, admin, 'submit')).toBe('企业评价已提交，专家评价已关闭。');

  const { applicationNumber } = patent;
  expect(platform.books.evaluations()).toEqual([
    expect.objectContaining({ enterprise: society.platformId, applicationNumber, stars: 5, opinion }),
  ]);
  const [recorded] = platform.books.evaluations();
  const own = newestCard(feishu, feishu.privateChat(admin));
  expect(own.plain).toContain(`平台已接收，回执号 ${recorded?.receipt}。`);
  expect(own.buttons).toEqual(['intent']);
  const closed = cardOf(feishu, group, card);
  expect(closed.plain).toContain('企业评价已提交，专家评价已关闭（共 1 位专家评价）。');
  expect(closed.buttons).toEqual(['detail', 'intent']);
  expect(service.logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
}

onEveryDatabase('the whole story over the long connection', (engine) => {
  it('goes from the push to one evaluation on the platform and closed cards', async () => {
    await story(await startService({ databaseUrl: await engine.freshUrl() }));
  });
});

onEveryDatabase('the whole story over the webhook', (engine) => {
  it('goes from the push to one evaluation on the platform and closed cards', async () => {
    await story(await startService({ databaseUrl: await engine.freshUrl(), transport: 'webhook' }));
  });
});
