import { expect, it } from 'vitest';
import { onEveryDatabase } from '../support/databases.ts';
import { startService } from '../support/service.ts';
import { foundSociety, openSociety, pressOwn, rate } from '../support/society.ts';

/** What an expert says; no part of it may be read by anybody but the admins. */
const OPINION = '工艺窗口偏窄但可放大';

onEveryDatabase('what experts say', (engine) => {
  it('never reaches the group, another expert or another enterprise, whatever is pressed or said', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    const society = await openSociety(service, { admins: 2 });
    const other = await foundSociety(service, { name: '另一企业（虚构）', platformId: 'demo-2' });
    const { feishu } = service;
    const { group, card, experts, admins } = society;
    const [first, second = ''] = experts;
    const forbidden = [group, other.group, second, ...other.admins, ...other.experts].map((each) =>
      each.startsWith('oc_') ? each : feishu.privateChat(each),
    );
    // The stand-in keeps only the latest edit of a message, so every state is taken down as it appears.
    const seen = new Set<string>();
    const look = () => {
      for (const chatId of forbidden) {
        for (const { content, sender } of feishu.messages(chatId))
          if (sender.kind === 'bot') seen.add(content);
      }
    };
    feishu.onChange(look);

    await rate(service, card, first, 2, OPINION);
    await feishu.say({
      by: first,
      chatId: group,
      text: `3星 太早，${OPINION}`,
      replyTo: card,
      mentionBot: true,
    });
    await service.drain();
    const reviewed = feishu.messages(feishu.privateChat(admins[0])).map(({ content }) => content);
    expect(reviewed.join('\n')).toContain('技术成熟度不足');
    await pressOwn(service, admins[0], 'returned_0', { reason: `请补充：${OPINION}` });
    await pressOwn(service, first, 'stars_2');
    await pressOwn(service, admins[1] ?? '', 'accepted_0');
    await pressOwn(service, admins[0], 'evaluate');
    await pressOwn(service, admins[0], 'draft', { stars: '5', opinion: '建议洽谈。' });
    await pressOwn(service, admins[0], 'submit');
    look();

    // The list of reasons that anybody may choose from tells nothing; what was chosen of it would.
    const read = [...seen].join('\n').replaceAll(/"options":\[[^\]]*\]/g, '');
    expect(read).toContain('已有 1 位专家评价');
    expect(read).toContain('建议洽谈。');
    for (const secret of [
      OPINION,
      '工艺窗口',
      '专家一',
      '专家二',
      '技术成熟度不足',
      'too-early',
      '★★☆☆☆ 2 星：',
      '中位数',
    ])
      expect(read).not.toContain(secret);
    const own = feishu.messages(feishu.privateChat(admins[0])).map(({ content }) => content);
    expect(own.join('\n')).toContain(OPINION);
    expect(JSON.stringify(service.platform.books.evaluations())).not.toContain(OPINION);
    expect(service.logged.join('\n')).not.toContain('工艺窗口');
  });
});

it('an opinion of the expert goes into the outward text only when the admin confirms it after a warning', async () => {
  const service = await startService();
  const { card, experts, admins } = await openSociety(service);
  await rate(service, card, experts[0], 4, OPINION);
  await pressOwn(service, admins[0], 'accepted_0');
  await pressOwn(service, admins[0], 'evaluate');
  await pressOwn(service, admins[0], 'draft', { stars: '4', opinion: OPINION });
  const own = service.feishu.messages(service.feishu.privateChat(admins[0])).at(-1)?.content ?? '';
  expect(own).toContain('意见中有专家评价的原文');
});
