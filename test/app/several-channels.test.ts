import { expect, it } from 'vitest';
import { cardsIn, newestCard as newestFeishuCard } from '../support/chat-cards.ts';
import { patentNo, pressOwn, push, register } from '../support/society.ts';
import { cardsSeen, newestCard } from '../support/wecom-cards.ts';
import { foundWecomSociety, startWecomService } from '../support/wecom-service.ts';

const FOUR = '★★★★☆ 4 星';

it('experts rate in WeCom, and their admin reviews in Feishu', { timeout: 60_000 }, async () => {
  const service = await startWecomService();
  const society = await foundWecomSociety(service, { adminsOn: 'feishu' });
  const { wecom, feishu, platform } = service;
  const [admin] = society.admins;
  await register(service, society, patentNo(1));
  await push(service, society);
  for (const by of society.experts) await service.press({ by, chatId: society.group, button: FOUR });
  const own = feishu.privateChat(admin);
  expect(cardsIn(feishu, own)).toHaveLength(1);
  expect(newestFeishuCard(feishu, own).plain.join()).toContain('专家一');
  expect(
    wecom
      .view([society.experts[0]])[0]
      ?.chats.flatMap(({ messages }) => messages)
      .join(),
  ).not.toContain('专家评价审核');

  await pressOwn(service, admin, 'evaluate');
  await pressOwn(service, admin, 'draft', { stars: '4', opinion: '愿意洽谈。' });
  await pressOwn(service, admin, 'submit');
  expect(platform.books.evaluations()).toHaveLength(1);
  // The bot changes nobody's copy but that of whoever clicks; a click on an old one tells how things stand.
  const [expert] = society.experts;
  await service.press({ by: expert, chatId: society.group, button: FOUR });
  expect(newestCard(wecom, expert, society.group).plain.join()).toContain('企业评价已提交');
});

it('an admin with WeCom’s app gets his cards there, and they stay up to date', {
  timeout: 60_000,
}, async () => {
  const service = await startWecomService({ app: true });
  const society = await foundWecomSociety(service, { adminsOn: 'app' });
  const { wecom } = service;
  const [admin] = society.admins;
  const [first, second] = society.experts;
  await register(service, society, patentNo(1));
  await push(service, society);
  await service.press({ by: first, chatId: society.group, button: FOUR });
  const own = wecom.privateChat(admin, 'app');
  expect(cardsSeen(wecom, admin, own)).toHaveLength(1);
  expect(newestCard(wecom, admin, own).plain.join()).toContain('1 条待审核');

  await service.press({ by: second ?? '', chatId: society.group, button: FOUR });
  expect(newestCard(wecom, admin, own).plain.join()).toContain('2 条待审核');
  await service.press({ by: admin, chatId: own, button: '通过' });
  const shown = newestCard(wecom, admin, own).plain.join();
  expect(shown).toContain('已通过这条专家评价。');
  expect(shown).toContain('专家二');
  expect(cardsSeen(wecom, admin, own)).toHaveLength(1);
});
