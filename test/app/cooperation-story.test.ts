import { expect, it, onTestFinished, vi } from 'vitest';
import { NOTICES } from '../../src/chat/notices.ts';
import { cardOf, cardsIn, newestCard, textsIn } from '../support/chat-cards.ts';
import {
  DEMAND_FORM,
  INTENT_FORM,
  ownCard,
  publishDemand,
  say,
  sendIntent,
} from '../support/cooperation-steps.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { type Service, startService } from '../support/service.ts';
import { evaluate, openSociety, patentNo, pressOwn } from '../support/society.ts';

onEveryDatabase('an intent', (engine) => {
  it('goes from the evaluation to the university’s answer in the group', async () => {
    const service = await startService({ databaseUrl: await engine.freshUrl() });
    await intentStory(service);
  });
});

/** From the enterprise's evaluation to the answer of the university; what everybody sees is asserted on the way. */
async function intentStory(service: Service): Promise<void> {
  const { feishu, platform } = service;
  const { card, group, platformId, admins, experts } = await openSociety(service);
  const [admin] = admins;
  await evaluate(service, card, admin);

  expect(await pressOwn(service, admin, 'intent')).toBe(
    '合作意向卡片已发到您与机器人的私聊，请填写并核对后发送。',
  );
  expect(await pressOwn(service, admin, 'draft', INTENT_FORM)).toBe('请核对全文，确认无误后发送。');
  const { applicationNumber, title } = patentNo(1);
  const text = [
    `合作意向：${title} ${applicationNumber}`,
    '合作方式：普通许可',
    `需求描述：${INTENT_FORM.need}`,
    '联系人：管理员一',
    '联系电话：010-00000000',
  ].join('\n');
  expect(ownCard(service, admin)).toContain(text);
  expect(platform.books.intents()).toEqual([]);

  expect(await pressOwn(service, admin, 'confirm')).toBe('合作意向已确认，将推送给专利所属高校。');
  const [recorded] = platform.books.intents();
  expect(platform.books.intents()).toHaveLength(1);
  expect(recorded).toMatchObject({ enterprise: platformId, applicationNumber, origin: 'evaluation', text });
  expect(ownCard(service, admin)).toContain(`平台已接收，回执号 ${recorded?.receipt}。`);
  const shown = () => cardOf(feishu, group, card).plain.join('\n');
  expect(shown()).toContain('合作意向：已推送给高校');
  // The group learns that there is an intent, and nothing that stands in it.
  expect(shown()).not.toContain(INTENT_FORM.phone);

  platform.books.answerIntent(recorded?.idempotencyKey ?? '', {
    state: 'interested',
    text: '欢迎来校洽谈。',
  });
  await service.app.pull();
  await service.drain();
  const news = `高校已答复本企业对「${title}」的合作意向：愿意对接。`;
  expect(textsIn(feishu, group)).toEqual([`${news}详情请企业管理员查看合作意向卡片。`]);
  expect(textsIn(feishu, feishu.privateChat(admin))).toContain(`${news}详情见合作意向卡片。`);
  expect(ownCard(service, admin)).toContain('高校答复：愿意对接。欢迎来校洽谈。');
  expect(shown()).toContain('合作意向：高校已答复：愿意对接');
  expect(textsIn(feishu, feishu.privateChat(experts[0]))).toEqual([]);
  expect(service.logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
}

it('a second intent for the same patent leads to the first', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service, { admins: 2 });
  const [first, second = ''] = admins;
  await sendIntent(service, card, first);
  const { toast } = await service.feishu.press({ by: second, messageId: card, button: 'intent' });
  await service.drain();
  expect(toast?.content).toContain('已有一份合作意向');
  expect(ownCard(service, second)).toContain(INTENT_FORM.need);
  expect(newestCard(service.feishu, service.feishu.privateChat(second)).buttons).not.toContain('confirm');
  expect(service.platform.books.intents()).toHaveLength(1);
});

it('an edit voids the confirmation that was on screen, and a double click sends once', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const [admin] = admins;
  await service.feishu.press({ by: admin, messageId: card, button: 'intent' });
  await service.drain();
  await pressOwn(service, admin, 'draft', INTENT_FORM);
  const { messageId } = newestCard(service.feishu, service.feishu.privateChat(admin), 'confirm');
  const press = (button: string) => service.feishu.press({ by: admin, messageId, button });
  // The card on his screen still has its buttons while the new one is on its way.
  await press('reopen');
  expect((await press('confirm')).toast?.content).toBe(NOTICES.draft_changed);
  await service.drain();
  await pressOwn(service, admin, 'draft', { ...INTENT_FORM, need: '另一份需求。' });
  expect(service.platform.books.intents()).toEqual([]);
  await Promise.all([press('confirm'), press('confirm')]);
  await service.drain();
  expect(service.platform.books.intents()).toHaveLength(1);
  expect(service.platform.books.intents()[0]?.text).toContain('另一份需求。');
});

it('a patent that leaves the register meanwhile takes no confirmation, and closes what is open', async () => {
  const service = await startService();
  const { card, group, admins } = await openSociety(service);
  const [admin] = admins;
  await service.feishu.press({ by: admin, messageId: card, button: 'intent' });
  await service.drain();
  await pressOwn(service, admin, 'draft', INTENT_FORM);
  const before = newestCard(service.feishu, service.feishu.privateChat(admin), 'confirm');
  service.platform.books.changePatent(patentNo(1).applicationNumber, { state: 'expired' });
  await service.app.pull();
  await service.drain();
  expect(cardOf(service.feishu, group, card).buttons).toEqual(['detail']);
  expect(cardOf(service.feishu, service.feishu.privateChat(admin), before.messageId).buttons).toEqual([
    'withdraw',
  ]);
  expect(ownCard(service, admin)).toContain('该专利已不在登记库');
  await service.drain();
  expect(service.platform.books.intents()).toEqual([]);
});

it('an intent that the platform refuses is shown in its words, heard of, and can be begun anew', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const [admin] = admins;
  // The platform knows already what panhuo has not read yet.
  service.platform.books.changePatent(patentNo(1).applicationNumber, { state: 'transferred' });
  await sendIntent(service, card, admin);
  expect(ownCard(service, admin)).toContain('平台未接收：这件专利已失效、转让或撤回');
  expect(textsIn(service.feishu, service.feishu.privateChat(admin)).join()).toContain(
    '平台没有接收一份合作意向',
  );
  service.platform.books.changePatent(patentNo(1).applicationNumber, { state: 'registered' });
  await pressOwn(service, admin, 'again');
  await pressOwn(service, admin, 'draft', INTENT_FORM);
  await pressOwn(service, admin, 'confirm');
  expect(service.platform.books.intents()).toHaveLength(1);
});

it('an intent that is given up is ended on the platform, and one it never had needs no end', async () => {
  // The breaker that spares the platform rests by the clock of the process.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const [admin] = admins;
  await sendIntent(service, card, admin);
  expect(await pressOwn(service, admin, 'withdraw')).toBe('合作意向已撤回，将通知平台。');
  expect(service.platform.books.intents()).toEqual([
    expect.objectContaining({ withdrawnAt: expect.any(Number) }),
  ]);
  expect(ownCard(service, admin)).toContain('平台已获知，不再处理。');

  service.platform.faults.down(true);
  await sendIntent(service, card, admin);
  await pressOwn(service, admin, 'withdraw');
  service.platform.faults.down(false);
  vi.setSystemTime(Date.now() + 3_600_000);
  await service.drain(600_000);
  expect(service.platform.books.intents()).toHaveLength(1);
  expect(ownCard(service, admin)).toContain('平台已获知，不再处理。');
});

it('a demand is published once its text was confirmed, with its warnings, and can be closed', async () => {
  const service = await startService();
  const { admins, experts } = await openSociety(service);
  const [admin] = admins;
  const { books } = service.platform;
  await say(service, experts[0], '发布需求');
  expect(textsIn(service.feishu, service.feishu.privateChat(experts[0])).join()).toContain('管理员');

  await say(service, admin, '发布需求');
  await pressOwn(service, admin, 'draft', { ...DEMAND_FORM, need: '见内部资料，电话 13800001234。' });
  expect(ownCard(service, admin)).toContain('请注意，以下内容发布后人人可见');
  expect(books.demands()).toEqual([]);
  await pressOwn(service, admin, 'reopen');
  await pressOwn(service, admin, 'draft', DEMAND_FORM);
  expect(ownCard(service, admin)).not.toContain('请注意');
  expect(await pressOwn(service, admin, 'confirm')).toBe('需求已确认，将在平台公开发布。');
  expect(books.demands()).toEqual([expect.objectContaining({ title: DEMAND_FORM.title, withdrawnAt: null })]);

  await say(service, admin, '企业需求');
  await pressOwn(service, admin, 'other');
  expect(ownCard(service, admin)).toContain(`1. ${DEMAND_FORM.title}`);
  await pressOwn(service, admin, 'view_1');
  expect(await pressOwn(service, admin, 'close')).toBe('需求已关闭，将通知平台。');
  expect(books.demands()[0]?.withdrawnAt).toEqual(expect.any(Number));
});

it('intent, demand and their ends are recorded once although every answer was lost', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const { books, faults } = service.platform;
  faults.acceptThenDropNext();
  await sendIntent(service, card, admins[0]);
  faults.acceptThenDropNext();
  await pressOwn(service, admins[0], 'withdraw');
  faults.acceptThenDropNext();
  await publishDemand(service, admins[0]);
  faults.acceptThenDropNext();
  await pressOwn(service, admins[0], 'close');
  const ends = [...books.intents(), ...books.demands()].map(({ withdrawnAt }) => withdrawnAt);
  expect(ends).toEqual([expect.any(Number), expect.any(Number)]);
  expect(ownCard(service, admins[0])).toContain('平台已获知，不再处理。');
});

it('whoever asks again while the card is on its way gets one card, and a new one at the end later', async () => {
  const service = await startService();
  const { card, admins } = await openSociety(service);
  const [admin] = admins;
  const { feishu } = service;
  const shown = () => cardsIn(feishu, feishu.privateChat(admin)).filter(({ title }) => title === '合作意向');
  const ask = () => feishu.press({ by: admin, messageId: card, button: 'intent' });
  feishu.faults.hangNext('send');
  await Promise.all([ask(), ask(), ask()]);
  await ask();
  await service.drain();
  expect(shown()).toHaveLength(1);
  await ask();
  await service.drain();
  expect(shown()).toHaveLength(2);
});
