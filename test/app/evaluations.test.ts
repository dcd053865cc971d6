import { expect, it } from 'vitest';
import { cardOf, newestCard } from '../support/chat-cards.ts';
import { ownCard, say } from '../support/cooperation-steps.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { startService } from '../support/service.ts';
import { bring, foundSociety, patentNo, pressOwn, rate } from '../support/society.ts';

onEveryDatabase('the list of all evaluations', (engine) => {
  it('shows them newest first, filters them, and accepts what waits on a page as it was seen', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await foundSociety(service, { experts: 2, dailyPushLimit: 50 });
    const [admin] = society.admins;
    const [one, two = ''] = society.experts;
    const cards: string[] = [];
    for (const index of [1, 2, 3]) cards.push(await bring(service, society, patentNo(index)));
    for (const [index, card] of cards.entries()) await rate(service, card, one, 3 + index, `意见${index}`);
    await rate(service, cards[0] ?? '', two, 1, '没有前景');

    await say(service, admin, '评价管理');
    const list = () => newestCard(service.feishu, service.feishu.privateChat(admin), 'filter');
    expect(list().plain.join('\n')).toContain('待审核 4');
    expect(list().plain.filter((text) => /^\d\. /.test(text))[0]).toContain(patentNo(1).title);
    expect(list().plain.join('\n')).toContain('企业自评：未填');

    await pressOwn(service, admin, 'filter', { stars: '1' });
    expect(list().plain.join('\n')).toContain('筛选：星级：★☆☆☆☆ 1 星');
    expect(list().plain.filter((text) => /^\d\. /.test(text))).toHaveLength(1);
    await pressOwn(service, admin, 'everything');

    // What an expert changes while the list is on screen is not accepted unseen.
    const { messageId } = list();
    await service.feishu.press({ by: two, messageId: cards[0] ?? '', button: 'stars_2' });
    const { toast } = await service.feishu.press({ by: admin, messageId, button: 'accept' });
    await service.drain();
    expect(toast?.content).toBe('已通过 3 条专家评价。另有 1 条已变化或已处理，没有改动。');
    expect(list().plain.join('\n')).toContain('待审核 1 · 已通过 3');
    expect(cardOf(service.feishu, society.group, cards[0] ?? '').plain.join()).toContain('已有 2 位专家评价');

    await pressOwn(service, admin, 'own_1');
    expect(ownCard(service, admin)).toContain('企业评价');
  });
});

it('an expert gets no list, and an admin only that of his own enterprise', async () => {
  const service = await startService();
  const society = await foundSociety(service);
  const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
  const card = await bring(service, society);
  await rate(service, card, society.experts[0], 5, '只有本企业知道的话');
  await say(service, society.experts[0], '评价管理');
  const expert = service.feishu.messages(service.feishu.privateChat(society.experts[0]));
  expect(JSON.stringify(expert)).not.toContain('专利评价管理已');
  await say(service, other.admins[0], '评价管理');
  expect(ownCard(service, other.admins[0])).toContain('没有专家评价。');
});
