import { expect, it } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { DEMAND_FORM, INTENT_FORM } from '../support/cooperation-steps.ts';
import { BASE_URL, buttonOf, openBrowser } from '../support/pages.ts';
import { patentNo } from '../support/society.ts';
import { newestCard, wordsIn } from '../support/wecom-cards.ts';
import {
  DEMAND_WORDS,
  evaluate,
  INTENT_WORDS,
  rateFirst,
  sendIntent,
  WAYS,
  type WecomStage,
  wecomStage,
} from '../support/wecom-cooperation-steps.ts';
import { ownChat } from '../support/wecom-own-chat.ts';

const { applicationNumber, title } = patentNo(1);
const PRIVATE_CHAT = { bot: '与机器人的私聊', app: '与应用的私聊' };
const SLOW = { timeout: 60_000 };

it.each(WAYS)(
  'an intent goes from the first star to the university’s answer, with the cards of the %s',
  SLOW,
  async (whom) => {
    const stage = await wecomStage(whom);
    const { service, society, own } = stage;
    const { books } = service.platform;
    await rateFirst(stage);
    await evaluate(stage);
    expect(books.evaluations()).toMatchObject([{ stars: 5, opinion: '与我司产线匹配，愿意洽谈。' }]);

    const opened = await own.press('我有合作意向');
    expect(opened).toContain(`合作意向卡片已发到您${PRIVATE_CHAT[whom]}，请填写并核对后发送。`);
    expect(opened).toContain(`平台已接收，回执号 ${books.evaluations()[0]?.receipt}。`);
    await own.press('填写内容');
    // What is asked for is too much for a card: the words tell all of it.
    expect(own.words()).toContain(
      '预算区间（可不填，选一项：面议/10万元以下/10至50万元/50至100万元/100至500万元/500万元以上）。30 分钟内有效',
    );
    await own.say(INTENT_WORDS);
    const text = [
      `合作意向：${title} ${applicationNumber}`,
      '合作方式：普通许可',
      `需求描述：${INTENT_FORM.need}`,
      '联系人：管理员一',
      '联系电话：010-00000000',
    ].join('\n');
    expect(own.words()).toContain(text);
    expect(own.shown()).toContain('上面的消息里是全文，将一字不改地发送。');
    expect(books.intents()).toEqual([]);
    expect(await own.press('确认发送')).toMatch(/合作意向已确认，将推送给专利所属高校。|平台已接收，/u);
    const [recorded] = books.intents();
    expect(books.intents()).toHaveLength(1);
    expect(recorded).toMatchObject({
      enterprise: society.platformId,
      applicationNumber,
      origin: 'evaluation',
      text,
    });
    // A notice does not hide what the platform said.
    const refreshed = await own.press('刷新');
    expect(refreshed).toContain('卡片已是最新状态。');
    expect(refreshed).toContain(`平台已接收，回执号 ${recorded?.receipt}。`);
    await universityAnswers(stage, recorded?.idempotencyKey ?? '');
    expect(service.logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
  },
);

/** The university is interested: everybody hears that it has answered, and the admin alone what. */
async function universityAnswers({ service, society, own }: WecomStage, key: string): Promise<void> {
  const { wecom, app, platform } = service;
  const { group, experts } = society;
  platform.books.answerIntent(key, { state: 'interested', text: '欢迎来校洽谈。' });
  await app.pull();
  await service.drain();
  const news = `高校已答复本企业对「${title}」的合作意向：愿意对接。`;
  expect(wordsIn(wecom, group).at(-1)).toBe(`${news}详情请企业管理员查看合作意向卡片。`);
  expect(own.words()).toContain(`${news}详情见合作意向卡片。`);
  expect(own.shown()).toContain('高校答复：愿意对接。欢迎来校洽谈。');
  // The group's card cannot be edited; whoever presses it sees how things stand, and nothing that stands in the intent.
  const [expert] = experts;
  await service.press({ by: expert, chatId: group, button: '★★★★☆ 4 星' });
  const seen = newestCard(wecom, expert, group).plain.join('\n');
  expect(seen).toContain(NOTICES.evaluation_closed);
  expect(seen).toContain('合作意向：高校已答复：愿意对接');
  const everything = wecom.view([expert])[0]?.chats.flatMap(({ messages }) => messages);
  expect(JSON.stringify(everything)).not.toContain('欢迎来校洽谈');
  expect(JSON.stringify(everything)).not.toContain(INTENT_FORM.phone);
}

it.each(WAYS)(
  'an intent is withdrawn, and its patent is free for another, with the cards of the %s',
  SLOW,
  async (whom) => {
    const stage = await wecomStage(whom);
    const { service, own } = stage;
    const { books } = service.platform;
    await rateFirst(stage);
    await evaluate(stage);
    await sendIntent(stage);
    await own.press('撤回意向');
    expect(books.intents()).toMatchObject([{ withdrawnAt: expect.any(Number) }]);
    expect(await own.press('刷新')).toContain('平台已获知，不再处理。');
    await own.press('重新发起');
    expect(own.shown()).toContain('填写中');
    await own.press('放弃填写');
    expect(own.shown()).toContain('已放弃，没有发送任何内容。');
    expect(books.intents()).toHaveLength(1);
  },
);

it.each(WAYS)(
  'a demand is warned of, published as it was confirmed, listed and closed, with the cards of the %s',
  SLOW,
  async (whom) => {
    const stage = await wecomStage(whom);
    const { service, society, own } = stage;
    const { books } = service.platform;
    const expert = ownChat(service, society.experts[0], 'bot');
    expect(await expert.say('发布需求')).toBe(NOTICES.admins_only);
    await own.say('发布需求');
    expect(own.shown()).toContain('发布后平台所有用户可见');
    await own.press('填写内容');
    await own.say(DEMAND_WORDS.replace(DEMAND_FORM.need, '见内部资料，电话 13800001234。'));
    expect(own.shown()).toContain('请注意，以下内容发布后人人可见');
    // Looking again must not take the warning away.
    expect(await own.press('刷新')).toContain('13800001234');
    await own.press('返回修改');
    await own.press('填写内容');
    await own.say(DEMAND_WORDS);
    expect(own.shown()).not.toContain('请注意');
    expect(books.demands()).toEqual([]);
    await own.press('确认公开发布');
    expect(books.demands()).toEqual([
      expect.objectContaining({ title: DEMAND_FORM.title, withdrawnAt: null }),
    ]);

    await own.say('企业需求');
    await own.press('公开需求');
    await own.choose(DEMAND_FORM.title.slice(0, 5), '查看所选');
    await own.press('关闭需求');
    expect(books.demands()[0]?.withdrawnAt).toEqual(expect.any(Number));
  },
);

it(
  'an intent is filled in and sent on its page, and forged, late and doubled presses there change nothing',
  SLOW,
  async () => {
    const stage = await wecomStage('bot', { settings: { BASE_URL } });
    const { service, own } = stage;
    const { books } = service.platform;
    await rateFirst(stage);
    await evaluate(stage);
    await own.press('我有合作意向');
    const browser = openBrowser(service);
    const address = own.page();
    const form = await browser.open(address);
    const early = await browser.press(address, { act: 'send-intent', revision: 1 });
    expect(early.text).toContain(NOTICES.draft_changed);
    const modes = { ...INTENT_FORM, modes: '质押' };
    expect((await browser.press(address, buttonOf(form, { act: 'draft-intent' }), modes)).text).toContain(
      NOTICES.form_choice_unknown,
    );
    const first = await browser.press(address, buttonOf(form, { act: 'draft-intent' }), INTENT_FORM);
    await service.drain();
    expect(first.text).toContain(INTENT_FORM.need);
    const late = buttonOf(first, { act: 'send-intent' });
    await browser.press(address, buttonOf(first, { act: 'reopen-intent' }));
    await service.drain();
    const other = { ...INTENT_FORM, need: '另一份需求。' };
    const second = await browser.press(address, { act: 'draft-intent' }, other);
    await service.drain();
    expect((await browser.press(address, late)).text).toContain(NOTICES.draft_changed);
    expect(books.intents()).toEqual([]);
    const send = buttonOf(second, { act: 'send-intent' });
    await Promise.all([browser.press(address, send), browser.press(address, send)]);
    await service.drain();
    expect(books.intents()).toHaveLength(1);
    expect(books.intents()[0]?.text).toContain('另一份需求。');
    expect(own.shown()).not.toContain(INTENT_FORM.need);
  },
);

it.each(WAYS)(
  'clicks that are doubled, late or not theirs get the right notice and change nothing, with the cards of the %s',
  SLOW,
  async (whom) => {
    const stage = await wecomStage(whom, { admins: 2 });
    const { service, society, own } = stage;
    const { wecom, platform } = service;
    await rateFirst(stage);
    await evaluate(stage);
    const { group, experts, admins } = society;
    const inGroup = ownChat(service, experts[0], 'bot');
    await service.press({ by: experts[0], chatId: group, button: '★★★★☆ 4 星' });
    await service.press({ by: experts[0], chatId: group, button: '我有合作意向' });
    expect(newestCard(wecom, experts[0], group).plain.join()).toContain(NOTICES.admins_only);
    expect(inGroup.words()).not.toContain('合作意向卡片');

    await own.press('我有合作意向');
    const { messageId: older } = own.card('填写内容');
    await own.press('我有合作意向');
    await service.press({ by: admins[0], chatId: own.chatId, card: older, button: '填写内容' });
    const answered = newestCard(wecom, admins[0], own.chatId, { messageId: older }).plain.join();
    expect(whom === 'bot' ? answered : own.words()).toContain(NOTICES.card_unknown);
    await own.press('填写内容');
    await own.say(INTENT_WORDS);
    const { messageId, buttons } = own.card('确认发送');
    const key = buttons.find(({ text }) => text === '确认发送')?.key ?? '';
    const send = () => wecom.press({ by: admins[0], messageId, key });
    await Promise.all([send(), send()]);
    await service.drain();
    expect(platform.books.intents()).toHaveLength(1);

    const second = ownChat(service, admins[1] ?? '', whom);
    await second.press('填写企业评价');
    await second.press('我有合作意向');
    expect(second.shown()).toContain(INTENT_FORM.need);
    expect(second.card().buttons.map(({ text }) => text)).not.toContain('确认发送');
    expect(platform.books.intents()).toHaveLength(1);
  },
);
