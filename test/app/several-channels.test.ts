import { expect, it } from 'vitest';
import { addMember } from '../../src/actions/add-member.ts';
import { bindChat } from '../../src/actions/bind-chat.ts';
import { createEnterprise } from '../../src/actions/create-enterprise.ts';
import { cardsIn, newestCard as newestFeishuCard } from '../support/chat-cards.ts';
import { operate } from '../support/operator.ts';
import { TEST_KEY } from '../support/seals.ts';
import { freshFile } from '../support/service.ts';
import { patentNo, pressOwn, push, register } from '../support/society.ts';
import { cardsSeen, newestCard, wordsIn } from '../support/wecom-cards.ts';
import { ownChat } from '../support/wecom-own-chat.ts';
import {
  BOT_CONNECTION,
  foundWecomSociety,
  startWecomService,
  wecomSettings,
} from '../support/wecom-service.ts';

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

it('whoever asks the bot for help hears that his cards come by the app', { timeout: 60_000 }, async () => {
  const service = await startWecomService({ app: true });
  const { admins, experts } = await foundWecomSociety(service, { adminsOn: 'app' });
  const asked = (by: string) => ownChat(service, by, 'bot').say('帮助');
  expect(await asked(admins[0])).toBe('说明已发到您与应用的私聊。');
  expect(await asked(experts[0])).toContain('您是专家');
});

it('a group that only hears gets words that ask for nothing, and its experts get their cards in private', {
  timeout: 60_000,
}, async () => {
  const databaseUrl = await freshFile();
  let group = '';
  const service = await startWecomService({
    databaseUrl,
    before: async (wecom) => {
      group = wecom.addGroup('公告群', [], { bot: false });
      const key = wecom.addWebhook(group);
      const desk = {
        settings: { DATABASE_URL: databaseUrl, SECRET_KEY: TEST_KEY, ...wecomSettings(wecom) },
        piped: `WECOM_WEBHOOK_KEY=${key}`,
      };
      const order = ['connection', 'add', 'board', '--channel', 'wecom-webhook', '--api-url', wecom.url];
      await operate(desk, ...order);
    },
  });
  const { wecom, app } = service;
  const expert = wecom.addPerson('专家一');
  const admin = wecom.addPerson('管理员');
  for (const by of [expert, admin])
    await service.say({ by, chatId: wecom.privateChat(by, 'bot'), text: '你好' });
  const enterpriseId = await app.inTransaction(async (tx) => {
    const { id } = await createEnterprise(tx, { name: '企微企业（虚构）', platformId: 'wecom-1' });
    const common = { enterpriseId: id, connection: BOT_CONNECTION };
    await addMember(tx, { ...common, name: '专家一', role: 'expert', userId: expert });
    await addMember(tx, { ...common, name: '管理员', role: 'admin', userId: admin });
    await bindChat(tx, { enterpriseId: id, connection: 'board', chatId: 'group' });
    return id;
  });
  const society = { enterpriseId, platformId: 'wecom-1', group, admins: [admin], experts: [expert] } as const;
  await register(service, { ...society, outsider: '' }, patentNo(1));
  await push(service, { ...society, outsider: '' });

  const words = wordsIn(wecom, group).join('\n');
  expect(words).toContain(patentNo(1).title);
  expect(words).not.toMatch(/@|回复|点一颗星/u);
  const own = wecom.privateChat(expert, 'bot');
  expect(await service.press({ by: expert, chatId: own, button: FOUR })).toBe('answered');
  expect(newestCard(wecom, expert, own).plain.join()).toContain('已记录您的评价');
  expect(cardsSeen(wecom, admin, wecom.privateChat(admin, 'bot'))).toHaveLength(1);
});
